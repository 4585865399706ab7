package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.Role;
import uk.tocsin.control.Samples;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

/// What one person does at the moment, through a whole engine: a release, a broken glass, a schedule.
@Timeout(120)
class OnePersonTest {
    private static final int PEOPLE = 4;
    private static final int ON_CALL = 11;

    private final Station station = Station.opened();

    @BeforeEach
    void people() {
        station.people(PEOPLE, ChannelKind.PUSH);
        station.each(this::inLondon);
    }

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    private void inLondon(int ordinal) {
        int[] segments = {
            station.taxonomy.code(Dimension.SECTOR, "retail"),
            station.taxonomy.code(Dimension.REGION, "london"),
            station.taxonomy.code(Dimension.TIER, "public")
        };
        long endpoints =
                EndpointMask.of(Station.contact(ordinal, true, ChannelKind.PUSH).endpoints());
        ShardRecord.SubscriberEntry entry =
                new ShardRecord.SubscriberEntry(Shards.slotOf(ordinal), segments, endpoints, new int[0], 0);
        Station.await(station.engine().change(Shards.shardOf(ordinal), new ShardRecord.SubscribersSet(List.of(entry))));
    }

    private AlertView view(int alert) {
        return Station.await(
                station.engine().control(state -> state.alert(alert).orElseThrow()));
    }

    private String sign(Digest digest, int alert, int version) {
        return ApprovalSignature.sign(station.approvalKey.getPrivate(), Station.APPROVAL_KEY, digest, alert, version);
    }

    /// The ordinal of somebody who is paged.
    private int paged(int staff) {
        int slot = Station.await(station.engine().take(7, SlotKind.SUBSCRIBER, 1, new UUID(4, station.clock.nanos())));
        int ordinal = Shards.ordinal(7, slot);
        station.rewrite(ordinal, false, ChannelKind.SMS);
        station.must(new Act.UserSet(station.by(Station.ADMIN), staff, ordinal, true));
        return ordinal;
    }

    private List<String> told(NoticeKind what) {
        return station.provider.requests(request -> request.alert() == what.number()).stream()
                .map(Provider.Request::address)
                .toList();
    }

    private static String at(int ordinal) {
        return Station.address(ordinal, ChannelKind.SMS);
    }

    private HoldingMessage held() {
        HoldingMessage sample = Samples.holding(1);
        Alert push = Samples.withPlan(sample.content(), Station.now(ChannelKind.PUSH));
        HoldingMessage message = new HoldingMessage(
                sample.key(),
                1,
                push,
                sample.areas(),
                sample.most(),
                sample.lifetime(),
                station.now().plus(Duration.ofDays(30)));
        station.must(new Act.HoldingSaved(station.by(Station.OFFICER), message));
        station.must(new Act.HoldingApproved(station.by(Station.APPROVER), message.key(), 1, message.digest()));
        return message;
    }

    private Act.HoldingReleased release(HoldingMessage message) {
        ActHeader header = station.by(Station.OFFICER);
        Alert filled = message.fill("Camden Town", 0, header.time());
        int number = Station.await(station.engine().control(state -> state.firstFreeAlert()));
        return new Act.HoldingReleased(
                header,
                message.key(),
                1,
                "Camden Town",
                0,
                station.engine().count(filled.audience()),
                number,
                sign(AlertCodec.digest(filled), number, 1));
    }

    @Test
    void aReleasedMessageIsSentToWhoIsInTheAreaAndToNobodyTwice() {
        Act.HoldingReleased act = release(held());
        assertThat(act.matched()).isEqualTo(PEOPLE);
        int alert = station.must(act).alert();
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        Station.await(station.engine().submit(act));
        station.crash();
        station.start();
        station.eventually(() -> assertThat(station.settledEverywhere(alert)).isTrue());

        assertThat(station.provider.requests(request -> request.alert() == alert))
                .hasSize(PEOPLE);
        List<AlertView> alerts = Station.await(station.engine().control(state -> state.alerts()));
        assertThat(alerts).hasSize(1);
    }

