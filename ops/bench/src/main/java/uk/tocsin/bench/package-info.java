/// The benches: what the engine, its channels, its intake and its queries cost, measured beside what others do. The
/// simulator, sinks and load generators live in processes of their own, so that the CPU counted is ours alone.
@org.jspecify.annotations.NullMarked
package uk.tocsin.bench;
