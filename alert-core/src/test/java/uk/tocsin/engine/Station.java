package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.Ed25519;
import uk.tocsin.control.KeyPurpose;
import uk.tocsin.control.Role;
import uk.tocsin.control.Samples;
import uk.tocsin.control.Shift;
import uk.tocsin.control.Verdict;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.MemoryJournal;
import uk.tocsin.journal.MemorySnapshots;
import uk.tocsin.journal.Ownership;
import uk.tocsin.journal.SoleOwnership;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.MemoryRegister;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

/// An installation in memory with staff, subscribers and an engine that can be stopped, killed and started
/// again on what was durable.
final class Station implements AutoCloseable {
    static final int OFFICER = 2;
    static final int APPROVER = 3;
    static final int ADMIN = 1;
    private static final int CHUNK = 2_000;
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final String APPROVAL_KEY = "approval-1";

    final MovableClock clock;
    final Provider provider;
    final long node;
    Ownership ownership = new SoleOwnership();
    final Map<ChannelKind, LaneSettings> lanes = new EnumMap<>(ChannelKind.class);
    final Queue fatal = new Queue();
    final List<Integer> people = new ArrayList<>();
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Vault vault = new Vault(new KeyRing(Map.of(1, new byte[KeyRing.KEY_BYTES])), new Random(7));
    final TokenMint tokens = new TokenMint(1, Map.of(1, new byte[32]));
    KeyPair checkpointKey = pair();
    KeyPair approvalKey = pair();
    private final AtomicLong ids = new AtomicLong();
    private final List<ScriptedChannel> channels = new ArrayList<>();
    final Taxonomy taxonomy = Taxonomy.standard();
    MemoryJournal journal = new MemoryJournal();
    MemorySnapshots snapshots = new MemorySnapshots();
    MemoryRegister register = new MemoryRegister();
    int snapshotEvery = 1_000_000;
    List<Channel> instead = List.of();
    UnaryOperator<Journal> through = UnaryOperator.identity();
    UnaryOperator<Register> contacts = UnaryOperator.identity();
    private @Nullable Vertx vertx;
    private @Nullable Engine engine;

    /// Why an engine wanted to end the process.
    static final class Queue extends ConcurrentLinkedQueue<String> {
        private static final long serialVersionUID = 1L;
    }

    Station() {
        this(new MovableClock(), new Provider(), 1);
    }

    private Station(MovableClock clock, Provider provider, long node) {
        this.clock = clock;
        this.provider = provider;
        this.node = node;
        for (ChannelKind kind : ChannelKind.values()) {
            lanes.put(kind, new LaneSettings(100_000, 10_000, 500));
        }
    }

    /// With an engine, keys and staff.
    static Station opened() {
        Station station = new Station();
        station.start();
        station.staff();
        return station;
    }

    /// Another node of the same installation, not started.
    Station beside(long number) {
        Station other = new Station(clock, provider, number);
        other.journal = journal;
        other.snapshots = snapshots;
        other.register = register;
        other.people.addAll(people);
        other.checkpointKey = checkpointKey;
        other.approvalKey = approvalKey;
        return other;
    }

    private static KeyPair pair() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- life

    void start() {
        Vertx fresh = Vertx.vertx();
        vertx = fresh;
        channels.clear();
        for (ChannelKind kind : ChannelKind.values()) {
            channels.add(new ScriptedChannel(kind, provider, Duration.ofMillis(200), clock::nanos));
        }
        EngineSettings settings = new EngineSettings(node, 2, lanes, snapshotEvery, 10_000);
        engine = await(Engine.start(fresh, ports(), settings, meters, this::id, checkpointKey.getPrivate()));
        Awaitility.await().atMost(PATIENCE).until(() -> await(engine().ready()));
    }

    Ports ports() {
        return new Ports(
                through.apply(journal),
                ownership,
                snapshots,
                contacts.apply(register),
                vault,
                tokens,
                taxonomy,
                instead.isEmpty() ? List.copyOf(channels) : instead,
                clock,
                clock::nanos,
                (reason, _) -> fatal.add(reason));
    }

