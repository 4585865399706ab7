package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.UnknownCause;

class NoticeTest {
    private static final Duration LIFE = Duration.ofMinutes(15);
    private static final short ACCEPTED = OutcomeCode.of(new SendOutcome.Accepted("id"));
    private static final short REFUSED = OutcomeCode.of(new SendOutcome.Refused(FailureReason.BLOCKED, "1"));
    private static final short UNKNOWN = OutcomeCode.unknown(UnknownCause.TIMEOUT);
    private static final short NOT_SENT = OutcomeCode.notSent(NotSentCause.CONNECT);

    private final ShardHarness h = new ShardHarness();

    @BeforeEach
    void claim() {
        h.append(new ShardRecord.SlotsTaken(new UUID(1, 1), SlotKind.SUBSCRIBER, 3));
        h.claim();
    }

    @AfterEach
    void replaysAndSnapshotsAgree() {
        h.check();
    }

    private Applied.Opened tried(ChannelKind channel) {
        List<Applied.Opened> opened = h.noticePermit(channel, 10);
        assertThat(opened).hasSize(1);
        return opened.getFirst();
    }

    private int wanted(ChannelKind channel) {
        return h.shard.demand(LaneShare.NOTICES, channel).count();
    }

    @Test
    void aSlotWithoutAnythingElseGetsIt() {
        long notice = h.ask(ChannelKind.EMAIL, 2, 14, LIFE);

        assertThat(wanted(ChannelKind.EMAIL)).isEqualTo(1);
        assertThat(wanted(ChannelKind.SMS)).isZero();
        assertThat(h.shard.demand(LaneShare.ALERTS, ChannelKind.EMAIL)).isEqualTo(Demand.NONE);
        Applied.Opened opened = tried(ChannelKind.EMAIL);
        assertThat(opened.slots()).containsExactly(2);
        assertThat(h.shard.notice(notice))
                .isEqualTo(new ShardRecord.NoticeAsked(
                        NoticeKind.SIGN_IN, ChannelKind.EMAIL, 2, 14, h.nowMs + LIFE.toMillis()));
        assertThat(wanted(ChannelKind.EMAIL)).isZero();
        assertThat(h.noticePermit(ChannelKind.EMAIL, 10)).isEmpty();

        h.outcome(opened, ACCEPTED);
        assertThat(h.shard.notices()).isEmpty();
    }

    @Test
    void permitsOfAlertsDoNotCarryNoticesNorTheOtherWayRound() {
        h.people(1, EndpointMask.with(0, 0, ChannelKind.SMS));
        h.dispatch(1, ShardHarness.now(ChannelKind.SMS));
        h.ask(ChannelKind.SMS, 0, 0, LIFE);

        assertThat(h.permit(ChannelKind.SMS, 10).getFirst().slots()).containsExactly(3);
        assertThat(h.noticePermit(ChannelKind.SMS, 10).getFirst().slots()).containsExactly(0);
    }

    @Test
    void aPermitCarriesNoMoreThanItAllowsTheOldestFirst() {
        h.ask(ChannelKind.SMS, 1, 0, LIFE);
        h.ask(ChannelKind.SMS, 0, 0, LIFE);
        h.ask(ChannelKind.SMS, 2, 0, LIFE);

        List<Applied.Opened> opened = h.noticePermit(ChannelKind.SMS, 2);
        assertThat(opened.stream().map(open -> open.slots()[0])).containsExactly(1, 0);
    }

    @Test
    void whatWasRefusedOrWithheldIsOver() {
        h.ask(ChannelKind.SMS, 0, 0, LIFE);
        h.outcome(tried(ChannelKind.SMS), REFUSED);
        assertThat(h.shard.notices()).isEmpty();

        h.ask(ChannelKind.SMS, 0, 0, LIFE);
        h.outcome(tried(ChannelKind.SMS), OutcomeCode.suppressed(SuppressionReason.NO_ENDPOINT));
        assertThat(h.shard.notices()).isEmpty();
    }

