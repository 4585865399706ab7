/// A cluster on one machine: three Kafka brokers and a Redis server, all real, each in a process of its own, and nodes
/// of
/// Tocsin beside the one of this process. For `ops/run --cluster`, `ops/tocsin demo --cluster` and the chaos suite.
@org.jspecify.annotations.NullMarked
package uk.tocsin.demo.cluster;
