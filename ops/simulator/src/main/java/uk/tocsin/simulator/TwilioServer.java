package uk.tocsin.simulator;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Twilio's Messages resource over HTTP/1.1 and HTTP/2, plain and with TLS, on one event loop.
final class TwilioServer extends VerticleBase {

    private static final int MAX_BODY = 1 << 18;
    private static final Set<String> STOP = Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT");
    private static final Set<String> START = Set.of("START", "YES", "UNSTOP");

    private final World world;
    private final String base;
    private final String authorization;

    /// What the event loop owns; made at start.
    private record Room(
            ChannelLoop loop,
            HttpDoor plain,
            HttpDoor tls,
            People people,
            TextStore store,
            TwilioCallbacks callbacks) {}

    private final Set<String> optedOut = new HashSet<>();
    private @Nullable Room room;

    TwilioServer(World world) {
        this.world = world;
        Credentials account = world.credentials;
        this.base = "/2010-04-01/Accounts/" + account.accountSid() + "/Messages";
        byte[] login = (account.accountSid() + ":" + account.authToken()).getBytes(StandardCharsets.US_ASCII);
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(login);
    }

    @Override
    public Future<?> start() {
        ChannelLoop loop = new ChannelLoop(vertx, context, world, Channel.SMS);
        People people = new People(loop);
        TextStore store = new TextStore(world.options.textsKept());
        SimulatorOptions.Ports ports = world.options.ports();
        HttpDoor plain = new HttpDoor(vertx, HttpDoor.plain(), ports.twilio(), this::handle);
        HttpDoor tls = new HttpDoor(vertx, HttpDoor.tls(world.credentials), ports.twilioTls(), this::handle);
        room = new Room(loop, plain, tls, people, store, new TwilioCallbacks(loop, people));
        loop.alsoPending(() -> 0, () -> {
            store.clear();
            optedOut.clear();
        });
        world.onFaults(
                Channel.SMS,
                faults -> World.on(
                        context,
                        () -> Future.all(plain.shutIf(faults.down()), tls.shutIf(faults.down()))
                                .mapEmpty()));
        return Future.all(plain.open(), tls.open());
    }

    int port() {
        return room == null ? 0 : room.plain.port();
    }

    int tlsPort() {
        return room == null ? 0 : room.tls.port();
    }

    void goAway() {
        Room own = room;
        if (own != null) {
            context.runOnContext(now -> {
                own.plain.goAway();
                own.tls.goAway();
            });
        }
    }

    /// A person texts back to the number that last wrote to them: STOP and START are obeyed, all is posted to the
    /// webhook.
    void reply(String from, String body) {
        context.runOnContext(now -> {
            Room own = room;
            String url = world.settings().replyUrl();
            if (own == null) {
                return;
            }
            String word = body.strip().toUpperCase(Locale.ROOT);
            if (STOP.contains(word)) {
                optedOut.add(from);
            } else if (START.contains(word)) {
                optedOut.remove(from);
            }
            Text last = own.store.newestTo(from);
            String to = last == null ? world.options.from() : last.from;
            if (url != null && !TwilioRequest.isAlphanumeric(to)) {
                Delivery delivery = Delivery.withoutToken(Chance.hash(from));
                own.callbacks.reply(
                        url,
                        own.callbacks.replyForm(from, to, body),
                        delivery,
                        text -> sendBack(own, to, from, text, delivery));
            }
        });
    }

    /// Twilio sends what a webhook answers, unless the person has opted out.
    private void sendBack(Room own, String from, String to, String text, Delivery delivery) {
        if (optedOut.contains(to)) {
            own.loop.counts.other("sent-back-refused");
            return;
        }
        own.loop.counts.other("sent-back");
        show(from, to, text, delivery);
    }

    private void handle(HttpServerRequest request) {
        request.body().onSuccess(body -> {
            if (room != null) {
                route(request, body, room);
            }
        });
    }

    private void route(HttpServerRequest request, Buffer body, Room own) {
        String path = HttpDoor.path(request);
        if (!authorization.equals(request.getHeader("authorization"))) {
            own.loop.counts.other("unauthenticated");
            refuse(request, TwilioError.AUTHENTICATE, 0);
        } else if (body.length() > MAX_BODY || !path.startsWith(base) || !path.endsWith(".json")) {
            own.loop.counts.other("elsewhere");
            refuse(request, TwilioError.notFound(path), 0);
        } else if (path.length() == base.length() + 5) {
            collection(request, body, own);
        } else {
            String sid = path.substring(base.length() + 1, path.length() - 5);
            single(request, body, sid, own);
        }
    }

    private void collection(HttpServerRequest request, Buffer body, Room own) {
        try {
            if (request.method().equals(HttpMethod.POST)) {
                create(request, Forms.parse(body.toString()), own);
            } else if (request.method().equals(HttpMethod.GET)) {
                own.loop.counts.other("list");
                String query = request.query();
                Map<String, String> filters = query == null ? Map.of() : Forms.parse(query);
                send(
                        request,
                        200,
                        own.store
                                .list(filters, base + ".json", world.credentials)
                                .encode(),
                        0);
            } else {
                refuse(request, new TwilioError(20004, 405, "Method not allowed"), 0);
            }
        } catch (IllegalArgumentException unreadable) {
            refuse(request, TwilioError.parameter(String.valueOf(unreadable.getMessage())), 0);
        }
    }

