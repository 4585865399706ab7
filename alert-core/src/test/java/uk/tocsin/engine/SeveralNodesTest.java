package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Members;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.Shards;
import uk.tocsin.receipt.DeliveryToken;

/// Nodes that share the work of one installation: they join, leave, die and are cut off in the middle of an alert.
@Timeout(240)
class SeveralNodesTest {
    private static final int PEOPLE = 640;

    private final Members members = new Members();
    private final List<Station> all = new ArrayList<>();
    private final Station first = new Station();
    private final Members.Member firstMember = members.member();

    @BeforeEach
    void open() {
        first.ownership = firstMember;
        begin(first);
        first.staff();
    }

    @AfterEach
    void close() {
        all.forEach(station -> assertThat(station.fatal).isEmpty());
        all.forEach(Station::close);
        members.close();
    }

    private void begin(Station station) {
        station.start();
        all.add(station);
    }

    /// A second node that owns its half.
    private Station joined(Members.Member member) {
        Station second = first.beside(2);
        second.ownership = member;
        begin(second);
        Awaitility.await().atMost(Station.PATIENCE).until(() -> owns(second) == 32 && owns(first) == 32);
        return second;
    }

    private static int owns(Station station) {
        return (int) station.meters.get("tocsin.shards.owned").gauge().value();
    }

    private void everybodyOnce(int alert, ChannelKind channel) {
        assertThat(first.provider.byAddress(alert, channel)).hasSize(PEOPLE);
        assertThat(first.provider.byAddress(alert, channel).values()).containsOnly(1);
    }

    @Test
    void everybodyIsSentToOnceAndAnyNodeKnowsIt() {
        first.people(PEOPLE, ChannelKind.SMS);
        Station second = joined(members.member());
        second.people.addAll(first.people);
        int alert = second.dispatched(ChannelKind.SMS);
        all.forEach(node -> node.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE));
        everybodyOnce(alert, ChannelKind.SMS);
        all.forEach(node ->
                node.eventually(() -> assertThat(node.settledEverywhere(alert)).isTrue()));
    }

    @Test
    void anyNodeTakesWhatConcernsAnyShard() {
        Station second = joined(members.member());
        second.people(PEOPLE, ChannelKind.PUSH);
        first.people.addAll(second.people);
        int alert = first.dispatched(ChannelKind.PUSH);
        first.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        second.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        first.clock.advance(Duration.ofSeconds(40));
        for (int ordinal : second.people) {
            DeliveryToken token = new DeliveryToken(alert, ordinal, 0, 0);
            assertThat(Station.await(second.engine()
                            .receive(
                                    token,
                                    0,
                                    Evidence.READ,
                                    FailureReason.INVALID_ADDRESS,
                                    EvidenceSource.DEVICE,
                                    second.clock.instant())))
                    .isTrue();
        }
        first.awaitState(alert, ChannelKind.PUSH, DeliveryState.READ, PEOPLE);
        long early = Station.await(first.engine().ledgers(alert)).stream()
                .mapToLong(view -> view.age(ChannelKind.PUSH, Evidence.READ, 0).getLongCardinality())
                .sum();
        assertThat(early)
                .as("read 40 s later, and not when a shard was last decided for")
                .isZero();
    }

    @Test
    void aNodeThatLeavesLosesAndRepeatsNothing() {
        first.people(PEOPLE, ChannelKind.SMS);
        Station second = joined(members.member());
        first.provider.answers(_ -> null);
        int alert = first.dispatched(ChannelKind.SMS);
        Awaitility.await()
                .atMost(Station.PATIENCE)
                .until(() -> first.provider.byAddress(alert, ChannelKind.SMS).size() == PEOPLE);
        Thread leaving = Thread.ofPlatform().start(second::leave);
        first.provider.release(Provider.accepted());
        first.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        Awaitility.await().atMost(Station.PATIENCE).until(() -> !leaving.isAlive() && owns(first) == Shards.COUNT);
        everybodyOnce(alert, ChannelKind.SMS);
        assertThat(first.state(alert, ChannelKind.SMS, DeliveryState.UNKNOWN)).isZero();
    }

    @Test
    void whatANodeThatWasKilledBeganIsFoundOut() {
        first.people(PEOPLE, ChannelKind.SMS);
        Members.Member doomed = members.member();
        Station second = joined(doomed);
        first.provider.answers(_ -> null);
        int alert = first.dispatched(ChannelKind.SMS);
        Awaitility.await()
                .atMost(Station.PATIENCE)
                .until(() -> first.provider.byAddress(alert, ChannelKind.SMS).size() == PEOPLE);
        second.kill();
        doomed.kill();
        first.provider.lists(_ -> new Channel.Resolution.Sent("id"));
        first.provider.release(Provider.accepted());
        Awaitility.await().atMost(Station.PATIENCE).until(() -> owns(first) == Shards.COUNT);
        first.clock.advance(Duration.ofSeconds(62));
        first.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        everybodyOnce(alert, ChannelKind.SMS);
    }

    @Test
    void aNodeThatIsCutOffDecidesNothingMore() {
        first.people(PEOPLE, ChannelKind.PUSH);
        Members.Member member = members.member();
        Station second = joined(member);
        member.cut();
        Awaitility.await().atMost(Station.PATIENCE).until(() -> owns(second) == 0 && owns(first) == Shards.COUNT);
        int alert = second.dispatched(ChannelKind.PUSH);
        second.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        everybodyOnce(alert, ChannelKind.PUSH);
    }

    @Test
    void eachNodeKeepsToItsPartOfAQuota() {
        first.lanes.replaceAll((_, usual) -> new LaneSettings(usual.perSecond(), usual.maxInFlight(), 1));
        first.people(PEOPLE, ChannelKind.SMS);
        Station second = joined(members.member());
        double whole = first.engine().lanes().getFirst().perSecond();
        assertThat(second.engine().lanes().getFirst().perSecond()).isEqualTo(whole);
        first.quota(ChannelKind.SMS, 60 * 128);
        Set<Integer> owners = all.stream().map(SeveralNodesTest::owns).collect(Collectors.toSet());
        assertThat(owners).containsExactly(32);
        long before = first.clock.nanos();
        int alert = first.dispatched(ChannelKind.SMS);
        first.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        double seconds = (first.clock.nanos() - before) / 1e9;
        assertThat(PEOPLE / seconds).isLessThan(128 * 1.2);
        everybodyOnce(alert, ChannelKind.SMS);
    }
}
