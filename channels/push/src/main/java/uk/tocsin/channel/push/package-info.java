/// Push through the official Firebase Admin SDK. The SDK owns payload, authentication and the meaning of errors;
/// the transport under it is ours, because it asks the permit at the write, and so are the threads.
///
/// Intended oddities:
/// - The SDK's own retries are off by what it is shown: a 503 with a Retry-After beyond its patience, a 401 with a
///   challenge that names no invalid token ([FcmTransport]). There is no switch for them; the lane retries.
/// - The SDK's address of FCM is fixed: the transport sends to the configured one.
/// - One send is one request: a second one within the same send is refused.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.push;
