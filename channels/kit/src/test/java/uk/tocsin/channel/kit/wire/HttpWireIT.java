package uk.tocsin.channel.kit.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.lane.Batch;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.UnknownCause;

@Timeout(30)
class HttpWireIT {
    private static final Duration HASTY = Duration.ofMillis(800);
    private static final Duration LIMIT = Duration.ofSeconds(15);
    private static final Exchange REFUSED = new Exchange.NotSent(NotSentCause.REFUSED_STREAM);
    private static final Exchange UNCONNECTED = new Exchange.NotSent(NotSentCause.CONNECT);
    private static final Exchange RESET = new Exchange.Unknown(UnknownCause.RESET);
    private static final Exchange TIMED_OUT = new Exchange.Unknown(UnknownCause.TIMEOUT);
    private static final Batch.WriteGate OPEN = () -> null;
    private static final TestCertificate LOCALHOST = TestCertificate.create("localhost");
    private static final TestCertificate ELSEWHERE = TestCertificate.create("elsewhere.example.test");
    private static final MultiMap NO_HEADERS = MultiMap.caseInsensitiveMultiMap();

    private Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> opened = new ArrayList<>();

    @BeforeEach
    void start() {
        vertx = Vertx.vertx();
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened.reversed()) {
            each.close();
        }
        HostileServer.join(vertx.close());
    }

    @Test
    void anAnswerComesBackOverHttp2() throws Exception {
        HostileServer server = server();
        server.then(request -> request.response()
                .putHeader("X-Version", request.version().name())
                .putHeader("X-Auth", request.getHeader("authorization"))
                .setStatusCode(201)
                .end("made"));

        Exchange exchange = wire(server).await(post("abc"), OPEN);

        assertAnswer(exchange, 201, "made");
        MultiMap headers = ((Exchange.Answered) exchange).headers();
        assertThat(headers.get("x-version")).isEqualTo(HttpVersion.HTTP_2.name());
        assertThat(headers.get("x-auth")).isEqualTo("Bearer t");
    }

    @Test
    void anAnswerComesBackOverHttp11() throws Exception {
        HostileServer server = server();
        WireOptions options = options(server.origin(), WireOptions.Protocol.HTTP_1_1, Optional.empty(), 2, 10);

        HttpWire wire = wire(options);

        for (int i = 0; i < 5; i++) {
            assertAnswer(wire.await(post("abc"), OPEN), 200, "ok");
        }
        assertThat(server.connections).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void tlsIsSpokenWithWhomItTrusts() throws Exception {
        HttpServerOptions tls = new HttpServerOptions().setSsl(true).setUseAlpn(true);
        HostileServer server = server(tls.setKeyCertOptions(LOCALHOST.key()));
        server.then(request -> request.response().end(request.version().name()));

        HttpWire wire = wire(secure(server, LOCALHOST.pem()));

        assertAnswer(wire.await(post("abc"), OPEN), 200, "HTTP_2");
    }

    @Test
    void aServerWithoutHttp2IsSpokenToInHttp11() throws Exception {
        HttpServerOptions tls = new HttpServerOptions().setSsl(true).setUseAlpn(false);
        HostileServer server = server(tls.setKeyCertOptions(LOCALHOST.key()));
        server.then(request -> request.response().end(request.version().name()));

        HttpWire wire = wire(secure(server, LOCALHOST.pem()));

        assertAnswer(wire.await(post("abc"), OPEN), 200, "HTTP_1_1");
    }

    @Test
    void nobodyElseIsSpokenTo() throws Exception {
        HttpServerOptions tls = new HttpServerOptions().setSsl(true).setUseAlpn(true);
        HostileServer stranger = server(tls.setKeyCertOptions(LOCALHOST.key()));
        HostileServer misnamed = server(new HttpServerOptions(tls).setKeyCertOptions(ELSEWHERE.key()));

        HttpWire untrusting =
                unconnected(options(stranger.origin(), WireOptions.Protocol.HTTP_2, Optional.empty(), 1, 10));
        HttpWire careful = unconnected(secure(misnamed, ELSEWHERE.pem()));

        for (HttpWire wire : List.of(untrusting, careful)) {
            Awaitility.await().atMost(LIMIT).until(() -> wire.stats().failedConnects() > 0);
            assertThat(wire.await(post("abc"), OPEN)).isEqualTo(UNCONNECTED);
        }
        assertThat(stranger.streams.get() + misnamed.streams.get()).isZero();
    }

    @Test
    void aRefusingGateLetsNothingOut() throws Exception {
        HostileServer server = server();
        HttpWire wire = wire(server);

        assertThat(wire.await(post("abc"), () -> NotSentCause.PERMIT))
                .isEqualTo(new Exchange.NotSent(NotSentCause.PERMIT));
        assertAnswer(wire.await(post("abc"), OPEN), 200, "ok");
        assertThat(server.streams).hasValue(1);
    }

    @Test
    void theGateIsAskedOnTheThreadThatWrites() throws Exception {
        HostileServer server = server();
        List<Thread> asked = new CopyOnWriteArrayList<>();

        wire(server).await(post("abc"), () -> {
            asked.add(Thread.currentThread());
            return null;
        });

        assertThat(asked)
                .singleElement()
                .satisfies(thread -> assertThat(thread.getName()).contains("eventloop"));
    }

    @Test
    void whatFindsNoStreamIsRefusedAtOnce() throws Exception {
        HttpServerOptions few =
                new HttpServerOptions().setInitialSettings(new Http2Settings().setMaxConcurrentStreams(5));
        HostileServer server = server(few);
        server.then(HostileServer::silence);
        HttpWire wire = hastyWire(server.origin(), 100);

        List<Exchange> exchanges = all(send(wire, 20, OPEN));

        assertThat(exchanges.stream().filter(REFUSED::equals)).hasSize(15);
        assertThat(exchanges.stream().filter(TIMED_OUT::equals)).hasSize(5);
        assertThat(server.streams).hasValue(5);
    }

    @Test
    void noMoreThanTheMostInFlightAreTaken() throws Exception {
        HostileServer server = server();
        server.then(HostileServer::silence);
        HttpWire wire = hastyWire(server.origin(), 3);

        List<Exchange> exchanges = all(send(wire, 10, OPEN));

        assertThat(exchanges.stream().filter(REFUSED::equals)).hasSize(7);
        assertThat(server.received).hasValue(3);
        assertThat(wire.stats().inFlight()).isZero();
    }

    @Test
    void aRefusedStreamIsNotSentAndAnyOtherResetIsUnknown() throws Exception {
        HostileServer server = server();
        HttpWire wire = wire(server);

        server.then(request -> request.response().reset(0x7));
        assertThat(wire.await(post("abc"), OPEN)).isEqualTo(REFUSED);
        server.then(request -> request.response().reset(0x2));
        assertThat(wire.await(post("abc"), OPEN)).isEqualTo(RESET);
        server.then(HostileServer::answer);
        assertAnswer(wire.await(post("abc"), OPEN), 200, "ok");
        assertThat(server.connections).hasSize(1);
    }

    @Test
    void streamsAboveTheLastOfAGoAwayAreNotSent() throws Exception {
        HostileServer server = server();
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        server.then(held::add);
        HttpWire wire = wire(server);
        List<CompletableFuture<Exchange>> pending = send(wire, 3, OPEN);
        Awaitility.await().atMost(LIMIT).until(() -> held.size() == 3);

        held.getFirst().connection().goAway(0, held.getFirst().streamId());

        assertThat(get(pending.get(1))).isEqualTo(REFUSED);
        assertThat(get(pending.get(2))).isEqualTo(REFUSED);
        HostileServer.answer(held.getFirst());
        assertAnswer(get(pending.getFirst()), 200, "ok");
        assertWorksAgain(server, wire);
    }

    @Test
    void aGentleShutdownInTwoStepsIsUnderstood() throws Exception {
        HostileServer server = server();
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        server.then(held::add);
        HttpWire wire = wire(server);
        List<CompletableFuture<Exchange>> pending = send(wire, 3, OPEN);
        Awaitility.await().atMost(LIMIT).until(() -> held.size() == 3);

        held.getFirst().connection().goAway(0, Integer.MAX_VALUE);
        held.getFirst().connection().goAway(0, held.getFirst().streamId());

        assertThat(get(pending.get(1))).isEqualTo(REFUSED);
        assertThat(get(pending.get(2))).isEqualTo(REFUSED);
        HostileServer.answer(held.getFirst());
        assertAnswer(get(pending.getFirst()), 200, "ok");
        assertWorksAgain(server, wire);
    }

    @Test
    void aGoAwayFollowedByTheEndLeavesTheLowStreamsUnknown() throws Exception {
        HostileServer server = server();
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        server.then(held::add);
        HttpWire wire = wire(server);
        List<CompletableFuture<Exchange>> pending = send(wire, 2, OPEN);
        Awaitility.await().atMost(LIMIT).until(() -> held.size() == 2);

        held.getFirst().connection().goAway(2, held.getFirst().streamId());
        held.getFirst().connection().shutdown(0, TimeUnit.SECONDS);

        assertThat(get(pending.getFirst())).isEqualTo(RESET);
        assertThat(get(pending.getLast())).isEqualTo(REFUSED);
    }

    @Test
    void aCutConnectionIsUnknownAndReplaced() throws Exception {
        HostileServer server = server();
        server.then(HostileServer::silence);
        HttpWire wire = wire(server);
        List<CompletableFuture<Exchange>> pending = send(wire, 4, OPEN);
        Awaitility.await().atMost(LIMIT).until(() -> server.received.get() == 4);

        server.cutAll();

        assertThat(all(pending)).containsOnly(RESET);
        assertWorksAgain(server, wire);
    }

    @Test
    void aSilentServerIsUnknownInTimeAndKeepsItsConnection() throws Exception {
        HostileServer server = server();
        server.then(HostileServer::silence);
        HttpWire wire = hastyWire(server.origin(), 100);

        assertThat(all(send(wire, 4, OPEN))).containsOnly(TIMED_OUT);

        server.then(HostileServer::answer);
        assertAnswer(wire.await(post("abc"), OPEN), 200, "ok");
        assertThat(server.connections).as("pings were answered").hasSize(1);
    }

    @Test
    void aFrozenPathIsUnknownAndAborted() throws Exception {
        HostileServer server = server();
        List<NetSocket> paths = new CopyOnWriteArrayList<>();
        NetServer proxy = proxy(server, paths);
        URI origin = URI.create("http://localhost:" + proxy.actualPort());
        HttpWire wire = hastyWire(origin, 10);
        assertAnswer(wire.await(post("abc"), OPEN), 200, "ok");

        paths.forEach(NetSocket::pause);

        assertThat(all(send(wire, 3, OPEN)))
                .allSatisfy(e -> assertThat(e).isInstanceOf(Exchange.Unknown.class))
                .contains(TIMED_OUT);
        Awaitility.await().atMost(LIMIT).until(() -> wire.stats().disconnects() == 1);
        paths.forEach(NetSocket::resume);
        assertThat(server.received).as("nothing left after the abort").hasValue(1);
        assertWorksAgain(server, wire);
    }

    @Test
    void withoutWindowNothingIsSent() throws Exception {
        HttpServerOptions narrow =
                new HttpServerOptions().setInitialSettings(new Http2Settings().setInitialWindowSize(10));
        HostileServer server = server(narrow);
        HttpWire wire = wire(server);

        assertThat(wire.await(post("more than ten bytes"), OPEN)).isEqualTo(REFUSED);
        Awaitility.await()
                .atMost(LIMIT)
                .until(() -> !wire.await(post("short"), OPEN).equals(REFUSED));

        assertThat(server.received).hasValue(1);
        assertThat(wire.stats().inFlight()).isZero();
    }

    @Test
    void anExhaustedConnectionWindowRefusesAndRecovers() throws Exception {
        HostileServer server = server();
        List<HttpServerRequest> held = new CopyOnWriteArrayList<>();
        server.then(held::add);
        HttpWire wire = hastyWire(server.origin(), 100);
        String large = "x".repeat(30_000);

        List<Exchange> exchanges = all(send(wire, large, 30, OPEN));
        server.then(HostileServer::answer);

        assertThat(exchanges).contains(REFUSED);
        long written = exchanges.stream().filter(TIMED_OUT::equals).count();
        assertThat(server.received).as("written ones and no other").hasValue((int) written);
        Awaitility.await().atMost(LIMIT).until(() -> wire.await(post(large), OPEN) instanceof Exchange.Answered);
    }

    @Test
    void aServerThatNeverSpeaksIsGivenUp() throws Exception {
        List<NetSocket> sockets = new CopyOnWriteArrayList<>();
        AtomicInteger ended = new AtomicInteger();
        NetServer mute = vertx.createNetServer().connectHandler(socket -> {
            sockets.add(socket.closeHandler(v -> ended.incrementAndGet()));
        });
        HostileServer.join(mute.listen(0, "localhost"));
        WireOptions options = new WireOptions(
                "test",
                URI.create("http://localhost:" + mute.actualPort()),
                WireOptions.Protocol.HTTP_2,
                Optional.empty(),
                1,
                10,
                Duration.ofMillis(100),
                LIMIT,
                LIMIT);

        HttpWire wire = unconnected(options);

        Awaitility.await().atMost(LIMIT).until(() -> wire.stats().failedConnects() > 1 && ended.get() > 1);
        assertThat(wire.await(post("abc"), OPEN)).isEqualTo(UNCONNECTED);
        assertThat(sockets.size() - ended.get()).isLessThanOrEqualTo(1);
    }

    @Test
    void closingEndsWhatIsInFlight() throws Exception {
        HostileServer server = server();
        server.then(HostileServer::silence);
        HttpWire wire = wire(server);
        List<CompletableFuture<Exchange>> pending = send(wire, 4, OPEN);
        Awaitility.await().atMost(LIMIT).until(() -> server.received.get() == 4);

        wire.close();

        assertThat(all(pending)).containsOnly(RESET);
        assertThat(wire.await(post("abc"), OPEN)).isEqualTo(UNCONNECTED);
        Awaitility.await().atMost(LIMIT).until(() -> wire.stats().openConnections() == 0);
    }

    @Test
    void anAnswerCutShortOrTooLongIsUnreadable() throws Exception {
        HostileServer server = server();
        HttpWire wire = wire(server);

        server.then(request -> {
            request.response().setChunked(true).write("half");
            request.response().reset(0x2);
        });
        assertThat(wire.await(post("abc"), OPEN)).isEqualTo(new Exchange.Unknown(UnknownCause.PROTOCOL));
        server.then(request -> request.response().end("x".repeat((1 << 20) + 1)));
        assertThat(wire.await(post("abc"), OPEN)).isEqualTo(new Exchange.Unknown(UnknownCause.PROTOCOL));
    }

    @Test
    void anIdleHttp11ConnectionIsReplaced() throws Exception {
        HostileServer server = server();
        WireOptions options = new WireOptions(
                "test",
                server.origin(),
                WireOptions.Protocol.HTTP_1_1,
                Optional.empty(),
                1,
                10,
                LIMIT,
                LIMIT,
                Duration.ofMillis(100));
        HttpWire wire = wire(options);

        Awaitility.await().atMost(LIMIT).until(() -> wire.stats().connects() > 1);
    }

    @Test
    void inTheWorstOfWeatherEveryRequestEndsOnceAndNoneIsCalledNotSentThatWasTaken() throws Exception {
        HostileServer server = server();
        Set<String> taken = ConcurrentHashMap.newKeySet();
        AtomicInteger turn = new AtomicInteger();
        server.then(request -> weather(request, turn.incrementAndGet(), taken));
        HttpWire wire = wire(new WireOptions(
                "test", server.origin(), WireOptions.Protocol.HTTP_2, Optional.empty(), 3, 300, LIMIT, HASTY, LIMIT));
        Map<String, Exchange> ends = new ConcurrentHashMap<>();
        AtomicInteger ended = new AtomicInteger();
        List<Thread> senders = new ArrayList<>();
        for (int sender = 0; sender < 50; sender++) {
            int first = sender * 20;
            senders.add(Thread.startVirtualThread(() -> {
                for (int i = first; i < first + 20; i++) {
                    String id = "/" + i;
                    wire.exchange(new WireRequest(HttpMethod.POST, id, NO_HEADERS, Buffer.buffer(id)), OPEN, e -> {
                        ended.incrementAndGet();
                        ends.put(id, e);
                    });
                }
            }));
        }

        Awaitility.await().atMost(LIMIT).until(() -> ended.get() == 1_000 && ends.size() == 1_000);

        assertThat(senders).hasSize(50);
        ends.forEach((id, end) -> {
            switch (end) {
                case Exchange.Answered _ -> assertThat(taken).contains(id);
                case Exchange.NotSent _ -> assertThat(taken).doesNotContain(id);
                case Exchange.Unknown _ -> assertThat(id).isNotEmpty();
            }
        });
        assertThat(ended).hasValue(1_000);
        assertThat(wire.stats().inFlight()).isZero();
    }

    private static void weather(HttpServerRequest request, int turn, Set<String> taken) {
        switch (turn % 20) {
            case 3 -> request.response().reset(0x7);
            case 7 -> {
                taken.add(request.path());
                request.response().reset(0x2);
            }
            case 11 -> taken.add(request.path());
            default -> {
                taken.add(request.path());
                if (turn % 150 == 0) {
                    request.connection().goAway(0);
                } else if (turn % 150 == 75) {
                    request.connection().shutdown(0, TimeUnit.SECONDS);
                }
                HostileServer.answer(request);
            }
        }
    }

    private void assertWorksAgain(HostileServer server, HttpWire wire) {
        server.then(HostileServer::answer);
        Awaitility.await().atMost(LIMIT).until(() -> wire.await(post("abc"), OPEN) instanceof Exchange.Answered);
    }

    private static void assertAnswer(Exchange exchange, int status, String body) {
        assertThat(exchange).isInstanceOfSatisfying(Exchange.Answered.class, answer -> {
            assertThat(answer.status()).isEqualTo(status);
            assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(body);
        });
    }

    private static List<CompletableFuture<Exchange>> send(HttpWire wire, int count, Batch.WriteGate gate) {
        return send(wire, "abc", count, gate);
    }

    private static List<CompletableFuture<Exchange>> send(HttpWire wire, String body, int count, Batch.WriteGate gate) {
        List<CompletableFuture<Exchange>> pending = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            CompletableFuture<Exchange> outcome = new CompletableFuture<>();
            wire.exchange(post(body), gate, outcome::complete);
            pending.add(outcome);
        }
        return pending;
    }

    private static List<Exchange> all(List<CompletableFuture<Exchange>> pending) throws Exception {
        List<Exchange> exchanges = new ArrayList<>();
        for (CompletableFuture<Exchange> each : pending) {
            exchanges.add(get(each));
        }
        return exchanges;
    }

    private static Exchange get(CompletableFuture<Exchange> pending) throws Exception {
        return pending.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static WireRequest post(String body) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("authorization", "Bearer t");
        return new WireRequest(HttpMethod.POST, "/send?q=1", headers, Buffer.buffer(body));
    }

    private NetServer proxy(HostileServer server, List<NetSocket> paths) throws Exception {
        NetServer proxy = vertx.createNetServer().connectHandler(near -> {
            near.pause();
            vertx.createNetClient().connect(server.port(), "localhost").onSuccess(far -> {
                paths.add(near);
                near.pipeTo(far).otherwise((@Nullable Void) null);
                far.pipeTo(near).otherwise((@Nullable Void) null);
            });
        });
        return HostileServer.join(proxy.listen(0, "localhost"));
    }

    private HostileServer server() throws Exception {
        return server(new HttpServerOptions());
    }

    private HostileServer server(HttpServerOptions options) throws Exception {
        HostileServer server = new HostileServer(vertx, options);
        opened.add(server);
        return server;
    }

    private HttpWire hastyWire(URI origin, int maxInFlight) throws Exception {
        return wire(new WireOptions(
                "test", origin, WireOptions.Protocol.HTTP_2, Optional.empty(), 1, maxInFlight, LIMIT, HASTY, LIMIT));
    }

    private HttpWire wire(HostileServer server) throws Exception {
        return wire(options(server.origin(), WireOptions.Protocol.HTTP_2, Optional.empty(), 1, 100));
    }

    private HttpWire wire(WireOptions options) throws Exception {
        HttpWire wire = unconnected(options);
        assertThat(wire.awaitConnected(LIMIT)).isTrue();
        return wire;
    }

    private HttpWire unconnected(WireOptions options) {
        HttpWire wire = HttpWire.open(vertx, options);
        opened.add(wire);
        return wire;
    }

    private static WireOptions secure(HostileServer server, Path pem) {
        return options(server.origin(), WireOptions.Protocol.HTTP_2, Optional.of(pem), 1, 10);
    }

    private static WireOptions options(
            URI origin, WireOptions.Protocol protocol, Optional<Path> pem, int connections, int maxInFlight) {
        return new WireOptions("test", origin, protocol, pem, connections, maxInFlight, LIMIT, LIMIT, LIMIT);
    }
}
