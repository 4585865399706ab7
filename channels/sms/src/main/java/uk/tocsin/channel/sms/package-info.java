/// Texts: how long one is and in which alphabet, how it goes out through Twilio, and what Twilio says became of
/// it. The SDK owns payload, authentication and the shape of errors; the transport under it is the kit's,
/// because the permit is checked at the write.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.sms;
