package uk.tocsin.channel.email;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicInteger;

/// A small SMTP server that only receives: mail to `bounce+<token>@<bounceDomain>`, no more than it can hand
/// over. It answers 250 only when the handler's future succeeds, which means that the evidence is journalled;
/// 451 otherwise, so that the sender tries again. It never sends anything. STARTTLS is not offered: it listens
/// on loopback or behind the organisation's own mail gateway.
public final class BounceIntake implements AutoCloseable {
    /// Takes a mail over. Called on an event loop; must return at once.
    @FunctionalInterface
    public interface Handler {
        /// The future succeeds when what the mail says is durable.
        ///
        /// @param envelopeRecipient the address in RCPT TO, one of our return paths
        /// @param raw the mail, without dot-stuffing; the callee's to keep
        Future<Void> received(String envelopeRecipient, byte[] raw);
    }

    /// Where it listens, and its bounds.
    ///
    /// @param port 0 for any free one
    /// @param maxConnections more are answered 421
    public record Options(String host, int port, String bounceDomain, int maxConnections) {
        /// Checks all. IllegalArgumentException names the field.
        public Options {
            if (host.isBlank() || port < 0 || port > 65_535) {
                throw new IllegalArgumentException("bounces.listen: \"" + host + ":" + port + "\" is not host:port");
            }
            if (Mailbox.parse("bounce@" + bounceDomain) == null) {
                throw new IllegalArgumentException("bounces.domain: \"" + bounceDomain + "\" is not a domain");
            }
            if (maxConnections < 1) {
                throw new IllegalArgumentException("bounces.maxConnections: must be at least 1");
            }
        }
    }

    /// A sender is silent at most so long, RFC 5321 section 4.5.3.2.7.
    private static final int IDLE_SECONDS = 300;

    private final Vertx vertx;
    private final NetServer server;
    private final Options options;
    private final TokenFinder tokens;
    private final Handler handler;
    private final AtomicInteger connections = new AtomicInteger();

    private BounceIntake(Vertx vertx, Options options, Handler handler) {
        this.vertx = vertx;
        this.options = options;
        this.tokens = new TokenFinder(options.bounceDomain());
        this.handler = handler;
        this.server = vertx.createNetServer(new NetServerOptions()
                .setHost(options.host())
                .setPort(options.port())
                .setIdleTimeout(IDLE_SECONDS));
        server.connectHandler(this::connected);
    }

    /// Starts to listen; completes when it does.
    public static Future<BounceIntake> open(Vertx vertx, Options options, Handler handler) {
        BounceIntake intake = new BounceIntake(vertx, options, handler);
        return intake.server.listen().map(listening -> intake);
    }

    /// The port it listens on.
    public int port() {
        return server.actualPort();
    }

    private void connected(NetSocket socket) {
        if (connections.incrementAndGet() > options.maxConnections()) {
            connections.decrementAndGet();
            socket.end(Buffer.buffer("421 4.3.2 Too many connections\r\n"));
            return;
        }
        socket.closeHandler(closed -> connections.decrementAndGet());
        new IntakeSession(vertx.getOrCreateContext(), socket, options.bounceDomain(), tokens, handler).greet();
    }

    /// Stops listening and closes connections; a mail not yet answered will be sent again.
    @Override
    public void close() {
        server.close();
    }
}