    @Test
    void whatWasCertainlyNotSentIsTriedAgainLaterEachTime() {
        long notice = h.ask(ChannelKind.SMS, 0, 0, LIFE);
        long pause = 0;
        for (int i = 0; i < 4; i++) {
            h.outcome(tried(ChannelKind.SMS), NOT_SENT);
            assertThat(wanted(ChannelKind.SMS)).isZero();
            long due = h.shard.nextDueMs(ShardHarness.grace());
            assertThat(due - h.nowMs).isGreaterThan(pause);
            pause = due - h.nowMs;
            h.nowMs = due;
            h.decide();
            assertThat(wanted(ChannelKind.SMS)).isEqualTo(1);
        }
        assertThat(h.shard.notices()).containsExactly(notice);
    }

    @Test
    void anEndedPermitCountsAsNoTry() {
        h.ask(ChannelKind.SMS, 0, 0, LIFE);
        for (int i = 0; i < 20; i++) {
            h.outcome(tried(ChannelKind.SMS), OutcomeCode.notSent(NotSentCause.PERMIT));
            long due = h.shard.nextDueMs(ShardHarness.grace());
            assertThat(due - h.nowMs).isLessThan(1_000);
            h.nowMs = due;
        }
        h.outcome(tried(ChannelKind.SMS), ACCEPTED);
    }

    @Test
    void aTextOfWhichNobodyKnowsIsNeverRepeated() {
        h.ask(ChannelKind.SMS, 0, 0, LIFE);
        h.outcome(tried(ChannelKind.SMS), UNKNOWN);

        assertThat(h.shard.notices()).isEmpty();
        assertThat(h.shard.unknownTries()).isEmpty();
    }

    @Test
    void aMailOfWhichNobodyKnowsIsRepeatedTwice() {
        h.ask(ChannelKind.EMAIL, 0, 0, LIFE);
        for (int i = 0; i < 3; i++) {
            h.outcome(tried(ChannelKind.EMAIL), UNKNOWN);
            h.nowMs += 10_000;
        }
        assertThat(h.shard.notices()).isEmpty();
    }

    @Test
    void nothingIsTriedAfterItsExpiry() {
        h.ask(ChannelKind.EMAIL, 0, 0, LIFE);
        long due = h.shard.nextDueMs(ShardHarness.grace());
        assertThat(due).isEqualTo(h.nowMs + LIFE.toMillis());
        h.nowMs = due;

        assertThat(h.noticePermit(ChannelKind.EMAIL, 10)).isEmpty();
        assertThat(h.last(1).getFirst())
                .isInstanceOfSatisfying(
                        ShardRecord.NoticeEnded.class,
                        ended -> assertThat(ended.end()).isEqualTo(ShardRecord.NoticeEnd.EXPIRED));
        assertThat(h.shard.notices()).isEmpty();
    }

    @Test
    void anOpenTryOutlivesTheExpiryAndIsNotRepeatedAfterIt() {
        h.ask(ChannelKind.EMAIL, 0, 0, Duration.ofSeconds(5));
        Applied.Opened opened = tried(ChannelKind.EMAIL);
        h.nowMs += 6_000;
        h.decide();
        assertThat(h.shard.notices()).hasSize(1);

        h.outcome(opened, NOT_SENT);
        h.decide();
        assertThat(h.shard.notices()).isEmpty();
    }

    @Test
    void erasureEndsItAndANewOneIsNotTaken() {
        h.ask(ChannelKind.EMAIL, 0, 0, LIFE);
        h.ask(ChannelKind.SMS, 0, 1, LIFE);
        Applied.Opened opened = tried(ChannelKind.SMS);
        long other = h.ask(ChannelKind.EMAIL, 1, 0, LIFE);
        h.append(new ShardRecord.Erased(0));

        assertThat(h.shard.notices()).containsExactly(other);
        h.outcome(opened, NOT_SENT);
        assertThat(h.shard.notices()).containsExactly(other);
        assertThat(asking(0, 0)).isEqualTo(new Applied.Ignored(Applied.Why.UNKNOWN_SLOT));
        assertThat(asking(7, 0)).isEqualTo(new Applied.Ignored(Applied.Why.UNKNOWN_SLOT));
    }

    private Applied asking(int slot, int endpoint) {
        return h.append(new ShardRecord.NoticeAsked(
                NoticeKind.CONFIRM, ChannelKind.EMAIL, slot, endpoint, h.nowMs + LIFE.toMillis()));
    }

