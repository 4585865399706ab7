package uk.tocsin.channel.kit.wire;

/// Hears what a wire does, for meters and alarms. Called on the wire's event loop (and, for a request refused
/// because the wire is full or closed, on its sender's thread): it must not block.
public interface WireListener {
    /// Hears nothing.
    WireListener NONE = new WireListener() {};

    /// A connection opened.
    default void connected() {}

    /// An attempt to connect failed; the next one follows after a pause.
    default void connectFailed(Throwable cause) {}

    /// An open connection ended.
    default void disconnected() {}

    /// A request ended, `nanos` after it was handed over.
    default void ended(Exchange exchange, long nanos) {}
}
