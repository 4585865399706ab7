/// Tests of the email channel.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.email;
