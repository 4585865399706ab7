package uk.tocsin.console.accounts;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// What is remembered by key in memory, the one not used for longest forgotten first. Any thread.
final class Bounded<V> {
    private final Map<String, V> values;

    /// @param most keys that are remembered
    Bounded(int most) {
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> find(String key) {
        return Optional.ofNullable(values.get(key));
    }

    synchronized void put(String key, V value) {
        values.put(key, value);
    }

    /// Changes what is remembered, if anything is.
    synchronized void change(String key, UnaryOperator<V> change) {
        values.computeIfPresent(key, (_, value) -> change.apply(value));
    }

    synchronized void remove(String key) {
        values.remove(key);
    }
}
