package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Relation;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;

/// What people want to get, and which tier was decided for them.
class WishesTest {
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted("x"));
    private static final long SMS = EndpointMask.with(0, 0, ChannelKind.SMS);
    private static final Preferences QUIET = new Preferences(Severity.UNKNOWN, QuietHours.FROM_22_TO_7, false);
    /// In the evening, before the quiet hours.
    private static final long EVENING = Instant.parse("2026-11-25T21:59:00Z").toEpochMilli();

    private static final long MORNING = Instant.parse("2026-11-26T07:00:00Z").toEpochMilli();

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void own() {
        h.nowMs = EVENING;
        h.claim();
        h.people(3, SMS);
    }

    @AfterEach
    void nothingIsLostAndReplayAgrees() {
        h.check();
    }

    private void wish(int slot, Preferences wish) {
        int[] retail = {Dimension.SECTOR.segment(1)};
        h.append(new ShardRecord.SubscribersSet(
                List.of(new ShardRecord.SubscriberEntry(slot, retail, SMS, new int[0], wish.code()))));
    }

    private void dispatch(Severity severity, Duration life) {
        dispatch(1, Relation.ORIGINAL, List.of(), severity, life);
    }

    private void dispatch(int number, Relation relation, List<Integer> line, Severity severity, Duration life) {
        Instant now = Instant.ofEpochMilli(h.nowMs);
        Effect.Dispatch dispatch = new Effect.Dispatch(
                number,
                relation,
                line,
                number,
                Digest.ofBytes(new byte[Digest.BYTES]),
                now,
                now.plus(life),
                severity,
                Mode.ACTUAL,
                Handling.PUBLIC,
                Tier.PUBLIC,
                new Plan(List.of(ShardHarness.now(ChannelKind.SMS))),
                AudienceText.parse("everyone", ShardHarness.TAXONOMY),
                Cell.NONE);
        h.decide(new Wire.Acts(number, List.of(dispatch)));
        h.decide();
    }

    private int[] sent(int count) {
        List<Applied.Opened> opened = h.permit(ChannelKind.SMS, count);
        opened.forEach(open -> h.outcome(open, ACCEPTED));
        return opened.stream()
                .flatMapToInt(open -> java.util.Arrays.stream(open.slots()))
                .toArray();
    }

    @Test
    void quietHoursHoldASevereAlertUntilTheyEnd() {
        wish(1, QUIET);
        h.nowMs += Duration.ofMinutes(2).toMillis();
        dispatch(Severity.SEVERE, Duration.ofHours(20));

        assertThat(sent(3)).containsExactly(0, 2);
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.HELD)).containsExactly(1);
        assertThat(h.shard.nextDueMs(ShardHarness.grace())).isEqualTo(MORNING);
        h.nowMs = MORNING - 1;
        assertThat(sent(3)).isEmpty();
        h.nowMs = MORNING;
        h.decide();
        assertThat(h.count(1, ChannelKind.SMS, DeliveryState.HELD)).isZero();
        assertThat(sent(3)).containsExactly(1);
    }

    @Test
    void whatIsStillWaitingWhenQuietHoursBeginIsHeldToo() {
        wish(0, QUIET);
        wish(1, QUIET);
        dispatch(Severity.MODERATE, Duration.ofHours(20));
        assertThat(sent(1)).containsExactly(0);
        h.nowMs += Duration.ofMinutes(2).toMillis();
        assertThat(sent(3)).containsExactly(2);
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.HELD)).containsExactly(1);
    }

    @Test
    void anExtremeAlertComesThrough() {
        wish(1, QUIET);
        h.nowMs += Duration.ofMinutes(2).toMillis();
        dispatch(Severity.EXTREME, Duration.ofHours(20));
        assertThat(sent(3)).containsExactly(0, 1, 2);
    }

    @Test
    void whatIsHeldExpiresWithTheAlert() {
        wish(1, QUIET);
        h.nowMs += Duration.ofMinutes(2).toMillis();
        dispatch(Severity.SEVERE, Duration.ofHours(1));
        sent(3);
        h.nowMs += Duration.ofHours(1).toMillis();
        h.decide();
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.EXPIRED)).containsExactly(1);
    }

    @Test
    void whoWantsNothingSoMildOrHasPausedIsPlannedAndNotSent() {
        wish(0, new Preferences(Severity.EXTREME, QuietHours.NONE, false));
        wish(1, new Preferences(Severity.UNKNOWN, QuietHours.NONE, true));
        wish(2, new Preferences(Severity.SEVERE, QuietHours.NONE, false));
        dispatch(Severity.SEVERE, Duration.ofHours(1));
        assertThat(sent(3)).containsExactly(2);
        assertThat(h.slots(1, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(0, 1);
    }

    @Test
    void whoGotAnAlertGetsItsCancellationHoweverMild() {
        dispatch(Severity.SEVERE, Duration.ofHours(1));
        assertThat(sent(3)).hasSize(3);
        wish(0, new Preferences(Severity.EXTREME, QuietHours.NONE, false));
        dispatch(2, Relation.CANCEL, List.of(1), Severity.MINOR, Duration.ofHours(1));
        assertThat(sent(3)).containsExactly(0, 1, 2);
    }

    @Test
    void aDecidedTierCountsUntilItEndsAndSurvivesAChange() {
        h.decide(new Wire.Acts(
                1, List.of(new Effect.TierGrant(0, Tier.CT, Optional.of(Instant.ofEpochMilli(EVENING + 60_000))))));
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.CT);
        wish(0, QUIET);
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.CT);
        assertThat(h.shard.nextDueMs(ShardHarness.grace())).isEqualTo(EVENING + 60_000);
        h.nowMs = EVENING + 60_000;
        h.decide();
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.PUBLIC);
    }

    @Test
    void theHigherOfTheOwnAndTheDecidedTierCounts() {
        int[] own = {Dimension.SECTOR.segment(1), Dimension.TIER.segment(Tier.SECURITY.code() + 1)};
        h.decide(new Wire.Acts(1, List.of(new Effect.TierGrant(0, Tier.BUSINESS, Optional.empty()))));
        h.append(new ShardRecord.SubscribersSet(List.of(new ShardRecord.SubscriberEntry(0, own, SMS, new int[0], 0))));
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.SECURITY);
    }

    @Test
    void whenADecidedTierEndsTheOwnOneCounts() {
        int[] business = {Dimension.SECTOR.segment(1), Dimension.TIER.segment(Tier.BUSINESS.code() + 1)};
        h.append(new ShardRecord.SubscribersSet(
                List.of(new ShardRecord.SubscriberEntry(0, business, SMS, new int[0], 0))));
        Instant end = Instant.ofEpochMilli(EVENING + 60_000);
        h.decide(new Wire.Acts(1, List.of(new Effect.TierGrant(0, Tier.SECURITY, Optional.of(end)))));
        h.decide(new Wire.Acts(2, List.of(new Effect.TierGrant(0, Tier.CT, Optional.of(end)))));
        forTier(3, Tier.BUSINESS);
        forTier(4, Tier.CT);

        h.nowMs = EVENING + 60_000;
        h.decide();

        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.BUSINESS);
        assertThat(h.slots(3, ChannelKind.SMS, DeliveryState.SUPPRESSED)).doesNotContain(0);
        assertThat(h.slots(4, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(0);
    }

    @Test
    void aLaterDecisionReplacesAHigherOne() {
        h.decide(new Wire.Acts(1, List.of(new Effect.TierGrant(0, Tier.CT, Optional.empty()))));
        forTier(3, Tier.CT);
        h.decide(new Wire.Acts(4, List.of(new Effect.TierGrant(0, Tier.SECURITY, Optional.empty()))));
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.SECURITY);
        assertThat(h.slots(3, ChannelKind.SMS, DeliveryState.SUPPRESSED)).containsExactly(0);
    }

    private void forTier(int number, Tier lowest) {
        h.decide(new Wire.Acts(
                number,
                List.of(ShardHarness.dispatchOf(
                        number, h.nowMs, Relation.ORIGINAL, List.of(), lowest, ShardHarness.now(ChannelKind.SMS)))));
        h.decide();
    }

    @Test
    void aRevocationEndsTheDecisionToo() {
        h.decide(new Wire.Acts(1, List.of(new Effect.TierGrant(0, Tier.CT, Optional.empty()))));
        h.decide(new Wire.Acts(2, List.of(new Effect.TierRevoke(0))));
        wish(0, QUIET);
        assertThat(h.shard.segments().tierOf(0)).isEqualTo(Tier.PUBLIC);
    }

    @Test
    void whatIsAboutOneSubscriberConcernsTheirShardAlone() {
        Wire.Acts acts = new Wire.Acts(1, List.of(new Effect.TierRevoke(65), new Effect.Halt(0)));
        assertThat(acts.in(1).effects()).hasSize(2);
        assertThat(acts.in(0).effects()).containsExactly(new Effect.Halt(0));
    }
}
