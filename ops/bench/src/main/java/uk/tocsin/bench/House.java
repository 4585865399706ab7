package uk.tocsin.bench;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.Ed25519;
import uk.tocsin.control.KeyPurpose;
import uk.tocsin.control.Role;
import uk.tocsin.control.Verdict;
import uk.tocsin.engine.Engine;
import uk.tocsin.engine.EngineSettings;
import uk.tocsin.engine.Ports;
import uk.tocsin.journal.SoleOwnership;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.store.sqlite.DataDirectory;

/// The engine on the embedded store with staff, people, and a push channel to nowhere that takes everything.
final class House implements AutoCloseable {
    private static final int ADMIN = 1;
    static final int OFFICER = 2;
    private static final int APPROVER = 3;
    private static final String KEY = "approval-1";
    private static final int CHUNK = 2_000;
    private static final int PER_PREMISES = 2;
    private static final long LIMIT_SECONDS = 120;
    private static final LaneSettings LANE = new LaneSettings(1_000_000, 40_000, 4_000);
    private static final long LOOK_NANOS = Duration.ofMillis(5).toNanos();
    private static final Duration LONGEST = Duration.ofMinutes(30);

    private final NullChannel channel = new NullChannel();
    private final Path directory;
    private final SecureRandom random = new SecureRandom();
    private final DataDirectory data;
    private final Vertx vertx = Vertx.vertx();
    private final Vault vault = new Vault(new KeyRing(Map.of(1, new byte[KeyRing.KEY_BYTES])), random);
    private final KeyPair approval;
    private final Engine engine;
    private int people;

    private House(Path directory, int eventLoops) {
        this.directory = directory;
        data = DataDirectory.open(directory);
        try {
            approval = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK", e);
        }
        Ports ports = new Ports(
                data.journal(),
                new SoleOwnership(),
                data.snapshots(),
                data.register(),
                vault,
                Sample.mint(),
                Taxonomy.standard(),
                List.of(channel),
                Clock.systemUTC(),
                System::nanoTime,
                (reason, cause) -> {
                    throw new BenchException(reason, cause);
                });
        EngineSettings settings = new EngineSettings(1, eventLoops, Map.of(ChannelKind.PUSH, LANE), 50_000, 10_000);
        engine = await(Engine.start(vertx, ports, settings, new SimpleMeterRegistry(), UUID::randomUUID, null));
    }

    /// An empty one with staff, in a directory of its own.
    static House open(Path directory) {
        House house = reopen(directory);
        house.staff();
        return house;
    }

    /// One that was closed, as it was; it cannot alert, because the key it approves with is another.
    static House reopen(Path directory) {
        return new House(directory, 2);
    }

    /// How many it counts now.
    long everyone() {
        return engine.count(new Audience.Everyone());
    }

    /// Gives somebody other segments, until every count shows it.
    void change(int ordinal, int[] segments) {
        int slot = Shards.slotOf(ordinal);
        long endpoints = EndpointMask.with(0, 0, ChannelKind.PUSH);
        ShardRecord.SubscriberEntry entry =
                new ShardRecord.SubscriberEntry(slot, segments, endpoints, new int[] {slot / PER_PREMISES}, 0);
        await(engine.change(Shards.shardOf(ordinal), new ShardRecord.SubscribersSet(List.of(entry))));
    }

    static <T> T await(Future<T> future) {
        try {
            return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new BenchException("no answer within " + LIMIT_SECONDS + " s", e);
        }
    }

    private static ActHeader by(int actor) {
        return new ActHeader(UUID.randomUUID(), actor, Instant.now());
    }

