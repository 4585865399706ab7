package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.console.edge.People;
import uk.tocsin.control.Act;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.reach.Reach;
import uk.tocsin.simulator.Behaviour;
import uk.tocsin.simulator.Simulator;
import uk.tocsin.simulator.SimulatorOptions;
import uk.tocsin.store.sqlite.DataDirectory;
import uk.tocsin.store.sqlite.LastingMarks;

/// A cluster, on a real Kafka and a real Redis, is backed up through its API while an alert goes out, and is lost; one
/// process goes on from the backup. The providers live on, and know what really happened.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class BackupUnderWayIT {
    private static final int PEOPLE = 300;
    private static final int PER_SECOND = 20;

    /// Of each channel, when the backup begins.
    private static final int SENT = 40;

    private static final String NAME = "in-the-middle";
    private static final List<DeliveryState> GOING_ON =
            List.of(DeliveryState.WAITING, DeliveryState.IN_FLIGHT, DeliveryState.UNKNOWN, DeliveryState.HELD);

    /// Providers take everything, and report nothing: what is in doubt stays so.
    private static final Behaviour SILENT = new Behaviour(
            new Behaviour.Push(Map.of(), 0, 0, 0),
            new Behaviour.Sms(Map.of(), 0, Map.of(), 0, 0),
            new Behaviour.Email(Map.of(), 0, 0, 0),
            0);

    @TempDir
    private Path root = Path.of("");

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient http = HttpClient.newHttpClient();
    /// Texts that were taken before the backup began, and before the cluster was lost.
    private Set<Integer> before = Set.of();

    private Set<Integer> told = Set.of();

    /// Texts that the backup knows nothing of.
    private long waiting;

    private @Nullable Simulator simulator;
    private int gone;
    private int alert;

    @BeforeEach
    void openProviders() {
        simulator = House.await(Simulator.start(
                vertx, SimulatorOptions.in(root.resolve("simulator")).withBehaviour(SILENT)));
    }

    @AfterEach
    void closeProviders() throws Exception {
        House.await(providers().close());
        vertx.close().await(60, TimeUnit.SECONDS);
        http.close();
    }

    private Simulator providers() {
        return Objects.requireNonNull(simulator);
    }

    private Map<String, String> settings(Map<String, String> more) throws Exception {
        Map<String, String> settings = House.settings(root, providers());
        settings.put("backup.dir", root.resolve("backups").toString());
        for (ChannelKind channel : ChannelKind.values()) {
            settings.put(channel.word() + ".perSecond", Integer.toString(PER_SECOND));
        }
        settings.putAll(more);
        return settings;
    }

    private House open(Map<String, String> more) throws Exception {
        return House.before(providers(), settings(more));
    }

    private List<Wire.Request> accepted(ChannelKind channel) {
        return Wire.requests(providers(), alert).stream()
                .filter(request -> request.channel() == channel)
                .filter(request -> request.outcome().equals("accepted"))
                .toList();
    }

    @Test
    void oneProcessGoesOnFromABackupOfTheClusterInTheMiddleOfAnAlert() throws Exception {
        Path node = root.resolve("node");
        String prefix = "b" + UUID.randomUUID().toString().substring(0, 8);
        Path marks = root.resolve("marks");
        try (House house = open(Engines.shared().node(node, prefix))) {
            live(house);
            backUp(house);
            assertThat(House.await(house.installation().registrar().erase(gone)))
                    .isTrue();
            Backup.export(house.installation().marks(), marks);
        }
        inTheBackup();
        Path restored = Files.createDirectories(root.resolve("restored"));
        Files.copy(KeySource.file(node), KeySource.file(restored));
        Files.copy(marks, LastingMarks.in(restored));
        Restore.Report report = Restore.run(root.resolve("backups").resolve(NAME), restored);
        assertThat(report.halted()).isEqualTo(1);
        assertThat(report.erased()).isEqualTo(1);
        try (House house = open(Map.of("data.dir", restored.toString()))) {
            goesOn(house);
        }
    }

    private void live(House house) throws Exception {
        int[] people = house.register(new People(Taxonomy.standard()).with(PEOPLE, ChannelKind.values()))
                .ordinals();
        gone = people[PEOPLE - 1];
        for (ChannelKind channel : ChannelKind.values()) {
            // So that some are always under way.
            House.await(providers().faults(channel.word(), new JsonObject().put("latencyMs", 1500)));
        }
        alert = house.issue(Alerts.on(ChannelKind.values()));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> List.of(ChannelKind.values()).stream()
                        .allMatch(channel -> accepted(channel).size() > SENT));
    }

    private void backUp(House house) {
        before = people(accepted(ChannelKind.SMS));
        System.err.println(
                "before " + funnel(house.reach(alert), ChannelKind.SMS).states());
        Desk administrator = new Desk(http, "http://127.0.0.1:" + house.apiPort(), house.token(House.ADMINISTRATOR));
        administrator
                .post("/api/v1/backups", new JsonObject().put("name", NAME))
                .good();
    }

    private static Set<Integer> people(List<Wire.Request> requests) {
        return requests.stream().map(Wire.Request::person).collect(Collectors.toSet());
    }

    /// The alert is in the middle of it: some were told, some are on their way, some wait.
    private void inTheBackup() {
        Path backup = root.resolve("backups").resolve(NAME);
        try (DataDirectory data = DataDirectory.open(backup)) {
            StoredState state = new StoredState(data.journal(), data.snapshots(), Taxonomy.standard());
            Map<DeliveryState, Long> texts =
                    funnel(Reach.of(state.ledgers(alert)), ChannelKind.SMS).states();
            waiting = texts.getOrDefault(DeliveryState.WAITING, 0L);
            assertThat(waiting).isPositive();
            assertThat(texts.get(DeliveryState.IN_FLIGHT))
                    .as("in doubt: %s", texts)
                    .isPositive();
            assertThat(texts.values().stream().mapToLong(Long::longValue).sum()).isEqualTo(PEOPLE);
        }
    }

    private static Reach.Funnel funnel(Reach.Report reach, ChannelKind channel) {
        return Objects.requireNonNull(reach.channels().get(channel));
    }

    private void goesOn(House house) {
        told = people(accepted(ChannelKind.SMS));
        assertThat(house.installation().marks().isErased(gone)).isTrue();
        for (int member : new int[] {House.OFFICER, House.APPROVER}) {
            house.must(new Act.Resumed(house.installation().header(member), alert));
        }
        await().atMost(Duration.ofSeconds(90))
                .until(() -> house.reach(alert).channels().values().stream()
                        .allMatch(funnel -> GOING_ON.stream()
                                .allMatch(state -> funnel.states().getOrDefault(state, 0L) == 0)));
        nothingIsLost(house);
        noTextIsDoubled();
    }

    /// Everybody but who was erased, who may have been told before.
    private void nothingIsLost(House house) {
        for (ChannelKind channel : ChannelKind.values()) {
            assertThat(people(accepted(channel)).size()).as(channel.word()).isBetween(PEOPLE - 1, PEOPLE);
            assertThat(funnel(house.reach(alert), channel).planned()).isEqualTo(PEOPLE);
        }
    }

    /// A text that was sent before the backup began, or was under way, is in it, and is looked up, not sent again. What
    /// went out later no backup knows: that is why two people say whether a restored alert goes on.
    private void noTextIsDoubled() {
        Map<Integer, Long> times = accepted(ChannelKind.SMS).stream()
                .collect(Collectors.groupingBy(Wire.Request::person, Collectors.counting()));
        assertThat(times.entrySet())
                .filteredOn(entry -> before.contains(entry.getKey()))
                .allMatch(entry -> entry.getValue() == 1);
        assertThat(times.values())
                .filteredOn(count -> count > 1)
                .as("of %d before the loss, and %d waiting in the backup", told.size(), waiting)
                .hasSizeLessThanOrEqualTo((int) (told.size() - (PEOPLE - waiting)));
    }
}
