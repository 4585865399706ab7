package uk.tocsin.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// The simulation sees what it is there to see: a shell with one bug of each kind is caught within a bounded
/// number of runs, by the invariant that the bug breaks.
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class PlantedBugTest {
    private static final int MOST_SEEDS = 1_500;

    static Stream<Arguments> bugs() {
        return Stream.of(
                bug("acts before read back", Bugs.ActsAhead::new, Invariant.READ_BACK),
                bug("does not yield", Bugs.DoesNotYield::new, Invariant.READ_BACK),
                bug("acknowledges before durable", Bugs.AcknowledgesEarly::new, Invariant.EVIDENCE_KEPT),
                bug("loses receipts", Bugs.LosesReceipts::new, Invariant.EVIDENCE_KEPT),
                bug("overlooks answers", Bugs.OverlooksAnswers::new, Invariant.ANSWERED),
                bug("oversleeps", Bugs.Oversleeps::new, Invariant.STEPS_IN_TIME),
                bug("uses ended permits", Bugs.UsesEndedPermits::new, Invariant.PERMITS),
                bug("exceeds the quota", Bugs.ExceedsTheQuota::new, Invariant.RATE),
                bug("ignores the gate", Bugs.IgnoresTheGate::new, Invariant.BEFORE_THE_END),
                bug("misses withdrawals", Bugs.MissesWithdrawals::new, Invariant.BEFORE_THE_END),
                bug("misses revocations", Bugs.MissesRevocations::new, Invariant.TIER),
                bug("misses suspensions", Bugs.MissesSuspensions::new, Invariant.SUSPENDED),
                bug("dispatches unapproved", Bugs.DispatchesUnapproved::new, Invariant.AFTER_APPROVAL),
                bug("trusts the shard alone", Bugs.TrustsTheShardAlone::new, Invariant.ERASED),
                bug("repeats texts", Bugs.RepeatsTexts::new, Invariant.SMS_ONCE),
                bug("believes absence at once", Bugs.BelievesAbsenceAtOnce::new, Invariant.SMS_ONCE),
                bug("repeats what was taken", Bugs.RepeatsWhatWasTaken::new, Invariant.REPEATS_IN_FLIGHT_ONLY),
                bug("repeats texts of notices", Bugs.RepeatsTextsOfNotices::new, Invariant.NOTICE_ONCE),
                bug("repeats notices that were taken", Bugs.RepeatsNoticesThatWereTaken::new, Invariant.NOTICE_ONCE),
                bug("ignores the gate of notices", Bugs.IgnoresTheGateOfNotices::new, Invariant.NOTICE_LIFETIME),
                bug("loses notices", Bugs.LosesNotices::new, Invariant.NOTICES_END),
                bug("takes not sent for accepted", Bugs.TakesNotSentForAccepted::new, Invariant.TRUTH),
                bug("forgets outcomes", Bugs.ForgetsOutcomes::new, Invariant.SETTLED),
                bug("sends to every endpoint", Bugs.SendsToEveryEndpoint::new, Invariant.ONE_MESSAGE),
                bug("gives no grace", Bugs.GivesNoGrace::new, Invariant.GRACE),
                bug("skips a record", Bugs.SkipsTheRecordAfterASnapshot::new, Invariant.REPLAY),
                bug("leaves out a group", Bugs.LeavesOutAGroup::new, Invariant.NOTHING_FORGOTTEN),
                bug("turns the waves around", Bugs.TurnsTheWavesAround::new, Invariant.WAVES),
                bug("turns time back", Bugs.TurnsTimeBack::new, Invariant.TIME_RISES),
                bug("dates evidence by arrival", Bugs.DatesEvidenceByItsArrival::new, Invariant.EARLIEST_AGE),
                bug("reads reasons by place", Bugs.ReadsReasonsByTheirPlace::new, Invariant.RECEIPT_ORDER));
    }

    private static Arguments bug(String name, Supplier<Conduct> conduct, Invariant invariant) {
        return Arguments.of(name, conduct, invariant);
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("bugs")
    void isCaughtByTheInvariantItBreaks(String name, Supplier<Conduct> bug, Invariant invariant) {
        boolean caught = LongStream.rangeClosed(1, MOST_SEEDS)
                .mapToObj(seed -> Run.of(seed, bug.get()).violation())
                .flatMap(Optional::stream)
                .anyMatch(violation -> violation.invariant() == invariant);
        assertThat(caught).as(name).isTrue();
    }

    /// Conservation can only be broken inside the shard, whose ledger's own audit is tested beside it.
    @Test
    void everyInvariantCatchesABug() {
        Set<Invariant> caught = EnumSet.of(Invariant.CONSERVATION);
        bugs().forEach(bug -> caught.add((Invariant) bug.get()[2]));
        assertThat(caught).containsExactlyInAnyOrderElementsOf(Arrays.asList(Invariant.values()));
    }
}
