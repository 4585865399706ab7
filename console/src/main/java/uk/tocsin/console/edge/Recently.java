package uk.tocsin.console.edge;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/// What is remembered of keys that were used recently, the one not used for longest forgotten first. Confined to
/// whoever holds its lock.
final class Recently<V> {
    private final Map<String, V> values;

    /// @param most keys that are remembered
    Recently(int most) {
        this.values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /// What is remembered of a key, from now on if not before.
    V of(String key, Function<String, V> fresh) {
        return values.computeIfAbsent(key, fresh);
    }

    /// What is remembered of a key, if anything is.
    Optional<V> find(String key) {
        return Optional.ofNullable(values.get(key));
    }
}