    /// Nothing reaches the provider or comes from it any more.
    void cut() {
        channels.forEach(ScriptedChannel::cut);
    }

    /// The process is killed: nothing it does counts from this instant on.
    void crash() {
        cut();
        journal = journal.reopened();
        snapshots = snapshots.reopened();
        register = register.reopened();
        await(Objects.requireNonNull(vertx).close());
    }

    /// This node gives up its shards and stops; the installation goes on.
    void leave() {
        await(engine().close());
    }

    /// The process of this node is killed; the installation goes on.
    void kill() {
        cut();
        await(Objects.requireNonNull(vertx).close());
    }

    void stop() {
        await(engine().close());
        await(Objects.requireNonNull(vertx).close());
    }

    @Override
    public void close() {
        cut();
        journal.close();
        await(Objects.requireNonNull(vertx).close());
    }

    Engine engine() {
        return Objects.requireNonNull(engine);
    }

    // ---- people

    private UUID id() {
        return new UUID(0x7000L + node, ids.incrementAndGet());
    }

    ActHeader by(int actor) {
        return new ActHeader(id(), actor, clock.instant());
    }

    Verdict.Accepted must(Act act) {
        return switch (await(engine().submit(act))) {
            case Verdict.Accepted accepted -> accepted;
            case Verdict.Rejected rejected -> throw new AssertionError(rejected.words());
            case Verdict.Repeated repeated -> throw new AssertionError(repeated.toString());
        };
    }

    void staff() {
        must(new Act.KeyRotated(
                by(0), KeyPurpose.APPROVAL, APPROVAL_KEY, Ed25519.raw(approvalKey.getPublic()), Samples.START));
        must(new Act.KeyRotated(
                by(0), KeyPurpose.CHECKPOINT, "clerk-1", Ed25519.raw(checkpointKey.getPublic()), Samples.START));
        must(new Act.UserSet(by(0), ADMIN, -1, true));
        must(new Act.RolesSet(by(0), ADMIN, Set.of(Role.ADMINISTRATOR)));
        must(new Act.UserSet(by(ADMIN), OFFICER, -1, true));
        must(new Act.RolesSet(by(ADMIN), OFFICER, Set.of(Role.OFFICER)));
        must(new Act.UserSet(by(ADMIN), APPROVER, -1, true));
        must(new Act.RolesSet(by(ADMIN), APPROVER, Set.of(Role.APPROVER)));
    }

    /// An approver more, who is paged at these endpoints.
    void approver(int staff, int ordinal) {
        must(new Act.UserSet(by(ADMIN), staff, ordinal, true));
        must(new Act.RolesSet(by(ADMIN), staff, Set.of(Role.APPROVER)));
    }

    void onCall(Integer... staff) {
        must(new Act.OnCallSet(by(ADMIN), Arrays.stream(staff).map(Shift::new).toList()));
    }

    void quota(ChannelKind channel, int perMinute) {
        must(new Act.QuotaSet(by(ADMIN), channel, perMinute));
    }

    void open(ChannelKind channel, boolean isOpen) {
        must(new Act.ChannelSet(by(ADMIN), channel, isOpen));
    }

    Act opening(ChannelKind channel) {
        return new Act.ChannelSet(by(ADMIN), channel, true);
    }

    /// Registers people in retail, spread over all shards, each with one endpoint of each channel.
    void people(int count, ChannelKind... kinds) {
        Map<Integer, Integer> perShard = new HashMap<>();
        for (int i = 0; i < count; i++) {
            perShard.merge(i % Shards.COUNT, 1, Integer::sum);
        }
        perShard.forEach((shard, n) -> {
            for (int done = 0; done < n; done += CHUNK) {
                people(shard, Math.min(CHUNK, n - done), kinds);
            }
        });
    }