    @Test
    void approversOnCallAreToldThatAReviewIsOwed() {
        int ordinal = paged(ON_CALL);
        station.must(new Act.RolesSet(station.by(Station.ADMIN), ON_CALL, Set.of(Role.APPROVER)));
        station.onCall(ON_CALL);
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(4), Station.now(ChannelKind.PUSH));
        AlertView.Version version = view(alert).versions().getLast();
        station.eventually(() -> assertThat(view(alert).paged()).containsExactly(ON_CALL));
        station.must(new Act.GlassBroken(
                station.by(Station.OFFICER),
                alert,
                1,
                PEOPLE,
                version.digest(),
                sign(version.digest(), alert, 1),
                "Shots are fired"));
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
        station.eventually(() -> assertThat(told(NoticeKind.REVIEW_ASKED)).containsExactly(at(ordinal)));
        station.must(new Act.Reviewed(station.by(ON_CALL), alert, "There was no time", true));
        station.clock.advance(Paging.TURN.plusSeconds(1));

        List<Paging.Page> due = Station.await(station.engine().control(state -> Paging.due(state, station.now())));
        assertThat(due).isEmpty();
    }

    /// A taxonomy may have changed since an alert was scheduled.
    @Test
    void anAudienceThatIsNotKnownAnyMoreIsVoidedAndEndsNothing() {
        Alert a = Samples.withPlan(Samples.alert(), Station.now(ChannelKind.PUSH));
        Alert unknown = new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                a.classification(),
                a.event(),
                a.area(),
                station.now().plus(Duration.ofHours(4)),
                Optional.empty(),
                a.link(),
                a.variants(),
                Audience.in(Dimension.TAG, "gone"),
                a.plan(),
                0);
        int alert = station.must(new Act.VersionSaved(station.by(Station.OFFICER), 0, unknown, List.of()))
                .alert();
        station.must(new Act.Submitted(station.by(Station.OFFICER), alert, 1, PEOPLE));
        scheduled(alert);
        station.clock.advance(Duration.ofMinutes(5));
        station.eventually(() -> assertThat(view(alert).status()).isEqualTo(AlertStatus.VOIDED));
    }

    private int scheduledFor(long matched) {
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(4), Station.now(ChannelKind.PUSH));
        assertThat(view(alert).submission().orElseThrow().matched()).isEqualTo(matched);
        scheduled(alert);
        return alert;
    }

    /// Approves it for five minutes later.
    private void scheduled(int alert) {
        Act.Approved now = station.approval(alert);
        Optional<Instant> at = Optional.of(station.now().plus(Duration.ofMinutes(5)));
        station.must(new Act.Approved(now.header(), alert, now.version(), now.digest(), now.signature(), at));
    }

    @Test
    void aScheduledAlertIsCountedWhenItIsDueAndSent() {
        int alert = scheduledFor(PEOPLE);
        station.clock.advance(Duration.ofMinutes(5));
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, PEOPLE);
    }

    @Test
    void whenItsAudienceDriftedItIsVoidedAndBothAreToldAlsoAfterACrash() {
        int officer = paged(Station.OFFICER);
        int approver = paged(Station.APPROVER);
        int alert = scheduledFor(PEOPLE);
        station.people(PEOPLE, ChannelKind.PUSH);
        station.crash();
        station.clock.advance(Duration.ofMinutes(5));
        station.start();
        station.eventually(() -> assertThat(view(alert).status()).isEqualTo(AlertStatus.VOIDED));
        station.eventually(
                () -> assertThat(told(NoticeKind.ALERT_VOIDED)).containsExactlyInAnyOrder(at(officer), at(approver)));
        station.eventually(
                () -> assertThat(view(alert).paged()).containsExactlyInAnyOrder(Station.OFFICER, Station.APPROVER));

        assertThat(view(alert).drift().orElseThrow().counted()).isEqualTo(2 * PEOPLE);
        assertThat(station.provider.requests(request -> request.alert() == alert))
                .isEmpty();
    }
}
