package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;
import uk.tocsin.receipt.DeliveryToken;

/// A text whose outcome is unknown is never repeated blindly: the provider's list or a receipt decides.
@Timeout(120)
class UnknownTextTest {
    private static final int PEOPLE = 40;

    private final Station station = Station.opened();
    private int alert;

    @BeforeEach
    void sendWithoutAnswer() {
        station.people(PEOPLE, ChannelKind.SMS);
        station.provider.answers(_ -> new SendOutcome.Unknown(UnknownCause.TIMEOUT));
        alert = station.dispatched(ChannelKind.SMS);
        station.awaitState(alert, ChannelKind.SMS, DeliveryState.UNKNOWN, PEOPLE);
        station.provider.answers(_ -> Provider.accepted());
    }

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void onTheListItIsAccepted() {
        station.provider.lists(_ -> new Channel.Resolution.Sent("id"));
        station.clock.advance(Duration.ofSeconds(6));

        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }

    @Test
    void missingFromTheListAMinuteLaterItIsSentAgain() {
        station.provider.lists(_ -> new Channel.Resolution.Absent());
        station.clock.advance(Duration.ofSeconds(61));

        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.byAddress(alert, ChannelKind.SMS).values()).containsOnly(2);
    }

    @Test
    void itIsSentAgainAsSoonAsItsAbsenceCounts() {
        AtomicInteger asked = new AtomicInteger();
        station.provider.lists(_ -> {
            asked.incrementAndGet();
            return new Channel.Resolution.Absent();
        });
        long sentMs = station.clock.millis();
        station.clock.advance(Duration.ofSeconds(45));
        station.eventually(() -> assertThat(asked).hasValueGreaterThanOrEqualTo(PEOPLE));
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
        station.clock.advance(Duration.ofSeconds(61).minusMillis(station.clock.millis() - sentMs));

        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.clock.millis() - sentMs)
                .as("not only when the list would have been asked again anyway")
                .isLessThan(64_000);
    }

    @Test
    void undecidedItStaysUnknownAndIsGivenUp() {
        station.clock.advance(Duration.ofMinutes(11));

        station.eventually(() -> assertThat(station.settledEverywhere(alert)).isTrue());
        assertThat(station.state(alert, ChannelKind.SMS, DeliveryState.UNKNOWN)).isEqualTo(PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }

    @Test
    void aReceiptWithItsTokenDecidesIt() {
        station.each(person -> assertThat(Station.await(station.engine()
                        .receive(
                                new DeliveryToken(alert, person, 0, 0),
                                0,
                                Evidence.DELIVERED,
                                FailureReason.OTHER,
                                EvidenceSource.PROVIDER,
                                station.now())))
                .isTrue());

        station.awaitState(alert, ChannelKind.SMS, DeliveryState.DELIVERED, PEOPLE);
        assertThat(station.provider.count(alert)).isEqualTo(PEOPLE);
    }
}
