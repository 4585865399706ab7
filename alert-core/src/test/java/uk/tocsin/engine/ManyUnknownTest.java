package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// More unknown tries than a provider's list can be asked about at once, as after a crash.
@Timeout(120)
class ManyUnknownTest {
    /// Fewer than unanswered requests that make a lane pause.
    private static final int PEOPLE = 40;

    private final Forgetful channel = new Forgetful();

    @Test
    void areLookedUpInTurnAndNoneWaitsForTheNextRound() {
        try (Station station = new Station()) {
            station.instead = List.of(channel);
            station.start();
            station.staff();
            station.people(PEOPLE, ChannelKind.SMS);
            int alert = station.dispatched(ChannelKind.SMS);
            station.awaitState(alert, ChannelKind.SMS, DeliveryState.UNKNOWN, PEOPLE);
            long beganMs = station.clock.millis();
            station.clock.advance(Duration.ofSeconds(6));
            station.eventually(() -> assertThat(channel.questions).hasSize(Channel.RESOLVED_AT_ONCE));
            station.eventually(() -> {
                assertThat(channel.questions.size()).isLessThanOrEqualTo(Channel.RESOLVED_AT_ONCE);
                channel.answer();
                assertThat(station.state(alert, ChannelKind.SMS, DeliveryState.ACCEPTED))
                        .isEqualTo(PEOPLE);
            });
            assertThat(station.clock.millis() - beganMs).isLessThan(20_000);
            assertThat(station.fatal).isEmpty();
        }
    }

    /// Answers nothing that it is sent, and questions only when told.
    private static final class Forgetful implements Channel {
        final ConcurrentLinkedQueue<Runnable> questions = new ConcurrentLinkedQueue<>();

        void answer() {
            Runnable next = questions.poll();
            while (next != null) {
                next.run();
                next = questions.poll();
            }
        }

        @Override
        public ChannelKind kind() {
            return ChannelKind.SMS;
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void send(Batch batch, Sink sink) {
            for (int i = 0; i < batch.size(); i++) {
                sink.outcome(i, new SendOutcome.Unknown(UnknownCause.TIMEOUT));
            }
        }

        @Override
        public void resolve(Batch batch, Instant since, ResolutionSink sink) {
            questions.add(() -> {
                for (int i = 0; i < batch.size(); i++) {
                    sink.resolved(i, new Resolution.Sent("id"));
                }
            });
        }

        @Override
        public boolean repeatsUnknown() {
            return false;
        }

        @Override
        public void close() {}
    }
}