    private Verdict.Accepted must(Act act) {
        Verdict verdict = await(engine.submit(act));
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted;
        }
        throw new BenchException(act.getClass().getSimpleName() + " does not count: " + verdict);
    }

    private void staff() {
        must(new Act.KeyRotated(by(0), KeyPurpose.APPROVAL, KEY, Ed25519.raw(approval.getPublic()), Instant.now()));
        must(new Act.UserSet(by(0), ADMIN, -1, true));
        must(new Act.RolesSet(by(0), ADMIN, Set.of(Role.ADMINISTRATOR)));
        must(new Act.UserSet(by(ADMIN), OFFICER, -1, true));
        must(new Act.RolesSet(by(ADMIN), OFFICER, Set.of(Role.OFFICER)));
        must(new Act.UserSet(by(ADMIN), APPROVER, -1, true));
        must(new Act.RolesSet(by(ADMIN), APPROVER, Set.of(Role.APPROVER)));
    }

    /// Registers people with a device each, and premises for every two of them.
    House with(int count) {
        int perShard = count / Shards.COUNT;
        for (int done = 0; done < perShard; done += CHUNK) {
            List<Future<Void>> shards = new ArrayList<>();
            int size = Math.min(CHUNK, perShard - done);
            for (int shard = 0; shard < Shards.COUNT; shard++) {
                shards.add(register(shard, new People((long) done << Byte.SIZE | shard), size));
            }
            await(Future.all(shards));
        }
        people += perShard * Shards.COUNT;
        return this;
    }

    private Future<Void> register(int shard, People drawn, int count) {
        int places = (count + PER_PREMISES - 1) / PER_PREMISES;
        return engine.take(shard, SlotKind.PREMISES, places, UUID.randomUUID()).compose(first -> {
            int[] slots = new int[places];
            Arrays.setAll(slots, i -> first + i);
            int[] cells = new int[places];
            Arrays.setAll(cells, _ -> drawn.cell());
            return engine.change(shard, new ShardRecord.PremisesSet(slots, cells))
                    .compose(_ -> engine.take(shard, SlotKind.SUBSCRIBER, count, UUID.randomUUID()))
                    .compose(slot -> register(shard, slot, count, first, drawn));
        });
    }

    private Future<Void> register(int shard, int first, int count, int place, People drawn) {
        List<Register.Entry> records = new ArrayList<>();
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        int[] premises = {};
        for (int i = 0; i < count; i++) {
            int slot = first + i;
            premises = i % PER_PREMISES == 0 ? drawn.premises() : premises;
            List<Endpoint> endpoints =
                    List.of(new Endpoint(0, ChannelKind.PUSH, Sample.device(Shards.ordinal(shard, slot))));
            Contact contact = new Contact(new UUID(slot, shard), "Sam", Tier.PUBLIC, Language.EN, true, endpoints);
            records.add(new Register.Entry(slot, vault.seal(shard, slot, ContactCodec.encode(contact))));
            entries.add(new ShardRecord.SubscriberEntry(
                    slot,
                    drawn.segments(premises),
                    EndpointMask.of(endpoints),
                    new int[] {place + i / PER_PREMISES},
                    0));
        }
        return Future.fromCompletionStage(data.register().put(shard, records))
                .compose(_ -> engine.change(shard, new ShardRecord.SubscribersSet(entries)));
    }

    /// The same with a mail rendered for everybody.
    Cpu.Taken renderedAlert() {
        channel.render(true);
        try {
            return alert();
        } finally {
            channel.render(false);
        }
    }

    /// One alert by push to everybody, nothing rendered, from the approval until the ledgers say that all were
    /// accepted.
    Cpu.Taken alert() {
        Alert content = Sample.alert(new Audience.Everyone(), Severity.SEVERE);
        int alert =
                must(new Act.VersionSaved(by(OFFICER), 0, content, List.of())).alert();
        must(new Act.Submitted(by(OFFICER), alert, 1, people));
        Digest digest = AlertCodec.digest(content);
        String signature = ApprovalSignature.sign(approval.getPrivate(), KEY, digest, alert, 1);
        long before = channel.sent();
        System.gc();
        Cpu cpu = Cpu.start();
        must(new Act.Approved(by(APPROVER), alert, 1, digest, signature, Optional.empty()));
        long until = System.nanoTime() + LONGEST.toNanos();
        while (channel.sent() - before < people || accepted(alert) < people) {
            if (System.nanoTime() > until) {
                throw new BenchException(accepted(alert) + " of " + people + " were accepted in " + LONGEST);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return cpu.stop(people);
    }

    /// Begins so many alerts to everybody; the number of the last.
    int drafts(int count) {
        int last = 0;
        for (int i = 0; i < count; i++) {
            Alert content = Sample.alert(new Audience.Everyone(), Severity.SEVERE);
            last = must(new Act.VersionSaved(by(OFFICER), 0, content, List.of()))
                    .alert();
        }
        return last;
    }

    private long accepted(int alert) {
        return await(engine.ledgers(alert)).stream()
                .mapToLong(view ->
                        view.state(ChannelKind.PUSH, DeliveryState.ACCEPTED).getLongCardinality())
                .sum();
    }

    /// The size of the journals on disk, in bytes.
    long journalBytes() {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().startsWith("logs"))
                    .mapToLong(House::size)
                    .sum();
        } catch (IOException | UncheckedIOException e) {
            throw new BenchException("the data directory cannot be read", e);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int people() {
        return people;
    }

    @Override
    public void close() {
        await(engine.close());
        await(vertx.close());
        data.close();
    }
}
