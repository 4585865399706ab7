package uk.tocsin.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import uk.tocsin.model.SendOutcome;

/// Collects the outcomes of a batch and counts any that come twice.
public final class RecordingSink implements Channel.Sink {
    private final AtomicReferenceArray<SendOutcome> outcomes;
    private final AtomicInteger repeated = new AtomicInteger();
    private final CountDownLatch open;

    /// For a batch of this size.
    public RecordingSink(int size) {
        outcomes = new AtomicReferenceArray<>(size);
        open = new CountDownLatch(size);
    }

    @Override
    public void outcome(int index, SendOutcome outcome) {
        if (outcomes.getAndSet(index, outcome) == null) {
            open.countDown();
        } else {
            repeated.incrementAndGet();
        }
    }

    /// Waits until every index has an outcome, and checks that none has two.
    public List<SendOutcome> awaitAll(Duration limit) throws InterruptedException {
        assertThat(open.await(limit.toMillis(), TimeUnit.MILLISECONDS))
                .as("every outcome came in time; %d of %d are missing", open.getCount(), outcomes.length())
                .isTrue();
        assertThat(repeated).as("outcomes that came twice").hasValue(0);
        return IntStream.range(0, outcomes.length()).mapToObj(outcomes::get).toList();
    }
}
