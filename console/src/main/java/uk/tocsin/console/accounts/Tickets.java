package uk.tocsin.console.accounts;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What somebody has done so far of something with two steps, until they come back with their ticket. In memory:
/// after a restart they start again. Only who has a right password or a code for enrolment is given one, so nobody
/// else can press theirs out. Any thread.
final class Tickets<V> {
    private static final int BYTES = 32;
    private static final int MOST = 1_000;

    private final Duration good;
    private final RandomGenerator random;
    private final InstantSource clock;
    private final Bounded<Held<V>> held = new Bounded<>(MOST);

    private record Held<V>(V value, Instant endsAt) {}

    /// @param good how long a ticket is
    Tickets(Duration good, RandomGenerator random, InstantSource clock) {
        this.good = good;
        this.random = random;
        this.clock = clock;
    }

    /// A ticket; its value is to be put in place by [#hold].
    String fresh() {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /// Holds a value for a ticket; returns when it ends.
    Instant hold(String ticket, V value) {
        Instant endsAt = clock.instant().plus(good);
        held.put(ticket, new Held<>(value, endsAt));
        return endsAt;
    }

    /// When a ticket ends.
    Instant endsAt(String ticket) {
        return held.find(ticket).map(Held::endsAt).orElse(Instant.MIN);
    }

    Optional<V> find(String ticket) {
        return held.find(ticket)
                .filter(each -> clock.instant().isBefore(each.endsAt()))
                .map(Held::value);
    }

    void remove(String ticket) {
        held.remove(ticket);
    }
}
