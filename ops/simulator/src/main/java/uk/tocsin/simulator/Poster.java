package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.PemTrustOptions;
import io.vertx.core.net.SocketAddress;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Posts receipts, callbacks and acknowledgements over a bounded number of kept-alive connections.
///
/// Owned by one event loop. At most [#CONNECTIONS] requests are under way; more wait in a queue of at most
/// [#MAX_WAITING], beyond which a request is answered with -1 at once, so that nothing grows without bound when the
/// product is slow.
final class Poster {

    /// No answer: refused connection, reset, timeout, a target off this machine, or a full queue.
    static final int NO_ANSWER = -1;

    private static final int CONNECTIONS = 16;
    private static final int MAX_WAITING = 2_000_000;
    /// Twilio waits up to 15 s for an answer (webhooks, connection overrides, `rt`).
    private static final long TIMEOUT_MS = 15_000;

    private static final Logger LOG = LoggerFactory.getLogger(Poster.class);

    /// @param type content type of the body, null for a GET
    /// @param signature X-Twilio-Signature, or null
    record Outgoing(
            String url,
            @Nullable String type,
            @Nullable String body,
            @Nullable String signature,
            IntConsumer answered) {}

    private final HttpClient client;
    private final Supplier<Settings> settings;
    private final ArrayDeque<Outgoing> waiting = new ArrayDeque<>();
    private volatile int outstanding;
    private int underWay;
    private boolean warned;

    Poster(Vertx vertx, Supplier<Settings> settings, Credentials credentials) {
        this.settings = settings;
        HttpClientOptions options = new HttpClientOptions()
                .setConnectTimeout(5_000)
                .setKeepAliveTimeout(30)
                .setTcpNoDelay(true)
                .setTrustOptions(new PemTrustOptions().addCertValue(Buffer.buffer(credentials.certificatePem())));
        PoolOptions pool = new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS)
                .setHttp2MaxSize(1)
                .setMaxWaitQueueSize(CONNECTIONS);
        this.client = vertx.createHttpClient(options, pool);
    }

    /// Posts a form or JSON; the consumer gets the status or [#NO_ANSWER] on this loop.
    void post(String url, String type, String body, @Nullable String signature, IntConsumer answered) {
        submit(new Outgoing(url, type, body, signature, answered));
    }

    void get(String url, IntConsumer answered) {
        submit(new Outgoing(url, null, null, null, answered));
    }

    private void submit(Outgoing outgoing) {
        if (underWay < CONNECTIONS) {
            count(1);
            send(outgoing);
        } else if (waiting.size() < MAX_WAITING) {
            count(1);
            waiting.add(outgoing);
        } else {
            outgoing.answered.accept(NO_ANSWER);
        }
    }

    private void send(Outgoing outgoing) {
        underWay++;
        Target target;
        try {
            target = Target.of(outgoing.url, settings.get().routes());
        } catch (IllegalArgumentException elsewhere) {
            warn(elsewhere);
            finished(outgoing, NO_ANSWER);
            return;
        }
        client.request(options(outgoing, target))
                .compose(request -> outgoing.body == null ? request.send() : request.send(outgoing.body))
                .compose(response -> response.end().map(response.statusCode()))
                .onComplete(done -> finished(outgoing, done.succeeded() ? done.result() : NO_ANSWER));
    }

    private static RequestOptions options(Outgoing outgoing, Target target) {
        RequestOptions options = new RequestOptions()
                .setMethod(outgoing.body == null ? HttpMethod.GET : HttpMethod.POST)
                .setSsl(target.secure())
                .setHost(target.host())
                .setPort(target.port())
                .setServer(SocketAddress.inetSocketAddress(target.port(), target.host()))
                .setURI(target.pathAndQuery())
                .setTimeout(TIMEOUT_MS);
        if (outgoing.type != null) {
            options.putHeader("content-type", outgoing.type);
        }
        if (outgoing.signature != null) {
            options.putHeader("x-twilio-signature", outgoing.signature);
        }
        return options.putHeader("host", target.authority());
    }

    private void finished(Outgoing outgoing, int status) {
        underWay--;
        count(-1);
        outgoing.answered.accept(status);
        Outgoing next = underWay < CONNECTIONS ? waiting.poll() : null;
        if (next != null) {
            send(next);
        }
    }

    private void warn(IllegalArgumentException elsewhere) {
        if (!warned) {
            warned = true;
            LOG.warn("A callback was not posted ({}); further ones are only counted", elsewhere.getMessage());
        }
    }

    private void count(int change) {
        int now = outstanding;
        outstanding = now + change;
    }

    /// Requests under way or waiting. Any thread may ask.
    int outstanding() {
        return outstanding;
    }

    /// Forgets what waits; what is under way ends by itself.
    void clear() {
        count(-waiting.size());
        waiting.clear();
    }

    /// Posts once, outside the queue, and gives the answer with at most 64 KiB of its text: for a person at a page.
    Future<Answer> ask(String url, String type, String body, @Nullable String signature) {
        Target target;
        try {
            target = Target.of(url, settings.get().routes());
        } catch (IllegalArgumentException elsewhere) {
            return Future.failedFuture(elsewhere);
        }
        return client.request(options(new Outgoing(url, type, body, signature, status -> {}), target))
                .compose(request -> request.send(body))
                .compose(Poster::read)
                .timeout(TIMEOUT_MS, TimeUnit.MILLISECONDS);
    }

    private static Future<Answer> read(HttpClientResponse response) {
        Buffer text = Buffer.buffer();
        response.handler(part -> {
            if (text.length() < 65_536) {
                text.appendBuffer(part);
            }
        });
        return response.end().map(end -> new Answer(response.statusCode(), text.toString()));
    }

    /// @param text the body's first 64 KiB or a little more
    record Answer(int status, String text) {}
}
