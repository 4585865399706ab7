package uk.tocsin.console.accounts;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The failed attempts at an account, by where they came from, and the addresses that count as known.
///
/// @param known keyed indexes of remote addresses, the latest first
record Failures(Map<Whence, Tries> tries, List<String> known) {
    static final Failures NONE = new Failures(Map.of(), List.of());

    private static final Duration FORGOTTEN = Duration.ofHours(24);
    private static final int KNOWN = 8;

    Failures {
        tries = Map.copyOf(tries);
        known = List.copyOf(known);
    }

    Whence whence(String remote) {
        return known.contains(remote) ? Whence.KNOWN : Whence.STRANGER;
    }

    /// When the next attempt from there is looked at.
    Instant closedUntil(Whence whence) {
        return tries.getOrDefault(whence, Tries.NONE).closedUntil(whence.free());
    }

    Failures failed(Whence whence, Instant now) {
        Map<Whence, Tries> next = new EnumMap<>(Whence.class);
        next.putAll(tries);
        next.merge(whence, Tries.NONE.failed(now, FORGOTTEN), (before, _) -> before.failed(now, FORGOTTEN));
        return new Failures(next, known);
    }

    /// What is left of it after an attempt that succeeded.
    Failures succeeded(Whence whence) {
        Map<Whence, Tries> next = new EnumMap<>(Whence.class);
        next.putAll(tries);
        next.remove(whence);
        return new Failures(next, known);
    }

    /// The same, with an address that the member has signed in from.
    Failures from(String remote) {
        List<String> next = new ArrayList<>(known);
        next.remove(remote);
        next.addFirst(remote);
        return new Failures(tries, next.subList(0, Math.min(KNOWN, next.size())));
    }

    void write(Out out) {
        out.list(tries.keySet().stream().sorted().toList(), (o, whence) -> {
            Tries each = tries.getOrDefault(whence, Tries.NONE);
            o.coded(whence).count(each.failures()).time(each.last());
        });
        out.list(known, Out::text);
    }

    static Failures read(In in) {
        Map<Whence, Tries> tries = new EnumMap<>(Whence.class);
        int count = in.size();
        for (int i = 0; i < count; i++) {
            Whence whence = in.coded(Whence.class);
            tries.put(whence, new Tries(in.size(), in.time()));
        }
        return new Failures(tries, in.list(In::text));
    }
}