    private void create(HttpServerRequest request, Map<String, String> form, Room own) {
        long id = own.loop.nextRequestId();
        String callback = form.getOrDefault("StatusCallback", "");
        Delivery delivery = delivery(callback, form);
        TwilioRequest asked;
        try {
            asked = TwilioRequest.of(form, world);
            if (optedOut.contains(asked.to())) {
                throw new TwilioRequest.Refused(TwilioError.of("21610"));
            }
        } catch (TwilioRequest.Refused refused) {
            String code = Integer.toString(refused.error().code());
            ChannelLoop.Fate fate = new ChannelLoop.Fate(ChannelLoop.Kind.REFUSE, code);
            own.loop.conclude(id, delivery, fate, TwilioError::permanent, "");
            refuse(request, refused.error(), 0);
            return;
        }
        long endpoint = Chance.hash(asked.to());
        ChannelLoop.Fate fate = own.loop.fate(delivery, endpoint, true);
        String sid = "";
        String resource = "";
        if (fate.accepted()) {
            Text text = own.store.add(asked);
            sid = own.store.sid(text);
            resource = text.toJson(sid, world.credentials).encode();
            own.callbacks.send(text, sid, asked, delivery, endpoint);
            show(asked.from(), asked.to(), asked.body(), delivery);
        }
        own.loop.conclude(id, delivery, fate, TwilioError::permanent, sid);
        String answer = resource;
        own.loop.answer(delivery, () -> conclude(request, fate, answer, own));
        double share = own.loop.faults().goaway();
        if (share > 0 && world.chance.draw(Chance.Purpose.GOAWAY, endpoint, id) < share) {
            own.loop.answer(delivery, () -> HttpDoor.goAway(request.connection()));
        }
    }

    private static Delivery delivery(String callback, Map<String, String> form) {
        Delivery found = Delivery.inUrl(callback);
        String body = form.getOrDefault("Body", "");
        if (found == null) {
            found = Delivery.inUrl(People.acknowledgementLink(body));
        }
        return found != null ? found : Delivery.withoutToken(Chance.hash(form.getOrDefault("To", "") + body));
    }

    private void show(String from, String to, String body, Delivery delivery) {
        if (world.directory.knows(to)) {
            String link = People.acknowledgementLink(body);
            world.directory.deliver(
                    to,
                    new Directory.Item(
                            0, Channel.SMS, System.currentTimeMillis(), from, "", body, delivery, link, null));
        }
    }

    private void conclude(HttpServerRequest request, ChannelLoop.Fate fate, String resource, Room own) {
        int retryAfter = own.loop.faults().retryAfterSeconds();
        switch (fate.kind()) {
            case ACCEPT -> send(request, 201, resource, 0);
            case ACCEPT_THEN_RESET -> HttpDoor.reset(request);
            case ACCEPT_THEN_SILENCE -> {
                // The stream stays open until the client gives it up.
            }
            case REFUSE -> refuse(request, TwilioError.of(fate.code()), retryAfter);
            case THROTTLE -> refuse(request, TwilioError.TOO_MANY, retryAfter);
        }
    }

    private void single(HttpServerRequest request, Buffer body, String sid, Room own) {
        Text text = own.store.find(sid);
        if (text == null) {
            refuse(request, TwilioError.notFound(HttpDoor.path(request)), 0);
        } else if (request.method().equals(HttpMethod.GET)) {
            own.loop.counts.other("fetch");
            send(request, 200, text.toJson(sid, world.credentials).encode(), 0);
        } else if (request.method().equals(HttpMethod.POST)) {
            redact(request, body, text, sid, own);
        } else if (request.method().equals(HttpMethod.DELETE) && text.sentMs > 0) {
            own.loop.counts.other("delete");
            text.deleted = true;
            request.response().setStatusCode(204).end();
        } else {
            refuse(request, TwilioError.of("20009"), 0);
        }
    }

    private void redact(HttpServerRequest request, Buffer body, Text text, String sid, Room own) {
        String value;
        try {
            value = Forms.parse(body.toString()).get("Body");
        } catch (IllegalArgumentException unreadable) {
            value = null;
        }
        if (value == null || !value.isEmpty()) {
            refuse(request, TwilioError.parameter("Body must be present and empty: it can only be redacted"), 0);
            return;
        }
        own.loop.counts.other("redact");
        text.body = "";
        text.updatedMs = System.currentTimeMillis();
        send(request, 200, text.toJson(sid, world.credentials).encode(), 0);
    }

    private static void refuse(HttpServerRequest request, TwilioError error, int retryAfterSeconds) {
        boolean waits = error.status() == 429 || error.status() == 503;
        send(request, error.status(), error.body(), waits ? retryAfterSeconds : 0);
    }

    private static void send(HttpServerRequest request, int status, String body, int retryAfterSeconds) {
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return;
        }
        response.setStatusCode(status).putHeader("content-type", "application/json");
        if (retryAfterSeconds > 0) {
            response.putHeader("retry-after", Integer.toString(retryAfterSeconds));
        }
        if (status == 401) {
            response.putHeader("www-authenticate", "Basic realm=\"Twilio API\"");
        }
        response.end(body);
    }
}
