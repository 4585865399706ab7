/// Real servers for development and tests, as processes that end with the one that started them: Kafka's brokers
/// ([Kafka], which `ops/broker` keeps) and Redis ([Redis], which a library carries). Nothing of the product knows them.
@org.jspecify.annotations.NullMarked
package uk.tocsin.servers;
