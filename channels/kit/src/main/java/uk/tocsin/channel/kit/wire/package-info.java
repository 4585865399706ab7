/// The HTTP transport under the provider SDKs. It has no wait queue: a request is written on a stream already
/// open, in the same event-loop tick in which its gate was asked, or it is refused at once. What comes of it is
/// an [uk.tocsin.channel.kit.wire.Exchange]: answered, certainly not sent, or unknown.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.kit.wire;