    private Applied telling(int slot, int endpoint) {
        return h.append(new ShardRecord.NoticeAsked(
                NoticeKind.TIER_CHANGED, ChannelKind.EMAIL, slot, endpoint, h.nowMs + LIFE.toMillis()));
    }

    @Test
    void aSuppressedEndpointGetsOnlyWhatAPersonAskedForUntilItIsReleased() {
        telling(0, 3);
        long askedFor = h.ask(ChannelKind.EMAIL, 0, 3, LIFE);
        long other = h.ask(ChannelKind.EMAIL, 0, 4, LIFE);
        h.append(new ShardRecord.EndpointSuppressed(0, 3, SuppressionCause.UNSUBSCRIBED));

        assertThat(h.shard.notices()).containsExactly(askedFor, other);
        assertThat(asking(0, 3)).isEqualTo(Applied.DONE);
        assertThat(telling(0, 3)).isEqualTo(new Applied.Ignored(Applied.Why.ENDPOINT_SUPPRESSED));
        h.append(new ShardRecord.EndpointReleased(0, 3));
        assertThat(telling(0, 3)).isEqualTo(Applied.DONE);
    }

    @Test
    void aKillSwitchForEverythingStopsThem() {
        h.ask(ChannelKind.EMAIL, 0, 0, LIFE);
        h.decide(new Wire.Acts(1, List.of(new Effect.Halt(0))));

        assertThat(wanted(ChannelKind.EMAIL)).isZero();
        assertThat(h.noticePermit(ChannelKind.EMAIL, 1)).isEmpty();
        h.decide(new Wire.Acts(2, List.of(new Effect.Resume(0))));
        assertThat(wanted(ChannelKind.EMAIL)).isEqualTo(1);
    }

    @Test
    void aTryOfAnEarlierOwnerIsUnknownAfterTheGrace() {
        h.ask(ChannelKind.SMS, 0, 0, LIFE);
        h.ask(ChannelKind.EMAIL, 1, 0, LIFE);
        Applied.Opened text = tried(ChannelKind.SMS);
        tried(ChannelKind.EMAIL);
        h.claim();
        assertThat(h.shard.nextDueMs(ShardHarness.grace())).isEqualTo(h.nowMs + 11_000);
        h.nowMs += 10_000;
        h.decide();
        assertThat(h.shard.notices()).hasSize(2);
        h.nowMs += 1_000;
        h.decide();

        assertThat(h.shard.notices()).as("the mail alone").hasSize(1);
        h.outcome(text, NOT_SENT);
        assertThat(h.shard.notices()).hasSize(1);
        h.nowMs += 10_000;
        h.outcome(tried(ChannelKind.EMAIL), ACCEPTED);
        assertThat(h.shard.notices()).isEmpty();
    }

    @Test
    void anOutcomeOfAnEarlierTryDoesNotEndALaterOne() {
        long notice = h.ask(ChannelKind.EMAIL, 0, 0, LIFE);
        Applied.Opened first = tried(ChannelKind.EMAIL);
        h.claim();
        h.nowMs += 11_000;
        h.decide();
        h.nowMs += 10_000;
        Applied.Opened second = tried(ChannelKind.EMAIL);
        ShardRecord.Stamp stamp = new ShardRecord.Stamp(h.shard.epoch(), h.nowMs);

        assertThat(h.append(
                        new ShardRecord.NoticeEnded(stamp, notice, first.tryNumber(), ShardRecord.NoticeEnd.NOT_SENT)))
                .isEqualTo(new Applied.Ignored(Applied.Why.UNKNOWN_TRY));
        h.outcome(second, ACCEPTED);
        assertThat(h.shard.notices()).isEmpty();
    }

    @Test
    void asManyAsAShardKeepsAndNoMore() {
        for (int i = 0; i < NoticeBook.MOST; i++) {
            assertThat(asking(i % 3, 0)).isEqualTo(Applied.DONE);
        }
        assertThat(h.shard.takesNotices()).isFalse();
        assertThat(asking(0, 0)).isEqualTo(new Applied.Ignored(Applied.Why.TOO_MANY_NOTICES));

        h.nowMs += LIFE.toMillis();
        int decisions = 0;
        while (!h.shard.notices().isEmpty()) {
            h.decide();
            decisions++;
        }
        assertThat(decisions).isEqualTo(10);
        assertThat(h.shard.takesNotices()).isTrue();
    }
}
