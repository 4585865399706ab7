package uk.tocsin.reach;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What is worked out for the first who asks, and then kept. Any thread; others wait for the first.
final class Once<T> {
    private final Supplier<T> how;
    private @Nullable T value;

    Once(Supplier<T> how) {
        this.how = how;
    }

    synchronized T get() {
        T found = value;
        if (found == null) {
            found = how.get();
            value = found;
        }
        return found;
    }
}
