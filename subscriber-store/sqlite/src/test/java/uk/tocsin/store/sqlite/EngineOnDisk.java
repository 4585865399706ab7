package uk.tocsin.store.sqlite;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.Ed25519;
import uk.tocsin.control.KeyPurpose;
import uk.tocsin.control.Role;
import uk.tocsin.control.Samples;
import uk.tocsin.control.Verdict;
import uk.tocsin.engine.Engine;
import uk.tocsin.engine.EngineSettings;
import uk.tocsin.engine.Ports;
import uk.tocsin.journal.SoleOwnership;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.lane.NullChannel;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

/// An engine on a data directory, with a push channel to nowhere.
final class EngineOnDisk implements AutoCloseable {
    static final int OFFICER = 2;
    static final int APPROVER = 3;

    private static final int ADMIN = 1;
    private static final String KEY = "approval-1";
    private static final long LIMIT_SECONDS = 30;

    final NullChannel channel = new NullChannel(ChannelKind.PUSH);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final Engine engine;

    /// Why the process would have ended.
    final List<String> ended = new CopyOnWriteArrayList<>();

    private final SecureRandom random = new SecureRandom();
    private final DataDirectory data;
    private final Vertx vertx = Vertx.vertx();
    private final Vault vault;
    private final KeyPair approval;

    EngineOnDisk(Path directory, DiskSpace space, int perSecond) throws Exception {
        data = DataDirectory.open(directory, StoreSettings.defaults(), space);
        byte[] key = new byte[KeyRing.KEY_BYTES];
        vault = new Vault(new KeyRing(Map.of(1, key)), random);
        approval = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Ports ports = new Ports(
                data.journal(),
                new SoleOwnership(),
                data.snapshots(),
                data.register(),
                vault,
                new TokenMint(1, Map.of(1, key)),
                Taxonomy.standard(),
                List.of(channel),
                Clock.systemUTC(),
                System::nanoTime,
                (reason, _) -> ended.add(reason));
        EngineSettings settings = new EngineSettings(
                1, 2, Map.of(ChannelKind.PUSH, new LaneSettings(perSecond, 1000, 256)), 20_000, 10_000);
        try {
            engine = await(Engine.start(vertx, ports, settings, meters, UUID::randomUUID, null));
        } catch (RuntimeException e) {
            await(vertx.close());
            data.close();
            throw e;
        }
    }

    static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(LIMIT_SECONDS, TimeUnit.SECONDS);
    }

    DataDirectory data() {
        return data;
    }

    ActHeader by(int actor) {
        return new ActHeader(UUID.randomUUID(), actor, Instant.now());
    }

    private Verdict.Accepted must(Act act) throws TimeoutException {
        Verdict verdict = await(engine.submit(act));
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted;
        }
        throw new AssertionError(act + " does not count: " + verdict);
    }

    /// The key, an administrator, an officer and an approver.
    void staff() throws TimeoutException {
        must(new Act.KeyRotated(by(0), KeyPurpose.APPROVAL, KEY, Ed25519.raw(approval.getPublic()), Instant.now()));
        must(new Act.UserSet(by(0), ADMIN, -1, true));
        must(new Act.RolesSet(by(0), ADMIN, Set.of(Role.ADMINISTRATOR)));
        must(new Act.UserSet(by(ADMIN), OFFICER, -1, true));
        must(new Act.RolesSet(by(ADMIN), OFFICER, Set.of(Role.OFFICER)));
        must(new Act.UserSet(by(ADMIN), APPROVER, -1, true));
        must(new Act.RolesSet(by(ADMIN), APPROVER, Set.of(Role.APPROVER)));
    }

    /// Registers so many people with a device each in every shard.
    void register(int perShard) throws TimeoutException {
        List<Future<Void>> shards = new ArrayList<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int number = shard;
            shards.add(engine.take(shard, SlotKind.SUBSCRIBER, perShard, UUID.randomUUID())
                    .compose(first -> register(number, first, perShard)));
        }
        await(Future.all(shards));
    }

    private Future<Void> register(int shard, int first, int count) {
        List<Register.Entry> records = new ArrayList<>();
        List<ShardRecord.SubscriberEntry> entries = new ArrayList<>();
        for (int slot = first; slot < first + count; slot++) {
            List<Endpoint> endpoints = List.of(new Endpoint(0, ChannelKind.PUSH, "device-" + shard + "-" + slot));
            Contact contact = new Contact(new UUID(slot, shard), "Sam", Tier.PUBLIC, Language.EN, true, endpoints);
            records.add(new Register.Entry(slot, vault.seal(shard, slot, ContactCodec.encode(contact))));
            entries.add(new ShardRecord.SubscriberEntry(slot, new int[0], EndpointMask.of(endpoints), new int[0], 0));
        }
        return Future.fromCompletionStage(data.register().put(shard, records))
                .compose(_ -> engine.change(shard, new ShardRecord.SubscribersSet(entries)));
    }

    /// Dispatches an alert by push to everyone; its number.
    int dispatch() throws TimeoutException {
        Alert content = toEveryone(Samples.withPlan(
                Samples.withExpiry(Samples.alert(), Instant.now().plus(Duration.ofHours(4))),
                new Step(ChannelKind.PUSH, Duration.ZERO)));
        int alert =
                must(new Act.VersionSaved(by(OFFICER), 0, content, List.of())).alert();
        must(new Act.Submitted(by(OFFICER), alert, 1, 1));
        Digest digest = AlertCodec.digest(content);
        String signature = ApprovalSignature.sign(approval.getPrivate(), KEY, digest, alert, 1);
        must(new Act.Approved(by(APPROVER), alert, 1, digest, signature, Optional.empty()));
        return alert;
    }

    private static Alert toEveryone(Alert a) {
        return new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                a.classification(),
                a.event(),
                a.area(),
                a.expires(),
                Optional.empty(),
                a.link(),
                a.variants(),
                new Audience.Everyone(),
                a.plan(),
                a.parent());
    }

    @Override
    public void close() throws TimeoutException {
        await(engine.close());
        await(vertx.close());
        data.close();
    }
}
