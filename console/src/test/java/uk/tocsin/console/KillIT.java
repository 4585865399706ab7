package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.edge.People;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.reach.Reach;
import uk.tocsin.simulator.Behaviour;
import uk.tocsin.simulator.Simulator;
import uk.tocsin.simulator.SimulatorOptions;
import uk.tocsin.store.sqlite.DataDirectory;

/// A whole installation in a process of its own that is killed with SIGKILL again and again while alerts go out. Its
/// providers live on in this process, and know what really happened.
///
/// Most of the time goes by waiting for a rule: a text that the provider does not list counts as not sent only 60 s
/// after its permit.
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class KillIT {
    private static final long SEED = 20_251_125;
    private static final int PEOPLE = 600;
    private static final int ALERTS = 2;
    private static final int KILLS = 5;
    /// Requests between one kill and the next, of the 1,800 an alert takes.
    private static final int MOST_REQUESTS = 400;

    private static final int PER_SECOND = 300;
    private static final Duration STALLED = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final List<String> GOING_ON = List.of("waiting", "held", "in-flight", "unknown");
    private static final List<String> TOLD = List.of("acknowledged", "read", "delivered", "failed", "accepted");

    @TempDir
    Path directory = Path.of("");

    private final Random random = new Random(SEED);
    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Map<Integer, String> tokens = new HashMap<>();
    private final List<Integer> alerts = new ArrayList<>();
    private final Map<ChannelKind, Long> inFlightAtKills = new EnumMap<>(ChannelKind.class);
    private final List<String> drafts = new ArrayList<>();
    private @Nullable Simulator simulator;
    private @Nullable Served served;
    private String console = "";

    @BeforeEach
    void populate() throws Exception {
        Behaviour mixed = new Behaviour(
                new Behaviour.Push(Map.of(), 0.9, 0.5, 0.3),
                new Behaviour.Sms(Map.of(), 0.8, Map.of("30008", 0.1), 0.3, 0),
                new Behaviour.Email(Map.of(), 0, 0.4, 0.1),
                0.3);
        try (House house = House.open(directory, mixed)) {
            house.register(new People(Taxonomy.standard()).with(PEOPLE, ChannelKind.values()));
            for (int staff : new int[] {House.OFFICER, House.APPROVER}) {
                tokens.put(staff, house.token(staff));
            }
        }
        simulator = House.await(Simulator.start(
                vertx, SimulatorOptions.in(directory.resolve("simulator")).withBehaviour(mixed)));
        configure();
        start();
    }

    @AfterEach
    void close() throws Exception {
        if (served != null) {
            served.close();
        }
        if (simulator != null) {
            House.await(simulator.close());
        }
        vertx.close().await(60, TimeUnit.SECONDS);
        http.close();
    }

    // ---- the installation

    private Path config() {
        return directory.resolve("tocsin.properties");
    }

    /// The edge is on the same ports in every life: that is where the providers call back.
    private void configure() throws IOException {
        Map<String, String> settings = House.settings(directory, providers());
        int edge;
        int bounces;
        // Both are held while the other is chosen: else they can be the same.
        try (ServerSocket one = socket();
                ServerSocket other = socket()) {
            edge = one.getLocalPort();
            bounces = other.getLocalPort();
        }
        settings.put("edge.port", Integer.toString(edge));
        settings.put("bounces.port", Integer.toString(bounces));
        settings.put("engine.snapshotEvery", "150");
        for (ChannelKind channel : ChannelKind.values()) {
            settings.put(channel.word() + ".perSecond", Integer.toString(PER_SECOND));
            settings.put(channel.word() + ".maxInFlight", "100");
        }
        Files.writeString(
                config(),
                settings.entrySet().stream()
                        .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
                        .collect(Collectors.joining()));
        Files.setPosixFilePermissions(config(), PosixFilePermissions.fromString("rw-------"));
        House.route(providers(), edge, bounces);
    }

    private static ServerSocket socket() throws IOException {
        return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    private Simulator providers() {
        return Objects.requireNonNull(simulator);
    }

    private void start() throws Exception {
        Served fresh = Served.start(directory, Main.class, "serve", "--config", config().toString());
        served = fresh;
        console = fresh.says("console ");
    }

    private void kill() throws Exception {
        Objects.requireNonNull(served).kill();
        try (DataDirectory data = DataDirectory.open(directory.resolve("data"))) {
            StoredState state = new StoredState(data.journal(), data.snapshots(), Taxonomy.standard());
            for (int alert : alerts) {
                Reach.of(state.ledgers(alert))
                        .channels()
                        .forEach((channel, funnel) -> inFlightAtKills.merge(
                                channel, funnel.states().getOrDefault(DeliveryState.IN_FLIGHT, 0L), Long::sum));
            }
        }
    }

    private Desk desk(int staff) {
        return new Desk(http, console, tokens.getOrDefault(staff, ""));
    }

    // ---- what the providers know

    private JsonObject counts(ChannelKind channel) {
        return providers().counts().getJsonObject(channel.word());
    }

    private long requests() {
        JsonObject counts = providers().counts();
        long sum = 0;
        for (ChannelKind channel : ChannelKind.values()) {
            sum += counts.getJsonObject(channel.word()).getLong("requests");
        }
        return sum;
    }

    /// Waits for so many requests, or until none comes any more.
    private void awaitRequests(long more) {
        long target = requests() + more;
        long[] last = {requests(), System.nanoTime()};
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(10)).until(() -> {
            long now = requests();
            if (now != last[0]) {
                last[0] = now;
                last[1] = System.nanoTime();
            }
            return now >= target || System.nanoTime() - last[1] > STALLED.toNanos();
        });
    }

    // ---- what we say

    private JsonObject reach(int alert) {
        return desk(House.OFFICER)
                .get("/api/v1/alerts/" + alert + "/reach")
                .good()
                .getJsonObject("channels");
    }

    // ---- the test

    @Test
    void nothingIsLostAndNoTextIsDoubled() throws Exception {
        for (int i = 0; i < ALERTS; i++) {
            issueAndKill("Keep away from Camden Market " + i);
        }
        everythingEnds();
        for (int alert : alerts) {
            reachIsWhatTheProvidersKnow(alert);
        }
        assertThat(counts(ChannelKind.SMS).getLong("duplicates"))
                .as("texts accepted twice, seed %d", SEED)
                .isZero();
        for (ChannelKind channel : new ChannelKind[] {ChannelKind.PUSH, ChannelKind.EMAIL}) {
            assertThat(counts(channel).getLong("duplicates"))
                    .as("%s accepted twice, of those in flight at the kills, seed %d", channel.word(), SEED)
                    .isLessThanOrEqualTo(inFlightAtKills.getOrDefault(channel, 0L));
        }
        assertThat(inFlightAtKills.getOrDefault(ChannelKind.SMS, 0L))
                .as("the kills came while texts were under way")
                .isPositive();
        JsonArray known =
                desk(House.OFFICER).get("/api/v1/alerts?limit=500").good().getJsonArray("alerts");
        assertThat(known).hasSize(ALERTS + drafts.size());
    }

    /// Every act that was answered is there after the kill, and asking again under its key changes nothing.
    private void issueAndKill(String headline) throws Exception {
        JsonObject content = Desk.alert(headline, ChannelKind.values());
        int alert = desk(House.OFFICER).post("/api/v1/alerts", content).good().getInteger("alert");
        String one = "/api/v1/alerts/" + alert;
        desk(House.OFFICER).post(one + "/submit", new JsonObject()).good();
        String digest = desk(House.APPROVER).get(one).good().getString("digest");
        JsonObject approval = new JsonObject().put("digest", digest);
        Desk.Answer approved = desk(House.APPROVER).post(one + "/approve", approval, "approval " + alert);
        approved.good();
        alerts.add(alert);
        kill();
        start();
        assertThat(desk(House.APPROVER).post(one + "/approve", approval, "approval " + alert))
                .isEqualTo(approved);
        for (int i = 1; i < KILLS; i++) {
            killInMidAlert(headline + ", draft " + i);
        }
    }

    private void killInMidAlert(String draft) throws Exception {
        int moment = random.nextInt(MOST_REQUESTS);
        awaitRequests(moment);
        JsonObject content = Desk.alert(draft, ChannelKind.PUSH);
        Desk.Answer saved = desk(House.OFFICER).post("/api/v1/alerts", content, draft);
        saved.good();
        drafts.add(draft);
        JsonObject other = Desk.alert(draft + ", not heard", ChannelKind.PUSH);
        var unheard = desk(House.OFFICER).postLater("/api/v1/alerts", other, draft + ", not heard");
        drafts.add(draft + ", not heard");
        kill();
        unheard.cancel(true);
        start();
        assertThat(desk(House.OFFICER).post("/api/v1/alerts", content, draft)).isEqualTo(saved);
        assertThat(desk(House.OFFICER)
                        .get("/api/v1/alerts/" + saved.body().getInteger("alert"))
                        .status())
                .isEqualTo(200);
        desk(House.OFFICER).post("/api/v1/alerts", other, draft + ", not heard").good();
    }

    private void everythingEnds() {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(alerts).allSatisfy(this::hasEnded));
        Awaitility.await().atMost(PATIENCE).until(() -> providers().idle());
    }

    /// No address is dead here, so nothing stays unknown: a message whose answer was lost in a kill is repeated, and
    /// a text is found in the provider's list or sent again when it is not there.
    private void hasEnded(int alert) {
        JsonObject ours = reach(alert);
        for (ChannelKind channel : ChannelKind.values()) {
            JsonObject mine = ours.getJsonObject(channel.word());
            assertThat(sum(mine, GOING_ON)).as("%s: %s", channel.word(), mine).isZero();
        }
    }

    private JsonObject truth(int alert, ChannelKind channel) {
        return providers()
                .counts()
                .getJsonObject("alerts")
                .getJsonObject(Integer.toString(alert))
                .getJsonObject(channel.word());
    }

    /// Everything that was answered 2xx is known. A receipt that was journalled, not answered because of a kill, and
    /// given up by its sender in the end, is known to us alone.
    private void reachIsWhatTheProvidersKnow(int alert) {
        JsonObject ours = reach(alert);
        for (ChannelKind channel : ChannelKind.values()) {
            JsonObject mine = ours.getJsonObject(channel.word());
            JsonObject truth = truth(alert, channel);
            assertThat(mine.getLong("planned")).isEqualTo(PEOPLE);
            assertThat(sum(mine, TOLD))
                    .as("alert %d, %s: every delivery has a state of those that end it", alert, channel.word())
                    .isEqualTo(PEOPLE);
            for (int i = 1; i <= TOLD.size(); i++) {
                List<String> best = TOLD.subList(0, i);
                assertThat(sum(mine, best))
                        .as("alert %d, %s, %s: ours %s, theirs %s", alert, channel.word(), best, mine, truth)
                        .isBetween(
                                sum(truth, best),
                                sum(truth, best) + counts(channel).getLong("abandoned"));
            }
        }
    }

    private static long sum(JsonObject funnel, List<String> states) {
        return states.stream().mapToLong(funnel::getLong).sum();
    }
}
