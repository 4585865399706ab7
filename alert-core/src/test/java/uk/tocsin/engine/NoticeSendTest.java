package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.Counter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.control.Act;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.UnknownCause;
import uk.tocsin.receipt.NoticeToken;

/// A notice goes to one endpoint, and neither is lost nor doubled when the process is killed.
@Timeout(120)
class NoticeSendTest {
    private static final long SECOND = 1_000_000_000L;

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    private Instant expires() {
        return station.now().plus(Duration.ofMinutes(15));
    }

    private NoticeToken ask(NoticeKind kind, ChannelKind channel, int ordinal, int endpoint) {
        Instant expires = expires();
        Station.await(station.engine().notice(kind, channel, ordinal, endpoint, expires));
        return NoticeToken.of(kind, ordinal, endpoint, expires);
    }

    private List<Provider.Request> sent(NoticeKind kind) {
        return station.provider.requests(request -> request.alert() == kind.number());
    }

    private void awaitSent(NoticeKind kind, int count) {
        station.eventually(() -> assertThat(sent(kind)).hasSize(count));
    }

    private void halt() {
        station.must(new Act.Halted(station.by(Station.OFFICER), 0, "wait"));
    }

    private void resume() {
        station.must(new Act.Resumed(station.by(Station.APPROVER), 0));
    }

    private double ended(String end) {
        Counter counter = station.meters.find("tocsin.notices").tag("end", end).counter();
        return counter == null ? 0 : counter.count();
    }

    private void awaitEnded(String end, int count) {
        station.eventually(() -> assertThat(ended(end)).as(end).isEqualTo(count));
    }

    @Test
    void itCarriesItsTokenAndItsCode() {
        station.people(1, ChannelKind.EMAIL, ChannelKind.SMS);
        int person = station.people.getFirst();
        NoticeToken token = ask(NoticeKind.SIGN_IN, ChannelKind.SMS, person, 1);

        awaitSent(NoticeKind.SIGN_IN, 1);
        Provider.Request request = sent(NoticeKind.SIGN_IN).getFirst();
        assertThat(request.channel()).isEqualTo(ChannelKind.SMS);
        assertThat(request.address()).isEqualTo(Station.address(person, ChannelKind.SMS));
        assertThat(station.tokens.verifyNoticeUrl(request.token())).contains(token);
        assertThat(station.tokens.verifyUrl(request.token())).isEmpty();
        assertThat(request.text()).startsWith(station.tokens.code(token) + " ");
        awaitEnded("sent", 1);
    }

    @Test
    void whoHasOnlyASlotAndAContactIsAskedToConfirm() {
        int slot = Station.await(station.engine().take(5, SlotKind.SUBSCRIBER, 1, new UUID(77, 77)));
        int ordinal = Shards.ordinal(5, slot);
        station.rewrite(ordinal, false, ChannelKind.EMAIL);
        ask(NoticeKind.CONFIRM, ChannelKind.EMAIL, ordinal, 0);

        awaitSent(NoticeKind.CONFIRM, 1);
    }

    @Test
    void withoutConsentOnlyWhatNeedsNoneIsSent() {
        station.people(1, ChannelKind.EMAIL);
        int person = station.people.getFirst();
        station.rewrite(person, false, ChannelKind.EMAIL);
        for (NoticeKind kind : NoticeKind.values()) {
            ask(kind, ChannelKind.EMAIL, person, 0);
        }

        awaitEnded("withheld", 4);
        awaitEnded("sent", 6);
        assertThat(sent(NoticeKind.SIGN_IN)).hasSize(1);
        assertThat(sent(NoticeKind.CONFIRM)).hasSize(1);
        assertThat(sent(NoticeKind.ADDRESS_CLAIMED)).hasSize(1);
    }

    @Test
    void anEndpointThatIsNotThereGetsNothing() {
        station.people(1, ChannelKind.EMAIL);
        ask(NoticeKind.SIGN_IN, ChannelKind.EMAIL, station.people.getFirst(), 4);

        awaitEnded("withheld", 1);
        assertThat(station.provider.requests()).isEmpty();
    }

    @Test
    void aSuppressedEndpointGetsNothing() {
        station.people(1, ChannelKind.EMAIL);
        int person = station.people.getFirst();
        Station.await(station.engine().endpoint(person, 0, true));
        ask(NoticeKind.TIER_CHANGED, ChannelKind.EMAIL, person, 0);

        station.eventually(() -> assertThat(
                        station.meters.get("tocsin.notices.ignored").counter().count())
                .isEqualTo(1));
        assertThat(station.provider.requests()).isEmpty();
    }

    @Test
    void whatWasNotSentIsSentAgain() {
        station.people(1, ChannelKind.SMS);
        station.provider.answers(request -> station.provider.requests().size() < 3
                ? new SendOutcome.NotSent(NotSentCause.CONNECT)
                : Provider.accepted());
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, station.people.getFirst(), 0);

