package uk.tocsin.console;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import uk.tocsin.engine.EngineMeters;
import uk.tocsin.store.sqlite.StoreListener;

/// Meters of the embedded store, by file. Any thread.
///
/// - `tocsin.store.commit{file}` writing and syncing of a commit; `tocsin.store.commit.wait{file}` until it began
/// - `tocsin.store.checkpoint{file}` moving the write-ahead log into the file, for which commits wait
/// - `tocsin.store.read{file}` reading; `tocsin.store.read.wait{file}` until it began
final class StoreMeters implements StoreListener {
    private static final List<String> FILES = List.of("logs", "register", "snapshots");

    private final Map<What, Map<String, Timer>> timers = new EnumMap<>(What.class);

    private enum What {
        COMMIT("tocsin.store.commit"),
        COMMIT_WAIT("tocsin.store.commit.wait"),
        CHECKPOINT("tocsin.store.checkpoint"),
        READ("tocsin.store.read"),
        READ_WAIT("tocsin.store.read.wait");

        private final String meter;

        What(String meter) {
            this.meter = meter;
        }
    }

    StoreMeters(MeterRegistry registry) {
        for (What what : What.values()) {
            Map<String, Timer> files = new HashMap<>();
            FILES.forEach(file -> files.put(file, EngineMeters.timer(registry, what.meter, "file", file)));
            timers.put(what, files);
        }
    }

    private void record(What what, String file, long nanos) {
        Map<String, Timer> files = timers.get(what);
        Timer timer = files == null ? null : files.get(file);
        if (timer != null) {
            timer.record(nanos, TimeUnit.NANOSECONDS);
        }
    }

    @Override
    public void committed(String file, long waitedNanos, long tookNanos) {
        record(What.COMMIT_WAIT, file, waitedNanos);
        record(What.COMMIT, file, tookNanos);
    }

    @Override
    public void checkpointed(String file, long tookNanos) {
        record(What.CHECKPOINT, file, tookNanos);
    }

    @Override
    public void read(String file, long waitedNanos, long tookNanos) {
        record(What.READ_WAIT, file, waitedNanos);
        record(What.READ, file, tookNanos);
    }
}
