package uk.tocsin.store.kafka;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.apache.kafka.common.KafkaFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether appends can succeed, as far as is known: not after one failed, nor while one has been under way for too
/// long, until one succeeds or the brokers say that every partition has a leader and enough copies. [#writable]
/// from any thread; the rest on the answering thread.
final class Health {
    /// How long an append may be under way before it is taken for stuck.
    static final long LATE_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final Logger LOG = LoggerFactory.getLogger(Health.class);
    private static final long PROBE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<KafkaFuture<Boolean>> probe;
    private final AtomicBoolean probing = new AtomicBoolean();
    private volatile boolean failing;
    private volatile boolean late;
    private long probedNanos;

    /// @param probe asks the brokers whether records could be written; see [Copies]
    Health(Supplier<KafkaFuture<Boolean>> probe) {
        this.probe = probe;
    }

    boolean writable() {
        return !failing && !late;
    }

    void succeeded() {
        if (failing) {
            failing = false;
            LOG.info("Kafka takes appends again");
        }
    }

    void failed(Throwable reason) {
        if (!failing) {
            failing = true;
            LOG.warn("Kafka takes no appends: {}", reason.toString());
        }
    }

    /// Looks again, a few times a second.
    void tick(long nowNanos, boolean isLate) {
        late = isLate;
        if (failing && !isLate && nowNanos - probedNanos > PROBE_NANOS && probing.compareAndSet(false, true)) {
            probedNanos = nowNanos;
            var _ = probe.get().whenComplete((enough, failure) -> {
                if (failure == null && enough) {
                    succeeded();
                }
                probing.set(false);
            });
        }
    }
}
