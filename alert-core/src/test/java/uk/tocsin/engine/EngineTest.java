package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.control.Act;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Shards;
import uk.tocsin.model.UnknownCause;
import uk.tocsin.reach.Reach;
import uk.tocsin.register.Register;
import uk.tocsin.shard.ShardRecord;

/// An alert from its approval to the outcome of every delivery.
@Timeout(120)
class EngineTest {
    private static final int PEOPLE = 200;

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void theSecondOfficersApprovalIsTheDispatch() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(4), Station.now(ChannelKind.PUSH));
        Act.Approved approval = station.approval(alert);
        Act.Approved byTheOfficer = new Act.Approved(
                station.by(Station.OFFICER), alert, 1, approval.digest(), approval.signature(), approval.at());

        Verdict alone = Station.await(station.engine().submit(byTheOfficer));

        assertThat(alone).isInstanceOf(Verdict.Rejected.class);
        assertThat(((Verdict.Rejected) alone).reason()).isIn(Reason.TWO_PEOPLE, Reason.MISSING_ROLE);
        assertThat(station.provider.requests()).isEmpty();
        station.must(approval);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.byAddress(alert, ChannelKind.PUSH)).hasSize(PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }

    @Test
    void everyChannelAtOnceReachesEverybodyOnce() {
        station.people(PEOPLE, ChannelKind.values());
        int alert = station.dispatched(ChannelKind.values());

        for (ChannelKind channel : ChannelKind.values()) {
            station.awaitState(alert, channel, DeliveryState.ACCEPTED, PEOPLE);
        }
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE * ChannelKind.values().length);
    }

    @Test
    void aRefusalIsPermanentForTheEndpointAndIsCountedByReason() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.provider.answers(request -> odd(request.address())
                ? new SendOutcome.Refused(FailureReason.UNREGISTERED, "404")
                : Provider.accepted());
        int alert = station.dispatched(ChannelKind.PUSH);
        long odd = station.people.stream()
                .filter(p -> odd(Station.address(p, ChannelKind.PUSH)))
                .count();

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.FAILED, odd);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - odd);
        assertThat(Station.await(station.engine().ledgers(alert)).stream()
                        .mapToLong(view -> failed(view, FailureReason.UNREGISTERED))
                        .sum())
                .isEqualTo(odd);

        station.provider.answers(_ -> Provider.accepted());
        int next = station.dispatched(ChannelKind.PUSH);
        station.awaitState(next, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - odd);
        station.awaitState(next, ChannelKind.PUSH, DeliveryState.SUPPRESSED, odd);
        assertThat(station.provider.count(next)).isEqualTo(Math.toIntExact(PEOPLE - odd));
    }

    private static long failed(LedgerView view, FailureReason reason) {
        var slots = view.failures(ChannelKind.PUSH).get(reason);
        return slots == null ? 0 : slots.getLongCardinality();
    }

    private static boolean odd(String address) {
        return Math.floorMod(address.hashCode(), 2) == 1;
    }

    @Test
    void whatWasNotSentIsTriedAgainUntilItIs() {
        station.people(PEOPLE, ChannelKind.SMS);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        station.provider.answers(request -> odd(request.address()) && seen.add(request.address())
                ? new SendOutcome.NotSent(NotSentCause.UNAVAILABLE)
                : Provider.accepted());
        int alert = station.dispatched(ChannelKind.SMS);

        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.byAddress(alert, ChannelKind.SMS))
                .allSatisfy((address, times) -> assertThat(times).isEqualTo(odd(address) ? 2 : 1));
    }

    @Test
    void anUnknownPushIsRepeated() {
        station.people(PEOPLE, ChannelKind.PUSH);
        Set<String> seen = ConcurrentHashMap.newKeySet();
        station.provider.answers(request -> seen.add(request.address()) && odd(request.address())
                ? new SendOutcome.Unknown(UnknownCause.RESET)
                : Provider.accepted());
        int alert = station.dispatched(ChannelKind.PUSH);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        station.provider
                .byAddress(alert, ChannelKind.PUSH)
                .forEach((address, times) -> assertThat(times).isEqualTo(odd(address) ? 2 : 1));
    }

    @Test
    void aCancelledAlertIsRequestedNoMoreWithinASecond() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.quota(ChannelKind.PUSH, 3_000);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.eventually(() -> assertThat(station.provider.requests()).hasSizeGreaterThan(20));

        station.must(new Act.Cancelled(station.by(Station.OFFICER), alert, "It was a rucksack"));
        long cancelled = station.clock.nanos();

        station.eventually(() -> assertThat(station.state(alert, ChannelKind.PUSH, DeliveryState.WITHDRAWN)
                        + station.state(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED))
                .isEqualTo(PEOPLE));
        assertThat(station.state(alert, ChannelKind.PUSH, DeliveryState.WITHDRAWN))
                .isPositive();
        assertThat(station.provider.requests())
                .allSatisfy(request -> assertThat(request.nanos() - cancelled).isLessThan(1_000_000_000L));
        assertThat(station.provider.count(alert))
                .isEqualTo(Math.toIntExact(station.state(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED)));
    }

    @Test
    void aHaltedAlertWaitsUntilItIsResumed() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.quota(ChannelKind.PUSH, 3_000);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.eventually(() -> assertThat(station.provider.requests()).hasSizeGreaterThan(20));

        station.must(new Act.Halted(station.by(Station.OFFICER), alert, "Wrong street"));
        int then = station.provider.count(alert);
        int other = station.dispatched(ChannelKind.PUSH);
        station.awaitState(other, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.count(alert))
                .as("one alert's halt holds it alone; a request may have passed its gate before")
                .isLessThanOrEqualTo(then + 1)
                .isLessThan(PEOPLE);

        station.must(new Act.Resumed(station.by(Station.APPROVER), alert));
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }

    @Test
    void nothingIsRequestedAfterTheExpiry() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.quota(ChannelKind.PUSH, 2_400);
        int alert = station.submitted(Severity.SEVERE, Duration.ofSeconds(2), Station.now(ChannelKind.PUSH));
        long expires = station.clock.nanos() + Duration.ofSeconds(2).toNanos();
        station.must(station.approval(alert));

        station.eventually(() -> assertThat(station.state(alert, ChannelKind.PUSH, DeliveryState.EXPIRED)
                        + station.state(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED))
                .isEqualTo(PEOPLE));
        assertThat(station.state(alert, ChannelKind.PUSH, DeliveryState.EXPIRED))
                .isPositive();
        assertThat(station.provider.requests())
                .isNotEmpty()
                .allSatisfy(request -> assertThat(request.nanos()).isLessThan(expires));
    }

    @Test
    void anErasedSubscriberIsNotWrittenTo() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = plannedButNotSent();
        int gone = station.people.get(3);
        int shard = Shards.shardOf(gone);
        Station.await(station.engine().change(shard, new ShardRecord.Erased(Shards.slotOf(gone))));
        Station.awaitStage(station.register.erase(shard, Shards.slotOf(gone)));
        int goneFromTheRegisterOnly = station.people.get(4);
        Station.awaitStage(station.register.erase(
                Shards.shardOf(goneFromTheRegisterOnly), Shards.slotOf(goneFromTheRegisterOnly)));

        station.open(ChannelKind.PUSH, true);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - 2);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.SUPPRESSED, 2);
        assertThat(station.provider.byAddress(alert, ChannelKind.PUSH))
                .hasSize(PEOPLE - 2)
                .doesNotContainKey(Station.address(gone, ChannelKind.PUSH));
    }

    /// The alert comes at once after the reinstatement: what is shown to senders may not be older than the alert.
    @Test
    void whoIsSuspendedGetsNothingUntilTheyAreReinstated() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = plannedButNotSent();
        int one = station.people.get(3);
        station.must(new Act.Suspended(station.by(Station.ADMIN), one, "Not who they said"));

        station.open(ChannelKind.PUSH, true);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - 1);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.SUPPRESSED, 1);
        assertThat(station.provider.byAddress(alert, ChannelKind.PUSH))
                .doesNotContainKey(Station.address(one, ChannelKind.PUSH));

        station.must(new Act.Reinstated(station.by(Station.ADMIN), one, "It was them"));
        int next = station.dispatched(ChannelKind.PUSH);
        station.awaitState(next, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
    }

    @Test
    void consentIsReadWhenItIsSent() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = plannedButNotSent();
        int unwilling = station.people.get(3);
        station.rewrite(unwilling, false, ChannelKind.PUSH);

        station.open(ChannelKind.PUSH, true);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - 1);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.SUPPRESSED, 1);
        assertThat(station.provider.byAddress(alert, ChannelKind.PUSH))
                .doesNotContainKey(Station.address(unwilling, ChannelKind.PUSH));
    }

    @Test
    void anEndpointThatTheRegisterHasNoMoreIsNotUsedAndTheDeliveryEndsWhenTheJournalSaysSo() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = plannedButNotSent();
        int moved = station.people.get(5);
        station.rewrite(moved, true, ChannelKind.EMAIL);

        station.open(ChannelKind.PUSH, true);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - 1);
        assertThat(station.provider.byAddress(alert, ChannelKind.PUSH))
                .doesNotContainKey(Station.address(moved, ChannelKind.PUSH));

        station.journal(moved, ChannelKind.EMAIL);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.SUPPRESSED, 1);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE - 1);
    }

    @Test
    void aContactThatCannotBeReadKeepsNobodyElseWaiting() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int damaged = station.people.get(3);
        Register.Entry rubbish = new Register.Entry(Shards.slotOf(damaged), new byte[100]);
        Station.awaitStage(station.register.put(Shards.shardOf(damaged), List.of(rubbish)));

        int alert = station.dispatched(ChannelKind.PUSH);

        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE - 1);
        station.rewrite(damaged, true, ChannelKind.PUSH);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }

    private int plannedButNotSent() {
        station.open(ChannelKind.PUSH, false);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.WAITING, PEOPLE);
        assertThat(station.provider.requests()).isEmpty();
        return alert;
    }

    @Test
    void everyDeliveryCarriesItsOwnToken() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);

        assertThat(station.provider.requests()).allSatisfy(request -> {
            var token = station.tokens.verifyUrl(request.token()).orElseThrow();
            assertThat(token.alert()).isEqualTo(alert);
            assertThat(Station.address(token.ordinal(), ChannelKind.PUSH)).isEqualTo(request.address());
        });
    }

    @Test
    void everyShardIsReportedSettledOnce() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int alert = station.dispatched(ChannelKind.PUSH);

        station.eventually(() -> assertThat(station.settledEverywhere(alert)).isTrue());
    }

    @Test
    void anUpdateReachesEveryoneTheOriginalReachedAndHasAReachOfItsOwn() {
        station.people(PEOPLE, ChannelKind.PUSH);
        int original = station.dispatched(ChannelKind.PUSH);
        station.awaitState(original, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);

        int update = station.updated(original);

        station.awaitState(update, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        Reach.Report report = Reach.of(Station.await(station.engine().ledgers(update)));
        assertThat(report.persons()).isEqualTo(new Reach.People(PEOPLE, PEOPLE, PEOPLE, 0, 0, 0));
        assertThat(report.anyAccepted().total()).isEqualTo(PEOPLE);
        assertThat(Reach.of(Station.await(station.engine().ledgers(original)))
                        .persons()
                        .accepted())
                .isEqualTo(PEOPLE);
    }
}
