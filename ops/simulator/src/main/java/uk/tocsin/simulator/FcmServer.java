package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Firebase Cloud Messaging, HTTP v1: `POST /v1/projects/{project}/messages:send` over HTTP/2 with TLS.
///
/// Checks what Google checks: bearer token, JSON, recipient, payload of at most 4,096 bytes, time to live, 100
/// streams
/// a
/// connection, and the quota of 600,000 requests a minute. Runs on its own event loop.
final class FcmServer extends VerticleBase {

    /// Default quota of a project; all requests count, refused ones too.
    private static final int QUOTA_PER_MINUTE = 600_000;

    private static final long MINUTE_NS = 60_000_000_000L;
    private static final int MAX_BODY = 1 << 20;

    private final World world;
    private final AccessTokens tokens;
    private final String path;
    private @Nullable ChannelLoop loop;
    private @Nullable HttpDoor door;
    private @Nullable People people;
    private long minuteStartNs = System.nanoTime();
    private int inMinute;

    FcmServer(World world, AccessTokens tokens) {
        this.world = world;
        this.tokens = tokens;
        this.path = "/v1/projects/" + world.options.project() + "/messages:send";
    }

    @Override
    public Future<?> start() {
        ChannelLoop own = new ChannelLoop(vertx, context, world, Channel.PUSH);
        HttpDoor ownDoor = new HttpDoor(
                vertx, HttpDoor.tls(world.credentials), world.options.ports().fcm(), this::handle);
        loop = own;
        people = new People(own);
        door = ownDoor;
        world.onFaults(Channel.PUSH, faults -> World.on(context, () -> ownDoor.shutIf(faults.down())));
        return ownDoor.open();
    }

    int port() {
        return door == null ? 0 : door.port();
    }

    /// Sends GOAWAY on the connections that live now.
    void goAway() {
        HttpDoor own = door;
        if (own != null) {
            context.runOnContext(now -> own.goAway());
        }
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (loop != null && people != null) {
                answer(request, body, loop, people);
            }
        });
    }

    private void answer(HttpServerRequest request, Buffer body, ChannelLoop own, People handsets) {
        if (!HttpDoor.path(request).equals(path)) {
            elsewhere(request, own);
            return;
        }
        if (!request.method().equals(HttpMethod.POST) || body.length() > MAX_BODY) {
            send(request, 400, FcmError.INVALID_ARGUMENT.body(), 0);
            return;
        }
        if (!tokens.valid(request.getHeader("authorization"))) {
            own.counts.other("unauthenticated");
            send(request, 401, FcmError.unauthenticated(), 0);
            return;
        }
        long id = own.nextRequestId();
        try {
            FcmMessage message = FcmMessage.parse(body);
            Delivery named = Delivery.ofToken(message.value("receipt"));
            if (named == null) {
                named = Delivery.inUrl(message.value("link"));
            }
            Delivery delivery = named != null
                    ? named
                    : Delivery.withoutToken(Chance.hash(message.device() + message.title() + message.body()));
            decide(request, message, delivery, id, own, handsets);
        } catch (FcmMessage.Invalid invalid) {
            Delivery unknown = Delivery.withoutToken(0);
            own.counts.refused("INVALID_ARGUMENT");
            world.log.request(Channel.PUSH, id, unknown, "refused", "INVALID_ARGUMENT", true, "");
            send(request, 400, invalid.body(), 0);
        }
    }

    private void decide(
            HttpServerRequest request,
            FcmMessage message,
            Delivery delivery,
            long id,
            ChannelLoop own,
            People handsets) {
        long endpoint = Chance.hash(message.device());
        ChannelLoop.Fate fate =
                overQuota() ? new ChannelLoop.Fate(ChannelLoop.Kind.THROTTLE, "") : own.fate(delivery, endpoint, false);
        String name = "";
        if (fate.accepted()) {
            name = "projects/" + world.options.project() + "/messages/0:" + System.currentTimeMillis() + "%"
                    + HexFormat.of().toHexDigits(Chance.mix(endpoint ^ id));
            if (!message.validateOnly()) {
                arrive(message, delivery, endpoint, handsets);
            }
        }
        own.conclude(id, delivery, fate, code -> FcmError.of(code).permanent, name);
        String provider = name;
        own.answer(delivery, () -> conclude(request, fate, provider, own));
        double share = own.faults().goaway();
        if (share > 0 && world.chance.draw(Chance.Purpose.GOAWAY, endpoint, id) < share) {
            own.answer(delivery, () -> HttpDoor.goAway(request.connection()));
        }
    }

    private void arrive(FcmMessage message, Delivery delivery, long endpoint, People handsets) {
        String receiptUrl = message.value("receipt_url");
        String link = message.value("link");
        handsets.pushed(delivery, endpoint, receiptUrl, link);
        if (world.directory.knows(message.device())) {
            String title = message.title().isEmpty() ? fallback(message.value("title")) : message.title();
            String text = message.body().isEmpty() ? fallback(message.value("body")) : message.body();
            world.directory.deliver(
                    message.device(),
                    new Directory.Item(
                            0,
                            Channel.PUSH,
                            System.currentTimeMillis(),
                            "Tocsin",
                            title,
                            text,
                            delivery,
                            link,
                            receiptUrl));
        }
    }

    private static String fallback(@Nullable String text) {
        return text == null ? "" : text;
    }

    private void conclude(HttpServerRequest request, ChannelLoop.Fate fate, String name, ChannelLoop own) {
        int retryAfter = own.faults().retryAfterSeconds();
        switch (fate.kind()) {
            case ACCEPT -> send(request, 200, "{\n  \"name\": \"" + name + "\"\n}\n", 0);
            case ACCEPT_THEN_RESET -> HttpDoor.reset(request);
            case ACCEPT_THEN_SILENCE -> {
                // The stream stays open until the client gives it up.
            }
            case REFUSE -> {
                FcmError error = FcmError.of(fate.code());
                boolean waits = error == FcmError.QUOTA_EXCEEDED || error == FcmError.UNAVAILABLE;
                send(request, error.status, error.body(), waits ? retryAfter : 0);
            }
            case THROTTLE -> send(request, 429, FcmError.QUOTA_EXCEEDED.body(), Math.max(1, retryAfter));
        }
    }

    private boolean overQuota() {
        long now = System.nanoTime();
        if (now - minuteStartNs >= MINUTE_NS) {
            minuteStartNs = now;
            inMinute = 0;
        }
        return ++inMinute > QUOTA_PER_MINUTE;
    }

    private void elsewhere(HttpServerRequest request, ChannelLoop own) {
        own.counts.other("elsewhere");
        if (HttpDoor.path(request).startsWith("/v1/projects/")
                && HttpDoor.path(request).endsWith("/messages:send")) {
            String project =
                    HttpDoor.path(request).substring(13, HttpDoor.path(request).length() - 14);
            send(request, 403, FcmError.denied(project.replaceAll("[^a-z0-9-]", "?")), 0);
        } else {
            send(request, 404, FcmError.UNREGISTERED.body(), 0);
        }
    }

    private static void send(HttpServerRequest request, int status, String body, int retryAfterSeconds) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status).putHeader("content-type", "application/json; charset=UTF-8");
        if (retryAfterSeconds > 0) {
            response.putHeader("retry-after", Integer.toString(retryAfterSeconds));
        }
        response.end(body);
    }
}