        awaitEnded("sent", 1);
        assertThat(ended("not-sent")).isEqualTo(2);
        assertThat(sent(NoticeKind.SIGN_IN)).hasSize(3);
    }

    @Test
    void aTextOfWhichNobodyKnowsIsNotRepeatedAndAMailIsTwice() {
        station.people(1, ChannelKind.SMS, ChannelKind.EMAIL);
        int person = station.people.getFirst();
        station.provider.answers(_ -> new SendOutcome.Unknown(UnknownCause.TIMEOUT));
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, person, 0);
        ask(NoticeKind.CONFIRM, ChannelKind.EMAIL, person, 1);

        awaitEnded("unknown", 4);
        assertThat(sent(NoticeKind.SIGN_IN)).hasSize(1);
        assertThat(sent(NoticeKind.CONFIRM)).hasSize(3);
        assertThat(sent(NoticeKind.CONFIRM).stream()
                        .map(Provider.Request::token)
                        .distinct())
                .as("the receiver folds them")
                .hasSize(1);
    }

    @Test
    void killedBeforeItWasSentItIsSentOnce() {
        station.people(1, ChannelKind.SMS);
        halt();
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, station.people.getFirst(), 0);
        station.crash();
        station.start();
        assertThat(station.provider.requests()).isEmpty();
        resume();

        awaitSent(NoticeKind.SIGN_IN, 1);
        awaitEnded("sent", 1);
    }

    @Test
    void killedWhileATextIsUnderWayItIsNotSentAgain() {
        station.people(1, ChannelKind.SMS, ChannelKind.EMAIL);
        int person = station.people.getFirst();
        station.provider.answers(_ -> null);
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, person, 0);
        ask(NoticeKind.CONFIRM, ChannelKind.EMAIL, person, 1);
        awaitSent(NoticeKind.SIGN_IN, 1);
        awaitSent(NoticeKind.CONFIRM, 1);
        station.crash();
        station.provider.answers(_ -> Provider.accepted());
        station.start();

        awaitSent(NoticeKind.CONFIRM, 2);
        awaitEnded("unknown", 2);
        awaitEnded("sent", 1);
        assertThat(sent(NoticeKind.SIGN_IN)).hasSize(1);
    }

    @Test
    void killedOnASnapshotItIsStillThere() {
        station.snapshotEvery = 1;
        station.crash();
        station.start();
        station.people(1, ChannelKind.SMS);
        halt();
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, station.people.getFirst(), 0);
        station.stop();
        station.start();
        resume();

        awaitSent(NoticeKind.SIGN_IN, 1);
    }

    @Test
    void whileEverythingIsHaltedNothingIsSent() {
        station.people(1, ChannelKind.SMS);
        int person = station.people.getFirst();
        halt();
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, person, 0);
        int alert = station.dispatched(ChannelKind.SMS);
        station.awaitState(alert, ChannelKind.SMS, DeliveryState.WAITING, 1);
        assertThat(station.provider.requests()).isEmpty();

        resume();
        awaitSent(NoticeKind.SIGN_IN, 1);
        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, 1);
    }

    @Test
    void aChannelThatIsClosedCarriesNoneUntilItIsOpened() {
        station.people(1, ChannelKind.SMS);
        int person = station.people.getFirst();
        station.open(ChannelKind.SMS, false);
        int alert = station.dispatched(ChannelKind.SMS);
        station.awaitState(alert, ChannelKind.SMS, DeliveryState.WAITING, 1);
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, person, 0);
        assertThat(station.provider.requests()).isEmpty();

        station.open(ChannelKind.SMS, true);
        awaitSent(NoticeKind.SIGN_IN, 1);
    }

    @Test
    void itIsNotSentAfterItsExpiry() {
        station.people(1, ChannelKind.SMS);
        int person = station.people.getFirst();
        halt();
        ask(NoticeKind.SIGN_IN, ChannelKind.SMS, person, 0);
        station.clock.advance(Duration.ofMinutes(16));

        // asking for another moves the shard's time
        ask(NoticeKind.CONFIRM, ChannelKind.SMS, person, 0);
        awaitEnded("expired", 1);
        resume();
        awaitSent(NoticeKind.CONFIRM, 1);
        assertThat(sent(NoticeKind.SIGN_IN)).isEmpty();
        assertThatThrownBy(() -> Station.await(
                        station.engine().notice(NoticeKind.SIGN_IN, ChannelKind.SMS, person, 0, station.now())))
                .hasRootCauseInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBulkAlertDoesNotHoldItUp() {
        station.people(600, ChannelKind.PUSH);
        station.quota(ChannelKind.PUSH, 12_000);
        int alert = station.dispatched(ChannelKind.PUSH);
        station.eventually(() -> assertThat(station.provider.count(alert)).isGreaterThan(50));
        long asked = station.clock.nanos();
        ask(NoticeKind.SIGN_IN, ChannelKind.PUSH, station.people.getFirst(), 0);

        awaitSent(NoticeKind.SIGN_IN, 1);
        assertThat(sent(NoticeKind.SIGN_IN).getFirst().nanos() - asked).isLessThan(SECOND);
        assertThat(station.provider.count(alert)).isLessThan(600);
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, 600);
    }
}
