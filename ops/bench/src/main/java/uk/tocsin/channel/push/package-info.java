/// The benches' way into what the push channel keeps to itself.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.push;
