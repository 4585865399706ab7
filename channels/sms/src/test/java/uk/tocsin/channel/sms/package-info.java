/// Tests of texts and of the Twilio adapter.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.sms;
