package uk.tocsin.channel.email;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.ClientSSLOptions;
import io.vertx.core.net.NetClient;
import uk.tocsin.channel.email.EmailOptions.StartTls;
import uk.tocsin.model.NotSentCause;

/// From a TCP connection to one that takes mail: banner, EHLO, STARTTLS, EHLO again, AUTH PLAIN. Once a
/// connection, so written with futures. Runs on the wire's event loop.
final class SmtpHandshake {
    /// A connection that takes mail.
    record Greeted(SmtpSocket socket, SmtpFeatures features) {}

    /// Why a relay cannot be used. The message holds reply codes, never a server's words.
    static final class RelayException extends Exception {
        private final NotSentCause cause;

        RelayException(NotSentCause cause, String message) {
            super(message);
            this.cause = cause;
        }

        NotSentCause notSentCause() {
            return cause;
        }
    }

    private final Vertx vertx;
    private final NetClient client;
    private final EmailOptions options;
    private final ClientSSLOptions tls;

    SmtpHandshake(Vertx vertx, NetClient client, EmailOptions options, ClientSSLOptions tls) {
        this.vertx = vertx;
        this.client = client;
        this.options = options;
        this.tls = tls;
    }

    Future<Greeted> open(EmailOptions.Relay relay) {
        return client.connect(relay.port(), relay.host())
                .recover(e -> failed(
                        NotSentCause.CONNECT, "no connection: " + e.getClass().getSimpleName()))
                .compose(net -> {
                    Talk talk = new Talk(new SmtpSocket(net));
                    return greet(talk, relay).onFailure(e -> talk.socket.abort());
                });
    }

    private Future<Greeted> greet(Talk talk, EmailOptions.Relay relay) {
        return talk.expect("banner")
                .compose(banner -> hello(talk))
                .compose(features -> secure(talk, features, relay))
                .compose(features -> authenticate(talk, features))
                .map(features -> new Greeted(talk.socket, features));
    }

    private Future<SmtpFeatures> hello(Talk talk) {
        return talk.ask("EHLO " + options.heloName()).compose(reply -> {
            if (reply.positive()) {
                return Future.succeededFuture(SmtpFeatures.of(reply.lines()));
            }
            return reply.permanent()
                    ? talk.demand("HELO " + options.heloName()).map(SmtpFeatures.NONE)
                    : failed(NotSentCause.CONNECT, "EHLO: " + reply.summary());
        });
    }

    private Future<SmtpFeatures> secure(Talk talk, SmtpFeatures features, EmailOptions.Relay relay) {
        StartTls wanted = options.security().startTls();
        if (wanted == StartTls.NONE || wanted == StartTls.OPPORTUNISTIC && !features.startTls()) {
            return Future.succeededFuture(features);
        }
        if (!features.startTls()) {
            return failed(NotSentCause.CONNECT, "the relay does not offer STARTTLS");
        }
        return talk.demand("STARTTLS")
                .compose(ready -> talk.socket
                        .startTls(tls, relay.host())
                        .recover(e -> failed(
                                NotSentCause.CONNECT, "TLS: " + e.getClass().getSimpleName())))
                .compose(secured -> hello(talk));
    }

    private Future<SmtpFeatures> authenticate(Talk talk, SmtpFeatures features) {
        SmtpCredentials credentials = options.security().credentials().orElse(null);
        if (credentials == null) {
            return Future.succeededFuture(features);
        }
        if (!features.authPlain()) {
            return failed(NotSentCause.AUTHENTICATION, "the relay does not offer AUTH PLAIN");
        }
        return talk.ask("AUTH PLAIN " + credentials.plain())
                .compose(reply -> reply.positive()
                        ? Future.succeededFuture(features)
                        : failed(NotSentCause.AUTHENTICATION, "AUTH: " + reply.summary()));
    }

    private static <T> Future<T> failed(NotSentCause cause, String message) {
        return Future.failedFuture(new RelayException(cause, message));
    }

    /// One question at a time.
    private final class Talk {
        private final SmtpSocket socket;
        private Promise<SmtpReply> answer = Promise.promise();

        Talk(SmtpSocket socket) {
            this.socket = socket;
            socket.listen(
                    reply -> answer.tryComplete(reply),
                    ended -> answer.tryFail(new RelayException(NotSentCause.CONNECT, "closed while greeting")));
        }

        /// The reply to what was asked, positive.
        Future<SmtpReply> expect(String what) {
            Promise<SmtpReply> awaited = answer;
            long timer = vertx.setTimer(
                    options.limits().command().toMillis(),
                    id -> awaited.tryFail(new RelayException(NotSentCause.CONNECT, what + ": no answer")));
            return awaited.future()
                    .onComplete(done -> vertx.cancelTimer(timer))
                    .compose(reply -> reply.positive()
                            ? Future.succeededFuture(reply)
                            : failed(NotSentCause.CONNECT, what + ": " + reply.summary()));
        }

        Future<SmtpReply> demand(String command) {
            return ask(command)
                    .compose(reply -> reply.positive()
                            ? Future.succeededFuture(reply)
                            : failed(NotSentCause.CONNECT, verb(command) + ": " + reply.summary()));
        }

        Future<SmtpReply> ask(String command) {
            Promise<SmtpReply> awaited = Promise.promise();
            answer = awaited;
            long timer = vertx.setTimer(
                    options.limits().command().toMillis(),
                    id -> awaited.tryFail(new RelayException(NotSentCause.CONNECT, verb(command) + ": no answer")));
            socket.write(Buffer.buffer(command + "\r\n"));
            return awaited.future().onComplete(done -> vertx.cancelTimer(timer));
        }

        private static String verb(String command) {
            int space = command.indexOf(' ');
            return space < 0 ? command : command.substring(0, space);
        }
    }
}
