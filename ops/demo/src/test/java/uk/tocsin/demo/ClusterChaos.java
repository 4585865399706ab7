package uk.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.demo.cluster.Cluster;
import uk.tocsin.demo.cluster.NodeProcess;

/// A cluster of real brokers, a real Redis and real processes, of which one after the other is killed, cut off, frozen
/// and restarted while alerts go out. After each of them: nobody was forgotten, no text came twice, pushes and mails
/// came twice at most where they were in flight, and reach equals what the simulated providers counted.
///
/// Run by `ops/test --chaos`, not with the other tests. What is done when is drawn from a seed, which is printed;
/// `-Dtocsin.chaos.seed=N` repeats it, `-Dtocsin.chaos.people=N` makes it smaller.
@Timeout(value = 900, unit = TimeUnit.SECONDS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ClusterChaos {
    private static final long SEED = Long.getLong("tocsin.chaos.seed", System.nanoTime() % 1_000_000);
    private static final int PEOPLE = Integer.getInteger("tocsin.chaos.people", 200_000);
    private static final int KILLS = 15;
    private static final int IN_FLIGHT = 200;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration STALLED = Duration.ofSeconds(40);
    private static final List<String> CHANNELS = List.of("push", "sms", "email");
    private static final List<String> GOING_ON = List.of("waiting", "in-flight", "unknown", "held");

    /// About a twentieth of the people.
    private static final String SOME = "region = wales";

    private static final Map<String, String> SETTINGS = Map.of(
            "push.maxInFlight", Integer.toString(IN_FLIGHT),
            "sms.maxInFlight", Integer.toString(IN_FLIGHT),
            "email.maxInFlight", Integer.toString(IN_FLIGHT),
            "push.perSecond", "1500",
            "sms.perSecond", "1500",
            "email.perSecond", "1500",
            "engine.snapshotEvery", "2000");

    /// Most of the nodes live for half a minute: compiling their code well would cost more than it saves.
    private static final String[] JAVA = {"-Xmx768m", "-XX:TieredStopAtLevel=1"};

    /// One of three devices says what became of a push, so that receipts do not take longer than the alert.
    private static final JsonObject SOME_ANSWER = new JsonObject()
            .put(
                    "push",
                    new JsonObject().put("delivered", 0.33).put("opened", 0.1).put("acknowledged", 0.05));

    /// Each person hears of it once.
    private static final JsonArray ONE_CHANNEL_EACH = new JsonArray()
            .add(new JsonObject().put("channel", "push"))
            .add(new JsonObject().put("channel", "sms").put("among", "not has = push"))
            .add(new JsonObject().put("channel", "email").put("among", "not (has = push or has = sms)"));

    private final Random random = new Random(SEED);
    private final PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
    private final List<Gate> gates = new ArrayList<>();
    /// Nodes beside the usual ones.
    private final List<NodeProcess> guests = new ArrayList<>();

    private @Nullable Stage opened;

    @BeforeAll
    void open(@TempDir Path directory) throws IOException {
        out.println("chaos: seed " + SEED + ", " + PEOPLE + " people");
        List<Integer> behind = ports(Cluster.BROKERS);
        behind.forEach(port -> gates.add(new Gate(port)));
        String via = IntStream.range(0, Cluster.BROKERS)
                .mapToObj(i -> behind.get(i) + ":" + gates.get(i).port())
                .collect(Collectors.joining(","));
        DemoOptions options = new DemoOptions(false, true, PEOPLE, Optional.of(directory), 0);
        opened = Stage.open(
                directory,
                options,
                SETTINGS,
                () -> Cluster.start(directory, "--tiers", "4", "--via", via).withJava(JAVA),
                out);
        opened.control().put("/sim/behaviour", SOME_ANSWER);
    }

    @AfterAll
    void close() {
        if (opened != null) {
            opened.close();
        }
        gates.forEach(Gate::close);
    }

    private static List<Integer> ports(int count) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        }
        List<Integer> ports = held.stream().map(ServerSocket::getLocalPort).toList();
        for (ServerSocket socket : held) {
            socket.close();
        }
        return ports;
    }

    private Stage stage() {
        if (opened == null) {
            throw new IllegalStateException("not open");
        }
        return opened;
    }

    private Cluster cluster() {
        return stage().cluster().orElseThrow();
    }

    private NodeProcess node(int index) {
        return cluster().nodes().get(index);
    }

    // ---- the scenarios

    @Test
    void nodesAreKilledAgainAndAgain() {
        Trial trial = new Trial(DemoAlert.content(Instant.now()).put("plan", ONE_CHANNEL_EACH));
        for (int i = 0; i < KILLS; i++) {
            trial.reaches(trial.share(i, KILLS));
            NodeProcess victim = node(random.nextInt(Cluster.ENGINES));
            victim.kill();
            trial.died();
            victim.restart();
        }
        trial.ends();
    }

    @Test
    void brokersAreKilledAndLeadersChange() {
        Trial trial = new Trial(toSome());
        for (int broker = 1; broker <= Cluster.BROKERS; broker++) {
            trial.reaches(trial.share(broker - 1, Cluster.BROKERS));
            cluster().brokers().kill(broker);
            trial.reaches(trial.done() + trial.planned / 50);
            cluster().brokers().start(broker);
        }
        trial.ends();
    }

    @Test
    void redisIsKilled() {
        Trial trial = new Trial(toSome());
        trial.reaches(trial.share(0, 2));
        cluster().redis().kill();
        trial.stalls();
        cluster().redis().start();
        trial.answers();
        trial.ends();
    }

    @Test
    void aNodeIsCutFromKafkaButNotFromTheProviders() {
        String through = gates.stream().map(gate -> "127.0.0.1:" + gate.port()).collect(Collectors.joining(","));
        try (NodeProcess cut = cluster().engine(stage().settings(), 4, Map.of("kafka.bootstrap", through))) {
            Awaitility.await().atMost(PATIENCE).until(() -> cut.shards() > 0);
            guests.add(cut);
            Trial trial = new Trial(toSome());
            trial.reaches(trial.share(0, 3));
            gates.forEach(Gate::shut);
            trial.died();
            awaitOwnedByOthers("a node that is cut off");
            trial.ends();
            Awaitility.await().atMost(PATIENCE).until(() -> !cut.isAlive());
        } finally {
            guests.clear();
        }
    }

    @Test
    void aFrozenNodeWakesAsAZombie() {
        Trial trial = new Trial(toSome());
        trial.reaches(trial.share(0, 3));
        NodeProcess frozen = node(0);
        frozen.freeze();
        trial.died();
        Instant since = Instant.now();
        Awaitility.await().atMost(PATIENCE).until(() -> node(1).shards() == 64);
        took("a frozen node", since);
        trial.reaches(trial.share(2, 3));
        frozen.wake();
        trial.ends();
    }

    @Test
    void nodesAreRestartedInTurn() {
        Trial trial = new Trial(toSome());
        for (int i = 0; i < Cluster.ENGINES; i++) {
            trial.reaches(trial.share(i, Cluster.ENGINES));
            node(i).stop();
            node(i).restart();
        }
        trial.ends();
    }

    private static JsonObject toSome() {
        return DemoAlert.content(Instant.now()).put("audience", SOME);
    }

    // ---- who owns what

    private boolean everyShardIsOwned() {
        return node(0).shards()
                        + node(1).shards()
                        + guests.stream().mapToInt(NodeProcess::shards).sum()
                == 64;
    }

    private void awaitOwnedByOthers(String what) {
        Instant since = Instant.now();
        Awaitility.await().atMost(PATIENCE).until(() -> node(0).shards() + node(1).shards() == 64);
        took(what, since);
    }

    private void took(String what, Instant since) {
        long ms = Duration.between(since, Instant.now()).toMillis();
        out.printf(Locale.ROOT, "chaos: the shards of %s were taken over after %.1f s%n", what, ms / 1000.0);
        assertThat(ms).as("a takeover, in ms").isLessThanOrEqualTo(15_000);
    }

    // ---- one alert, from dispatch to the comparison

    private final class Trial {
        private final int alert;
        private final long planned;
        private final long before;
        private final JsonObject countsBefore;
        private final Map<String, Long> inFlight = new HashMap<>();
        private int deaths;
        private final Instant begun = Instant.now();

        Trial(JsonObject content) {
            Awaitility.await().atMost(PATIENCE).until(() -> everyShardIsOwned());
            countsBefore = counts();
            before = requests(countsBefore);
            Http officer = stage().api("officer");
            alert = officer.post("/api/v1/alerts", content).getInteger("alert");
            String one = "/api/v1/alerts/" + alert;
            officer.post(one + "/submit", new JsonObject());
            Http approver = stage().api("approver");
            String digest = approver.get(one).getString("digest");
            approver.post(one + "/approve", new JsonObject().put("digest", digest));
            Awaitility.await().atMost(PATIENCE).until(() -> channels().size() == CHANNELS.size());
            planned = sum("planned");
        }

        private JsonObject channels() {
            return stage().api("officer")
                    .get("/api/v1/alerts/" + alert + "/reach")
                    .getJsonObject("channels");
        }

        private long sum(String... states) {
            JsonObject channels = channels();
            long sum = 0;
            for (String channel : channels.fieldNames()) {
                for (String state : states) {
                    sum += channels.getJsonObject(channel).getLong(state, 0L);
                }
            }
            return sum;
        }

        /// Requests of this alert so far.
        long done() {
            return requests(counts()) - before;
        }

        /// A moment in the part `i` of so many, in requests.
        long share(int i, int parts) {
            return (long) (planned * 0.9 * (i + random.nextDouble()) / parts);
        }

        /// Waits until the providers have had so many requests, or none comes any more.
        void reaches(long target) {
            await(target, STALLED);
        }

        /// Waits until no request has come for a second.
        void stalls() {
            await(Long.MAX_VALUE, Duration.ofSeconds(1));
        }

        private void await(long target, Duration quiet) {
            long[] last = {done(), System.nanoTime()};
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(() -> {
                        long now = done();
                        if (now != last[0]) {
                            last[0] = now;
                            last[1] = System.nanoTime();
                        }
                        return now >= target || System.nanoTime() - last[1] > quiet.toNanos();
                    });
        }

        /// Counts, in a second, what is in flight on the nodes that live and on one that has just died or been left
        /// behind: by then reach knows it, and nobody has taken over what that node had under way.
        void died() {
            deaths++;
            Awaitility.await().pollDelay(Duration.ofSeconds(1)).until(() -> true);
            JsonObject channels = channels();
            for (String channel : CHANNELS) {
                inFlight.merge(channel, channels.getJsonObject(channel).getLong("in-flight"), Long::sum);
            }
        }

        /// Waits until the console can be asked again.
        void answers() {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(DemoException.class)
                    .until(() -> !channels().isEmpty());
        }

        void ends() {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .until(() -> sum(GOING_ON.toArray(String[]::new)) == 0);
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> stage().control().get("/sim/idle").getBoolean("idle"));
            JsonObject after = counts();
            JsonObject reach = stage().api("officer").get("/api/v1/alerts/" + alert + "/reach");
            reach.getJsonObject("channels").forEach(each -> conserved(each.getKey(), (JsonObject) each.getValue()));
            assertThat(new Comparison(alert, reach, after).print(out))
                    .as("reach equals the providers' counts, seed %d", SEED)
                    .isTrue();
            CHANNELS.forEach(channel -> repeatedAtMost(channel, mayRepeat(channel), after));
            out.printf(
                    Locale.ROOT,
                    "chaos: alert %d, %d deliveries in %d s%n",
                    alert,
                    planned,
                    Duration.between(begun, Instant.now()).toSeconds());
        }

        /// No text; of the others what was in flight when a node died, a node's most at each death, and once around
        /// what may be in flight: an answer that comes too late on a busy machine is unknown, too.
        private long mayRepeat(String channel) {
            long dying = Math.min(inFlight.getOrDefault(channel, 0L), (long) deaths * IN_FLIGHT);
            return channel.equals("sms") ? 0 : dying + IN_FLIGHT;
        }

        private void conserved(String channel, JsonObject funnel) {
            List<String> states = List.of(
                    "acknowledged", "read", "delivered", "failed", "accepted", "suppressed", "expired", "withdrawn");
            assertThat(states.stream()
                            .mapToLong(state -> funnel.getLong(state, 0L))
                            .sum())
                    .as("alert %d, %s: %s, seed %d", alert, channel, funnel, SEED)
                    .isEqualTo(funnel.getLong("planned"));
        }

        private void repeatedAtMost(String channel, long most, JsonObject after) {
            long repeated = after.getJsonObject(channel).getLong("duplicates")
                    - countsBefore.getJsonObject(channel).getLong("duplicates");
            out.printf(Locale.ROOT, "chaos: %s accepted twice: %d of at most %d%n", channel, repeated, most);
            assertThat(repeated).as("%s accepted twice, seed %d", channel, SEED).isLessThanOrEqualTo(most);
        }
    }

    private JsonObject counts() {
        return stage().control().get("/sim/counts");
    }

    private static long requests(JsonObject counts) {
        return CHANNELS.stream()
                .mapToLong(channel -> counts.getJsonObject(channel).getLong("requests"))
                .sum();
    }
}
