package uk.tocsin.channel.email;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetSocket;
import java.util.function.Consumer;
import uk.tocsin.model.UnknownCause;

/// A socket that speaks in replies. Confined to its event loop. After [#abort] nothing more leaves the machine
/// and nothing more is heard.
final class SmtpSocket {
    private final NetSocketInternal socket;
    private final SmtpReplyReader reader = new SmtpReplyReader();
    private Consumer<SmtpReply> onReply = reply -> {};
    private Consumer<UnknownCause> onEnd = cause -> {};
    private boolean ended;

    SmtpSocket(NetSocket socket) {
        this.socket = (NetSocketInternal) socket;
        socket.handler(this::received);
        socket.exceptionHandler(failure -> end(UnknownCause.RESET));
        socket.closeHandler(closed -> end(UnknownCause.RESET));
    }

    /// Sets who hears replies and the end. The end is told once, and not after [#abort].
    void listen(Consumer<SmtpReply> replies, Consumer<UnknownCause> end) {
        onReply = replies;
        onEnd = end;
    }

    /// Completes when the operating system has taken the last byte.
    Future<Void> write(Buffer data) {
        return socket.write(data);
    }

    /// Starts TLS. Fails when the server said anything after its reply to STARTTLS that was not encrypted.
    Future<Void> startTls(ClientSSLOptions options, String host) {
        if (!reader.isEmpty()) {
            return Future.failedFuture(new SmtpReplyReader.GarbageException("words between STARTTLS and TLS"));
        }
        return socket.upgradeToSsl(options, host, null);
    }

    /// Closes at once: what the kernel has not taken is thrown away, also by TLS, whose handler would otherwise
    /// flush on close.
    void abort() {
        ended = true;
        var _ = socket.channelHandlerContext().pipeline().firstContext().close();
    }

    private void received(Buffer data) {
        try {
            reader.add(data);
            for (SmtpReply reply = ended ? null : reader.next(); reply != null; reply = ended ? null : reader.next()) {
                onReply.accept(reply);
            }
        } catch (SmtpReplyReader.GarbageException garbage) {
            end(UnknownCause.PROTOCOL);
        }
    }

    private void end(UnknownCause cause) {
        if (!ended) {
            abort();
            onEnd.accept(cause);
        }
    }
}
