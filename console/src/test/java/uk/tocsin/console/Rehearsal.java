package uk.tocsin.console;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.Registrar;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.Samples;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Language;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;

/// An installation without channels: alerts stay live, because nothing can be sent.
final class Rehearsal implements AutoCloseable {
    static final int OFFICER = 2;
    static final int APPROVER = 3;
    static final int REGISTRAR = 4;
    private static final int ADMIN = 1;
    private static final long LIMIT_SECONDS = 30;

    final Installation house;

    private Rehearsal(Installation house) {
        this.house = house;
    }

    static Rehearsal open(Path data) {
        return open(Map.of("data.dir", data.toString()));
    }

    static Rehearsal open(Map<String, String> settings) {
        return new Rehearsal(Installation.open(Settings.read(settings)));
    }

    ActHeader by(int actor) {
        return house.header(actor);
    }

    Verdict submit(Act act) {
        return Installation.await(house.engine().submit(act), LIMIT_SECONDS);
    }

    Verdict.Accepted must(Act act) {
        Verdict verdict = submit(act);
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted;
        }
        throw new AssertionError(act + " does not count: " + verdict);
    }

    <T> T control(Function<ControlState, T> question) {
        return Installation.await(house.engine().control(question), LIMIT_SECONDS);
    }

    void staff() {
        must(new Act.UserSet(by(ActHeader.ENGINE), ADMIN, -1, true));
        must(new Act.RolesSet(by(ActHeader.ENGINE), ADMIN, Set.of(Role.ADMINISTRATOR)));
        must(new Act.UserSet(by(ADMIN), OFFICER, -1, true));
        must(new Act.RolesSet(by(ADMIN), OFFICER, Set.of(Role.OFFICER)));
        must(new Act.UserSet(by(ADMIN), APPROVER, -1, true));
        must(new Act.RolesSet(by(ADMIN), APPROVER, Set.of(Role.APPROVER)));
        must(new Act.UserSet(by(ADMIN), REGISTRAR, -1, true));
        must(new Act.RolesSet(by(ADMIN), REGISTRAR, Set.of(Role.REGISTER_OFFICER)));
    }

    /// Registers one person by mail in an organisation of this shard.
    Registrar.Registered register(int shard, String address) {
        UUID id = new UUID(house.random().nextLong(), house.random().nextLong() & -Shards.COUNT | shard);
        Organisation.Person person = new Organisation.Person(
                "Sam",
                Tier.PUBLIC,
                Language.EN,
                new int[0],
                List.of(new Organisation.Address(ChannelKind.EMAIL, address)),
                new int[] {0});
        return Installation.await(
                house.registrar()
                        .register(
                                List.of(new Organisation(id, List.of(new Organisation.Premises(0)), List.of(person)))),
                LIMIT_SECONDS);
    }

    boolean erase(int ordinal) {
        return Installation.await(house.registrar().erase(ordinal), LIMIT_SECONDS);
    }

    long everyone() {
        return house.engine().count(new Audience.Everyone());
    }

    /// Whether the register has a record of this ordinal.
    boolean knows(int ordinal) {
        List<Integer> found = new ArrayList<>();
        house.register()
                .fetch(Shards.shardOf(ordinal), new int[] {Shards.slotOf(ordinal)}, 0, 1, (slot, _) -> found.add(slot))
                .toCompletableFuture()
                .join();
        return !found.isEmpty();
    }

    /// Dispatches an alert by mail to everyone; its number.
    int dispatch() {
        Alert a = Samples.withPlan(
                Samples.withExpiry(Samples.alert(), house.clock().instant().plus(Duration.ofHours(4))),
                new Step(ChannelKind.EMAIL, Duration.ZERO));
        Alert content = new Alert(
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
        int alert =
                must(new Act.VersionSaved(by(OFFICER), 0, content, List.of())).alert();
        must(new Act.Submitted(by(OFFICER), alert, 1, 1));
        Digest digest = AlertCodec.digest(content);
        Keys.Signing key = house.keys().approval();
        String signature = ApprovalSignature.sign(key.secret(), key.id(), digest, alert, 1);
        must(new Act.Approved(by(APPROVER), alert, 1, digest, signature, Optional.empty()));
        return alert;
    }

    @Override
    public void close() {
        house.close();
    }
}
