package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Response;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Step;
import uk.tocsin.model.SuppressionCause;

/// Plans that wait for what has happened, and what people answer.
class EscalationTest {
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted("x"));
    private static final long BOTH = EndpointMask.with(EndpointMask.with(0, 0, ChannelKind.PUSH), 1, ChannelKind.SMS);
    private static final int DUTY_MANAGER = Directory.DUTY_MANAGER;
    private static final int DEPUTY = ShardHarness.TAXONOMY.code(Dimension.ROLE, "deputy");

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void own() {
        h.claim();
    }

    @AfterEach
    void nothingIsLostAndReplayAgrees() {
        h.check();
    }

    /// Somebody with push and text who has a role and answers for premises.
    private int person(int role, int... premises) {
        Applied.Slots taken =
                (Applied.Slots) h.append(new ShardRecord.SlotsTaken(UUID.randomUUID(), SlotKind.SUBSCRIBER, 1));
        h.append(new ShardRecord.SubscribersSet(
                List.of(new ShardRecord.SubscriberEntry(taken.first(), new int[] {role}, BOTH, premises, 0))));
        return taken.first();
    }

    private static Step later(ChannelKind channel, int minutes, String among, Condition condition) {
        Audience audience = AudienceText.parse(among, ShardHarness.TAXONOMY);
        return new Step(channel, Duration.ofMinutes(minutes), audience, condition, 0);
    }

    private static Step textsToTheRest() {
        return later(ChannelKind.SMS, 2, "everyone", Condition.UNACKNOWLEDGED);
    }

    private void pushToAll(int alert, Step... more) {
        Step[] steps = new Step[more.length + 1];
        steps[0] = ShardHarness.now(ChannelKind.PUSH);
        System.arraycopy(more, 0, steps, 1, more.length);
        h.dispatch(alert, steps);
        send(ChannelKind.PUSH, 100);
    }

    private int[] send(ChannelKind channel, int count) {
        List<Applied.Opened> opened = h.permit(channel, count);
        opened.forEach(each -> h.outcome(each, ACCEPTED));
        return opened.stream()
                .flatMapToInt(each -> IntStream.of(each.slots()))
                .sorted()
                .toArray();
    }

    private void pass(Duration time) {
        h.nowMs += time.toMillis();
        h.decide();
    }

    @Test
    void aTextGoesOnlyToPremisesOfWhichNobodyHasAcknowledged() {
        int first = person(DUTY_MANAGER, 0);
        int colleague = person(DEPUTY, 0);
        int other = person(DUTY_MANAGER, 1);
        pushToAll(1, textsToTheRest());
        h.acknowledge(1, colleague);
        pass(Duration.ofMinutes(2));

        assertThat(send(ChannelKind.SMS, 100)).containsExactly(other).doesNotContain(first, colleague);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.ACCEPTED)).isEqualTo(1);
    }

    @Test
    void anAcknowledgementTakesWhoStillWaitsOffTheList() {
        person(DUTY_MANAGER, 0);
        int colleague = person(DEPUTY, 0);
        int other = person(DUTY_MANAGER, 1);
        pushToAll(1, textsToTheRest());
        pass(Duration.ofMinutes(2));
        h.acknowledge(1, colleague);

        assertThat(send(ChannelKind.SMS, 2)).containsExactly(other);
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isEqualTo(2);
    }

    @Test
    void anAcknowledgementThatComesBeforeTheTryIsAppliedWins() {
        int first = person(DUTY_MANAGER, 0);
        pushToAll(1, textsToTheRest());
        pass(Duration.ofMinutes(2));
        ShardRecord.Stamp stamp = new ShardRecord.Stamp(h.shard.epoch(), h.nowMs);
        h.acknowledge(1, first);
        Applied applied = h.append(new ShardRecord.Attempted(stamp, 1, 1, 1, h.nowMs, new int[] {first}));

        assertThat(((Applied.Opened) applied).slots()).isEmpty();
        assertThat(send(ChannelKind.SMS, 5)).isEmpty();
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).isEqualTo(1);
    }

    @Test
    void whoAnswersForTwoPremisesIsTextedUntilBothAreAnswered() {
        int both = person(DUTY_MANAGER, 0, 1);
        int one = person(DEPUTY, 0);
        int two = person(DEPUTY, 1);
        pushToAll(1, textsToTheRest());
        h.acknowledge(1, one);
        pass(Duration.ofMinutes(2));
        assertThat(send(ChannelKind.SMS, 1)).containsExactly(both);

        pushToAll(2, textsToTheRest());
        h.acknowledge(2, one);
        h.acknowledge(2, two);
        pass(Duration.ofMinutes(2));
        assertThat(h.count(2, ChannelKind.SMS, DeliveryState.WAITING)).isZero();
    }

    @Test
    void oneAcknowledgementAnswersForAllOfAPersonsPremises() {
        int both = person(DUTY_MANAGER, 0, 1);
        person(DEPUTY, 0);
        person(DEPUTY, 1);
        pushToAll(1, textsToTheRest());
        h.acknowledge(1, both);
        pass(Duration.ofMinutes(2));

        assertThat(send(ChannelKind.SMS, 100)).isEmpty();
        assertThat(h.shard.settledAlerts()).containsExactly(1);
    }

    @Test
    void whoAnswersForNoPremisesAnswersForThemselves() {
        int silent = person(DUTY_MANAGER);
        int ready = person(DUTY_MANAGER);
        pushToAll(1, textsToTheRest());
        h.acknowledge(1, ready);
        pass(Duration.ofMinutes(2));

        assertThat(send(ChannelKind.SMS, 100)).containsExactly(silent);
    }

    @Test
    void theDeputyIsTurnedToWhenTheDutyManagerDoesNotAnswer() {
        int manager = person(DUTY_MANAGER, 0);
        int deputy = person(DEPUTY, 0);
        int answering = person(DUTY_MANAGER, 1);
        int spared = person(DEPUTY, 1);
        h.dispatch(
                1,
                later(ChannelKind.PUSH, 0, "role:duty-manager", Condition.ALWAYS),
                later(ChannelKind.SMS, 2, "role:duty-manager", Condition.UNACKNOWLEDGED),
                later(ChannelKind.PUSH, 10, "role:deputy", Condition.UNACKNOWLEDGED));
        assertThat(send(ChannelKind.PUSH, 100)).containsExactly(manager, answering);
        h.acknowledge(1, answering);
        pass(Duration.ofMinutes(2));
        assertThat(send(ChannelKind.SMS, 100)).containsExactly(manager);
        pass(Duration.ofMinutes(8));

        assertThat(send(ChannelKind.PUSH, 100)).containsExactly(deputy).doesNotContain(spared);
    }

    @Test
    void anUpdateIsOwedToWhoReceivedTheOriginalWhateverTheyAcknowledge() {
        int texted = person(DUTY_MANAGER, 0);
        pushToAll(1, textsToTheRest());
        pass(Duration.ofMinutes(2));
        assertThat(send(ChannelKind.SMS, 100)).containsExactly(texted);
        int late = person(DUTY_MANAGER, 1);
        h.change(2, Relation.UPDATE, List.of(1), ShardHarness.now(ChannelKind.PUSH), textsToTheRest());
        send(ChannelKind.PUSH, 100);
        h.acknowledge(2, texted);
        h.acknowledge(2, late);
        pass(Duration.ofMinutes(2));

        assertThat(send(ChannelKind.SMS, 100)).containsExactly(texted);
    }

    @Test
    void anAnswerToAnAlertCountsForItsResend() {
        person(DUTY_MANAGER, 0);
        int colleague = person(DEPUTY, 0);
        h.dispatch(1, ShardHarness.now(ChannelKind.PUSH), textsToTheRest());
        int[] first = send(ChannelKind.PUSH, 1);
        h.receive(1, Evidence.ACKNOWLEDGED, 0, 0, first[0]);
        h.decide(new Wire.Acts(2, List.of(new Effect.Withdraw(1))));
        h.decide();
        h.change(3, Relation.RESEND, List.of(1), ShardHarness.now(ChannelKind.PUSH), textsToTheRest());
        assertThat(send(ChannelKind.PUSH, 5)).containsExactly(colleague);
        pass(Duration.ofMinutes(2));

        assertThat(send(ChannelKind.SMS, 5)).isEmpty();
    }

    @Test
    void nobodyStandsForPremisesWhoCannotBeReached() {
        int dead = person(DUTY_MANAGER, 0);
        int usable = person(DEPUTY, 0);
        h.append(new ShardRecord.EndpointSuppressed(dead, 0, SuppressionCause.DEAD));
        int other = person(DEPUTY, 0);
        h.dispatch(1, ShardHarness.now(ChannelKind.PUSH));

        assertThat(send(ChannelKind.PUSH, 1)).containsExactly(usable);
        assertThat(send(ChannelKind.PUSH, 1)).containsExactly(other);
    }

    @Test
    void theLastResponseToAQuestionCounts() {
        int one = person(DUTY_MANAGER, 0);
        int two = person(DUTY_MANAGER, 1);
        pushToAll(1);
        Response safe = new Response(0, 0);
        Response hurt = new Response(0, 1);
        Response open = new Response(1, 0);
        h.append(new ShardRecord.Responded(1, 0, one, safe));
        h.append(new ShardRecord.Responded(1, 0, two, safe));
        h.append(new ShardRecord.Responded(1, 0, two, open));
        h.append(new ShardRecord.Responded(1, 0, two, hurt));
        h.append(new ShardRecord.Responded(1, 0, one, Response.ACTION_TAKEN));

        assertThat(h.shard.standings().responses(1, one)).containsExactly(Response.ACTION_TAKEN, safe);
        assertThat(h.shard.standings().responses(1, two)).containsExactly(hurt, open);
        var view = java.util.Objects.requireNonNull(h.shard.view(1)).responses();
        assertThat(view.get(safe.code())).hasToString("{" + one + "}");
        assertThat(view.get(hurt.code())).hasToString("{" + two + "}");
    }

    @Test
    void aResponseToWhatWasNeverSentIsIgnored() {
        int one = person(DUTY_MANAGER, 0);
        pushToAll(1);

        assertThat(h.append(new ShardRecord.Responded(1, 0, one + 1, Response.ACTION_TAKEN)))
                .isEqualTo(new Applied.Ignored(Applied.Why.UNKNOWN_DELIVERY));
        assertThat(h.append(new ShardRecord.Responded(2, 0, one, Response.ACTION_TAKEN)))
                .isEqualTo(new Applied.Ignored(Applied.Why.UNKNOWN_DELIVERY));
    }

    @Test
    void whatWasCompletedStaysWhenTheRegisterSaysSomethingNew() {
        int one = person(DUTY_MANAGER, 0);
        int done = ShardHarness.TAXONOMY.code(Dimension.DONE, "act-awareness");
        Audience rest = AudienceText.parse("not done:act-awareness", ShardHarness.TAXONOMY);
        assertThat(ShardHarness.select(rest, h.shard.segments()).toArray()).containsExactly(one);
        h.append(new ShardRecord.Completed(one, done));
        h.append(new ShardRecord.SubscribersSet(
                List.of(new ShardRecord.SubscriberEntry(one, new int[] {DEPUTY}, BOTH, new int[0], 0))));

        assertThat(ShardHarness.select(rest, h.shard.segments()).isEmpty()).isTrue();
        h.append(new ShardRecord.Erased(one));
        assertThat(h.append(new ShardRecord.Completed(one, done)))
                .isEqualTo(new Applied.Ignored(Applied.Why.UNKNOWN_SLOT));
        assertThat(h.shard.segments().segment(done).isEmpty()).isTrue();
    }

    @Test
    void anExerciseGoesOnlyToThoseWhoTakePart() {
        person(DUTY_MANAGER, 0);
        int takesPart = person(SegmentView.TAKES_PART, 1);
        Effect.Dispatch real = ShardHarness.dispatchOf(1, h.nowMs, ShardHarness.now(ChannelKind.PUSH));
        Effect.Dispatch exercise = new Effect.Dispatch(
                real.alert(),
                real.relation(),
                real.line(),
                real.approvedAs(),
                real.digest(),
                real.time(),
                real.expires(),
                real.severity(),
                Mode.EXERCISE,
                real.handling(),
                real.lowestTier(),
                real.plan(),
                real.audience(),
                real.incidentCell());
        h.decide(new Wire.Acts(1, List.of(exercise)));
        h.decide();

        assertThat(send(ChannelKind.PUSH, 10)).containsExactly(takesPart);
    }
}
