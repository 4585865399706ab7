package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;

/// A failure that nobody foresaw ends the process instead of leaving a shard that does nothing.
@Timeout(120)
class FatalTest {
    @Test
    void whatIsThrownOnAContextOfTheEngineEndsTheProcess() {
        try (Station station = Station.opened()) {
            CountDownLatch attached = new CountDownLatch(1);
            Future<Boolean> answer = station.engine().control(_ -> waited(attached));
            answer.onSuccess(_ -> {
                throw new IllegalStateException("a callback that runs where it should not");
            });
            attached.countDown();
            station.eventually(() -> assertThat(station.fatal).containsExactly("the engine failed"));
        }
    }

    /// Holds the engine's context until the callback is there: it then runs on that context.
    private static boolean waited(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aChannelThatThrowsEndsTheProcess() {
        try (Station station = new Station()) {
            station.instead = List.of(new Throwing());
            station.start();
            station.staff();
            station.people(1, ChannelKind.PUSH);
            station.dispatched(ChannelKind.PUSH);
            station.eventually(
                    () -> assertThat(station.fatal).containsExactly("a try of shard 0 was opened and cannot be sent"));
        }
    }

    /// Breaks the promise that a channel reports everything as an outcome.
    private static final class Throwing implements Channel {
        @Override
        public ChannelKind kind() {
            return ChannelKind.PUSH;
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(1);
        }

        @Override
        public void send(Batch batch, Sink sink) {
            throw new IllegalStateException("broken");
        }

        @Override
        public void resolve(Batch batch, Instant since, ResolutionSink sink) {}

        @Override
        public boolean repeatsUnknown() {
            return true;
        }

        @Override
        public void close() {}
    }
}
