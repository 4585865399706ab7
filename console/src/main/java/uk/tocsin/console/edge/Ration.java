package uk.tocsin.console.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import javax.crypto.SecretKey;
import uk.tocsin.console.register.Organisation;

/// How many notices strangers may have sent to one address, so that nobody can be flooded through us: 5 in an hour
/// and 20 in a day. Remembers keyed sums, not addresses. Any thread.
final class Ration {
    private static final int AN_HOUR = 5;
    private static final int A_DAY = 20;

    /// Addresses that are remembered: some 40 MB when each was used to the full.
    private static final int REMEMBERED = 100_000;

    private final Seal seal;
    private final InstantSource clock;
    private final Recently<Deque<Instant>> spent = new Recently<>(REMEMBERED);

    Ration(SecretKey key, InstantSource clock) {
        this.seal = new Seal(key, "ration");
        this.clock = clock;
    }

    /// Takes one of what an address may still get; false when nothing is left of it.
    synchronized boolean spend(Organisation.Address address) {
        Instant now = clock.instant();
        Deque<Instant> times =
                spent.of(seal.text(address.channel().word() + " " + address.value()), _ -> new ArrayDeque<>());
        times.removeIf(time -> !time.plus(Duration.ofDays(1)).isAfter(now));
        long lately = times.stream()
                .filter(time -> time.plus(Duration.ofHours(1)).isAfter(now))
                .count();
        if (times.size() >= A_DAY || lately >= AN_HOUR) {
            return false;
        }
        times.add(now);
        return true;
    }
}