    private void people(int shard, int count, ChannelKind... kinds) {
        int first = await(engine().take(shard, SlotKind.SUBSCRIBER, count, id()));
        List<Register.Entry> records = new ArrayList<>();
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        for (int slot = first; slot < first + count; slot++) {
            Contact contact = contact(Shards.ordinal(shard, slot), true, kinds);
            records.add(new Register.Entry(slot, vault.seal(shard, slot, ContactCodec.encode(contact))));
            entries.add(entry(slot, contact));
            people.add(Shards.ordinal(shard, slot));
        }
        awaitStage(contacts.apply(register).put(shard, records));
        await(engine().change(shard, new ShardRecord.SubscribersSet(entries)));
    }

    /// Registers premises, spread over all shards, with people who answer for them, the first a duty manager: they are
    /// in [#people] premises by premises.
    void sites(int premises, int each, ChannelKind... kinds) {
        Map<Integer, List<Integer>> byShard = new HashMap<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int count = (premises - shard + Shards.COUNT - 1) / Shards.COUNT;
            await(engine().take(shard, SlotKind.PREMISES, count, id()));
            byShard.put(shard, sites(shard, count, each, kinds));
        }
        for (int place = 0; place < premises; place++) {
            int first = place / Shards.COUNT * each;
            people.addAll(
                    Objects.requireNonNull(byShard.get(place % Shards.COUNT)).subList(first, first + each));
        }
    }

    private List<Integer> sites(int shard, int count, int each, ChannelKind... kinds) {
        int first = await(engine().take(shard, SlotKind.SUBSCRIBER, count * each, id()));
        List<Register.Entry> records = new ArrayList<>();
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        List<Integer> ordinals = new ArrayList<>();
        for (int i = 0; i < count * each; i++) {
            int slot = first + i;
            Contact contact = contact(Shards.ordinal(shard, slot), true, kinds);
            records.add(new Register.Entry(slot, vault.seal(shard, slot, ContactCodec.encode(contact))));
            String role = i % each == 0 ? "duty-manager" : "member";
            int[] segments = {
                taxonomy.code(Dimension.SECTOR, "retail"),
                taxonomy.code(Dimension.TIER, "public"),
                taxonomy.code(Dimension.ROLE, role)
            };
            entries.add(new ShardRecord.SubscriberEntry(
                    slot, segments, EndpointMask.of(contact.endpoints()), new int[] {i / each}, 0));
            ordinals.add(Shards.ordinal(shard, slot));
        }
        awaitStage(contacts.apply(register).put(shard, records));
        await(engine().change(shard, new ShardRecord.SubscribersSet(entries)));
        return ordinals;
    }

    private ShardRecord.SubscriberEntry entry(int slot, Contact contact) {
        int[] segments = {taxonomy.code(Dimension.SECTOR, "retail"), taxonomy.code(Dimension.TIER, "public")};
        return new ShardRecord.SubscriberEntry(slot, segments, EndpointMask.of(contact.endpoints()), new int[0], 0);
    }

    /// Tells the shard what somebody has.
    void journal(int ordinal, ChannelKind... kinds) {
        ShardRecord.SubscriberEntry entry = entry(Shards.slotOf(ordinal), contact(ordinal, true, kinds));
        await(engine().change(Shards.shardOf(ordinal), new ShardRecord.SubscribersSet(List.of(entry))));
    }

    static Contact contact(int ordinal, boolean consent, ChannelKind... kinds) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (int i = 0; i < kinds.length; i++) {
            endpoints.add(new Endpoint(i, kinds[i], address(ordinal, kinds[i])));
        }
        return new Contact(new UUID(9, ordinal), "Ann", Tier.PUBLIC, Language.EN, consent, endpoints);
    }

    static String address(int ordinal, ChannelKind kind) {
        return switch (kind) {
            case PUSH -> "device-" + ordinal;
            case SMS -> String.format("+4477009%05d", ordinal % 100_000);
            case EMAIL -> "p" + ordinal + "@example.test";
        };
    }

    /// Replaces what the register knows of somebody.
    void rewrite(int ordinal, boolean consent, ChannelKind... kinds) {
        int shard = Shards.shardOf(ordinal);
        int slot = Shards.slotOf(ordinal);
        byte[] sealed = vault.seal(shard, slot, ContactCodec.encode(contact(ordinal, consent, kinds)));
        awaitStage(register.put(shard, List.of(new Register.Entry(slot, sealed))));
    }

    static <T> T awaitStage(CompletionStage<T> stage) {
        return await(Future.fromCompletionStage(stage));
    }

    // ---- alerts

    /// A draft for everybody in retail, submitted.
    int submitted(Severity severity, Duration life, Step... steps) {
        Alert plain = Samples.withExpiry(Samples.alert(), clock.instant().plus(life));
        Alert.Classification c = plain.classification();
        Alert.Classification classified =
                new Alert.Classification(c.categories(), c.responses(), c.urgency(), severity, c.certainty());
        Alert alert = Samples.withPlan(Samples.with(plain, classified, Optional.empty()), steps);
        Alert forRetail = new Alert(
                alert.mode(),
                alert.type(),
                alert.handling(),
                alert.classification(),
                alert.event(),
                alert.area(),
                alert.expires(),
                alert.knownAt(),
                alert.link(),
                List.of(Samples.variant(Tier.PUBLIC, Language.EN, "Avoid Camden Town")),
                Audience.in(Dimension.SECTOR, "retail"),
                alert.plan(),
                alert.parent());
        int number =
                must(new Act.VersionSaved(by(OFFICER), 0, forRetail, List.of())).alert();
        must(new Act.Submitted(by(OFFICER), number, 1, people.size()));
        return number;
    }

    Act.Approved approval(int alert) {
        AlertView.Version version = await(
                        engine().control(state -> state.alert(alert).orElseThrow()))
                .versions()
                .getLast();
        Digest digest = AlertCodec.digest(version.content());
        String signature =
                ApprovalSignature.sign(approvalKey.getPrivate(), APPROVAL_KEY, digest, alert, version.number());
        return new Act.Approved(by(APPROVER), alert, version.number(), digest, signature, Optional.empty());
    }

    /// A severe alert that starts now on these channels.
    int dispatched(ChannelKind... kinds) {
        int alert = submitted(Severity.SEVERE, Duration.ofHours(4), now(kinds));
        must(approval(alert));
        return alert;
    }

    /// An update of an alert, approved: its number.
    int updated(int alert) {
        Alert content = await(engine().control(state -> state.alert(alert).orElseThrow()))
                .content();
        Alert change = Samples.change(content, MessageType.UPDATE, alert);
        int child = must(new Act.Updated(by(OFFICER), alert, change, List.of())).alert();
        must(new Act.Submitted(by(OFFICER), child, 1, people.size()));
        must(approval(child));
        return child;
    }

    static Step[] now(ChannelKind... kinds) {
        Step[] steps = new Step[kinds.length];
        for (int i = 0; i < steps.length; i++) {
            steps[i] = new Step(kinds[i], Duration.ZERO);
        }
        return steps;
    }

    // ---- what happened

    long state(int alert, ChannelKind channel, DeliveryState state) {
        return sum(alert, view -> view.state(channel, state).getLongCardinality());
    }

    long planned(int alert, ChannelKind channel) {
        return sum(alert, view -> view.planned(channel).getLongCardinality());
    }

    Set<Integer> stopped(int alert) {
        return await(engine().control(state -> state.alert(alert).orElseThrow().stoppedSteps()));
    }

    boolean settledEverywhere(int alert) {
        return await(engine().control(state -> state.alert(alert).orElseThrow().settledEverywhere()));
    }

    private long sum(int alert, ToLongFunction<LedgerView> figure) {
        Collection<LedgerView> views = await(engine().ledgers(alert));
        return views.stream().mapToLong(figure).sum();
    }

    void awaitState(int alert, ChannelKind channel, DeliveryState state, long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(state(alert, channel, state))
                        .as("alert %d, %s, %s", alert, channel, state)
                        .isEqualTo(count));
    }

    void eventually(Runnable assertion) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(assertion::run);
    }

    Instant now() {
        return clock.instant();
    }

    void each(Consumer<Integer> ordinal) {
        people.forEach(ordinal);
    }
}
