package uk.tocsin.simulation;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntConsumer;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.Ed25519;
import uk.tocsin.control.KeyPurpose;
import uk.tocsin.control.Role;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;
import uk.tocsin.model.codec.AlertCodec;

/// The people who issue alerts and change their minds, and the clerk who acts for policy.
final class Officers {
    static final double LATITUDE = 51.5;
    static final double LONGITUDE = -0.12;
    private static final int OFFICER = 1;
    private static final int APPROVER = 2;
    private static final int REGISTRAR = 3;
    private static final String KEY_ID = "k1";
    private static final KeyPair KEYS = keys();
    private static final List<String> AUDIENCES = List.of("everyone", "tier=business", "not tier=business");

    private static final Audience DUTY_MANAGERS = AudienceText.parse("role:duty-manager", World.TAXONOMY);

    private final World world;

    Officers(World world) {
        this.world = world;
    }

    private static KeyPair keys() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("the JDK has no Ed25519", e);
        }
    }

    private ActHeader by(int actor) {
        return new ActHeader(world.chance.id(), actor, Instant.ofEpochMilli(world.officeMs()));
    }

    /// Staff, key, and the tiers of subscribers: what there was before the run.
    void appoint() {
        for (int staff : new int[] {OFFICER, APPROVER, REGISTRAR}) {
            world.control.seed(new Act.UserSet(by(ActHeader.ENGINE), staff, -1, true));
        }
        world.control.seed(new Act.KeyRotated(
                by(ActHeader.ENGINE),
                KeyPurpose.APPROVAL,
                KEY_ID,
                Ed25519.raw(KEYS.getPublic()),
                Instant.ofEpochMilli(Timeline.START_MS - 1_000)));
        roles(OFFICER, EnumSet.of(Role.OFFICER));
        roles(APPROVER, EnumSet.of(Role.APPROVER));
        roles(REGISTRAR, EnumSet.of(Role.REGISTER_OFFICER));
        for (int shard = 0; shard < world.weather.shards; shard++) {
            for (int slot = 0; slot < Weather.LEAST_PEOPLE; slot++) {
                int ordinal = Shards.ordinal(shard, slot);
                world.control.seed(new Act.TierDecided(by(REGISTRAR), ordinal, Tier.PUBLIC, Optional.empty()));
            }
        }
    }

    private void roles(int staff, Set<Role> roles) {
        world.control.seed(new Act.RolesSet(by(ActHeader.ENGINE), staff, roles));
    }

    // ---- an alert

    void issue() {
        Alert content = content(MessageType.ALERT, 0, Set.of());
        world.control.ask(
                new Act.VersionSaved(by(OFFICER), 0, content, List.of(OFFICER)), verdict -> submit(verdict, content));
    }

    private void submit(Verdict begun, Alert content) {
        accepted(begun, number -> {
            if (world.chance.in(0.1)) {
                breakGlass(number, content);
            }
            world.control.ask(
                    new Act.Submitted(by(OFFICER), number, 1, 10),
                    done -> accepted(done, _ -> approve(number, content)));
            if (world.chance.in(0.1)) {
                world.control.ask(new Act.Returned(by(APPROVER), number, "unclear"), _ -> {});
            }
        });
    }

    /// Counts only for what is grave; what is sent so needs nobody else.
    private void breakGlass(int number, Alert content) {
        Digest digest = AlertCodec.digest(content);
        String signature = ApprovalSignature.sign(KEYS.getPrivate(), KEY_ID, digest, number, 1);
        world.control.ask(
                new Act.GlassBroken(by(OFFICER), number, 1, 10, digest, signature, "shots are fired"),
                done -> accepted(
                        done,
                        _ -> world.control.ask(
                                new Act.Reviewed(by(APPROVER), number, "there was no time", true), _ -> {})));
    }

    private void approve(int number, Alert content) {
        Digest digest = AlertCodec.digest(content);
        if (world.chance.in(0.1)) {
            world.control.ask(approval(OFFICER, number, digest, Optional.empty()), _ -> {});
        }
        if (world.chance.in(0.1)) {
            Digest other = AlertCodec.digest(content(MessageType.ALERT, 0, Set.of()));
            world.control.ask(approval(APPROVER, number, other, Optional.empty()), _ -> {});
        }
        Optional<Instant> at = world.chance.in(0.2)
                ? Optional.of(Instant.ofEpochMilli(world.officeMs() + world.chance.between(20_000, 60_000)))
                : Optional.empty();
        world.control.ask(
                approval(APPROVER, number, digest, at),
                verdict -> accepted(verdict, _ -> {
                    at.ifPresent(instant -> world.time.at(
                            instant.toEpochMilli() + 5_000,
                            () -> world.control.ask(
                                    new Act.Dispatched(
                                            by(ActHeader.ENGINE), number, 10, world.chance.in(0.2) ? 20 : 10),
                                    _ -> {})));
                }));
    }

    private Act approval(int actor, int number, Digest digest, Optional<Instant> at) {
        String signature = ApprovalSignature.sign(KEYS.getPrivate(), KEY_ID, digest, number, 1);
        return new Act.Approved(by(actor), number, 1, digest, signature, at);
    }

    private static void accepted(Verdict verdict, IntConsumer then) {
        if (verdict instanceof Verdict.Accepted accepted) {
            then.accept(accepted.alert());
        }
    }

    // ---- changes of mind

    void change() {
        List<Integer> dispatched = new ArrayList<>();
        world.control.alerts().forEach(facts -> dispatched.add(facts.number()));
        if (dispatched.isEmpty()) {
            return;
        }
        int alert = world.chance.of(dispatched);
        switch (world.chance.below(9)) {
            case 0 -> world.control.ask(new Act.Cancelled(by(OFFICER), alert, "a mistake"), _ -> {});
            case 1 -> child(alert, MessageType.UPDATE);
            case 2 -> child(alert, MessageType.CANCEL);
            case 3 -> world.control.ask(new Act.Resent(by(OFFICER), alert), _ -> {});
            case 4 -> halt(alert);
            case 5 -> halt(0);
            case 6 -> world.control.ask(new Act.StepStopped(by(OFFICER), alert, world.chance.below(3)), _ -> {});
            case 7 -> suspend();
            default -> {
                int slot = world.chance.below(Weather.LEAST_PEOPLE);
                for (int shard = 0; shard < world.weather.shards; shard++) {
                    int ordinal = Shards.ordinal(shard, slot);
                    world.control.ask(new Act.TierRevoked(by(REGISTRAR), ordinal, "left"), _ -> {});
                }
            }
        }
    }

    /// Suspends some, and most of them not for good.
    private void suspend() {
        int slot = world.chance.below(Weather.LEAST_PEOPLE);
        for (int shard = 0; shard < world.weather.shards; shard++) {
            int ordinal = Shards.ordinal(shard, slot);
            world.control.ask(
                    new Act.Suspended(by(REGISTRAR), ordinal, "not who they said"),
                    verdict -> accepted(verdict, _ -> {
                        if (world.chance.in(0.7)) {
                            world.time.after(
                                    world.chance.between(500, 120_000),
                                    () -> world.control.ask(
                                            new Act.Reinstated(by(REGISTRAR), ordinal, "they are"), _ -> {}));
                        }
                    }));
        }
    }

    /// A change goes out by every channel of what it changes.
    private void child(int alert, MessageType type) {
        Effect.Dispatch before = world.control.alert(alert).dispatch;
        Set<ChannelKind> channels = EnumSet.noneOf(ChannelKind.class);
        channels(before, channels);
        before.line().forEach(ancestor -> channels(world.control.alert(ancestor).dispatch, channels));
        Alert content = content(type, alert, channels);
        world.control.ask(
                new Act.Updated(by(OFFICER), alert, content, List.of(OFFICER)), verdict -> submit(verdict, content));
    }

    private static void channels(Effect.Dispatch dispatch, Set<ChannelKind> into) {
        dispatch.plan().steps().forEach(step -> into.add(step.channel()));
    }

    private void halt(int alert) {
        world.control.ask(
                new Act.Halted(by(OFFICER), alert, "wait"),
                _ -> world.time.after(
                        world.chance.between(500, 120_000),
                        () -> world.control.ask(new Act.Resumed(by(APPROVER), alert), _ -> {})));
    }

    // ---- what is said

    private Alert content(MessageType type, int parent, Set<ChannelKind> channels) {
        Tier tier = world.chance.in(0.3) ? Tier.BUSINESS : Tier.PUBLIC;
        long span = world.chance.in(0.3) ? 7_200_000 : world.chance.between(90_000, 900_000);
        Area area = new Area(
                "London",
                world.chance.in(0.8) ? Optional.of(new Area.Circle(LATITUDE, LONGITUDE, 5)) : Optional.empty(),
                List.of());
        return new Alert(
                Mode.ACTUAL,
                type,
                Handling.PUBLIC,
                new Alert.Classification(
                        List.of(Category.SECURITY),
                        List.of(ResponseType.MONITOR),
                        Urgency.IMMEDIATE,
                        world.chance.oneOf(Severity.values()),
                        Certainty.LIKELY),
                "Suspicious item",
                area,
                Instant.ofEpochMilli(world.officeMs() + span),
                Optional.empty(),
                "",
                List.of(new Variant(tier, Language.EN, "A headline", "A text", "A description", "")),
                AudienceText.parse(world.chance.of(AUDIENCES), World.TAXONOMY),
                plan(channels, type),
                parent);
    }

    /// A step for each of some channels at least; those that come later may wait for what has happened.
    private Plan plan(Set<ChannelKind> needed, MessageType type) {
        List<ChannelKind> must = new ArrayList<>(needed);
        List<ChannelKind> may = new ArrayList<>(List.of(ChannelKind.values()));
        may.removeAll(needed);
        List<Step> steps = new ArrayList<>();
        Duration delay = Duration.ZERO;
        int count = Math.max(must.size(), 1 + world.chance.below(3));
        for (int i = 0; i < count; i++) {
            List<ChannelKind> from = must.isEmpty() ? may : must;
            ChannelKind channel = from.remove(world.chance.below(from.size()));
            steps.add(step(channel, delay, type));
            delay = delay.plusMillis(world.chance.in(0.5) ? 0 : world.chance.between(1_000, 30_000));
        }
        if (type != MessageType.CANCEL && world.chance.in(0.3)) {
            steps.add(new Step(
                    steps.getFirst().channel(),
                    delay.plusMillis(world.chance.between(5_000, 60_000)),
                    Audience.everyone(),
                    Condition.UNACKNOWLEDGED,
                    0));
        }
        return new Plan(steps);
    }

    private Step step(ChannelKind channel, Duration delay, MessageType type) {
        if (type == MessageType.CANCEL) {
            return new Step(channel, delay);
        }
        boolean later = !delay.isZero();
        Audience among = world.chance.in(0.3) ? DUTY_MANAGERS : Audience.everyone();
        Condition condition = later && world.chance.in(0.6) ? Condition.UNACKNOWLEDGED : Condition.ALWAYS;
        int enough = later && type == MessageType.ALERT && world.chance.in(0.2) ? 60 : 0;
        return new Step(channel, delay, among, condition, enough);
    }
}
