/// The benches' way into what the email channel keeps to itself.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.email;
