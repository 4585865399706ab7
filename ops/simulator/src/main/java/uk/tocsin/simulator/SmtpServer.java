package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.PemKeyCertOptions;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The receiving mail system: listens for SMTP on 127.0.0.1, all connections on one event loop.
final class SmtpServer extends VerticleBase {

    private static final int MAX_CONNECTIONS = 200;
    /// RFC 5321, 4.5.3.2.7: a server waits at least five minutes for the next command.
    private static final int IDLE_SECONDS = 300;

    private final World world;
    private final Set<SmtpSession> sessions = new HashSet<>();
    private @Nullable Mailbox mailbox;
    private @Nullable NetServer server;
    private Future<Void> turn = Future.succeededFuture();
    private int port;

    SmtpServer(World world) {
        this.world = world;
        this.port = world.options.ports().smtp();
    }

    @Override
    public Future<?> start() {
        ChannelLoop loop = new ChannelLoop(vertx, context, world, Channel.EMAIL);
        BounceSender bounces = new BounceSender(vertx, loop);
        loop.alsoPending(bounces::outstanding, bounces::clear);
        mailbox = new Mailbox(loop, bounces);
        world.onFaults(Channel.EMAIL, faults -> World.on(context, () -> shutIf(faults.down())));
        return open();
    }

    private Future<Void> open() {
        NetServerOptions options = new NetServerOptions()
                .setIdleTimeout(IDLE_SECONDS)
                .setAcceptBacklog(256)
                .setTcpNoDelay(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(world.credentials.certificatePem()))
                        .addKeyValue(Buffer.buffer(world.credentials.keyPem())));
        NetServer fresh = vertx.createNetServer(options).connectHandler(this::connected);
        server = fresh;
        return fresh.listen(port, HttpDoor.HOST)
                .onSuccess(listening -> port = listening.actualPort())
                .mapEmpty();
    }

    /// Opens or shuts as asked, after what was asked before: the port of a server that is still closing cannot be
    /// listened on.
    private Future<Void> shutIf(boolean down) {
        turn = turn.transform(done -> down ? shut() : server == null ? open() : Future.succeededFuture());
        return turn;
    }

    private Future<Void> shut() {
        NetServer open = server;
        server = null;
        return open == null ? Future.succeededFuture() : open.close();
    }

    private void connected(NetSocket socket) {
        Mailbox box = mailbox;
        if (box == null || sessions.size() >= MAX_CONNECTIONS) {
            socket.end(Buffer.buffer("421 4.7.0 Too many connections\r\n"));
            return;
        }
        SmtpSession[] own = new SmtpSession[1];
        own[0] = new SmtpSession(socket, box, world.options.smtpLogin(), () -> sessions.remove(own[0]));
        sessions.add(own[0]);
        own[0].begin();
    }

    int port() {
        return port;
    }

    /// Says 421 on the connections that live now.
    void goAway() {
        context.runOnContext(now -> Set.copyOf(sessions).forEach(SmtpSession::goAway));
    }
}
