/// What single steps cost, by JMH: `ops/tocsin bench jmh`.
@org.jspecify.annotations.NullMarked
package uk.tocsin.bench.jmh;
