/// A real Kafka for development and tests, on loopback: brokers that are controllers too (KRaft), each in a process
/// of its own, on a class path of its own. The product's class path never has it: a broker's libraries and the
/// product's disagree. It is started as a process ([BrokerMain]) and ends with the process that started it.
///
/// Not for production: small heaps, plain text between brokers, and whatever was written is as safe as this one
/// machine.
@org.jspecify.annotations.NullMarked
package uk.tocsin.broker;
