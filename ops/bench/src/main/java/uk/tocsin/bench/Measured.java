package uk.tocsin.bench;

import java.util.function.Supplier;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/// A stretch of our own that a bench measures, as the flight recorder sees it: [Profile] counts what lies within one.
/// Costs next to nothing while nobody records.
@Name(Measured.NAME)
@StackTrace(false)
final class Measured extends Event {
    static final String NAME = "uk.tocsin.bench.Measured";

    private Measured() {}

    /// Does it, as a measured stretch.
    static <T> T of(Supplier<T> stretch) {
        Measured measured = new Measured();
        measured.begin();
        try {
            return stretch.get();
        } finally {
            measured.commit();
        }
    }
}
