package uk.tocsin.console.register;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// All that the rows of a batch name. One thread.
final class ListNames {
    private static final int INDEX_BITS = 20;

    private final Map<Blind, Named> people = new HashMap<>();
    private final Map<Blind, Named> places = new HashMap<>();

    ListNames(List<Listed> rows) {
        for (Listed row : rows) {
            Listed.Keys keys = row.keys();
            for (int i = 0; i < keys.addresses(); i++) {
                people.computeIfAbsent(keys.address(i), Named::new);
            }
            Blind called = keys.person();
            if (called != null) {
                people.computeIfAbsent(called, Named::new);
            }
            Blind premises = keys.premises();
            if (premises != null) {
                places.computeIfAbsent(premises, Named::new);
            }
        }
    }

    /// An address, or what a list calls somebody.
    Named person(Blind blind) {
        return Objects.requireNonNull(people.get(blind), "a name of another batch");
    }

    Named place(Blind blind) {
        return Objects.requireNonNull(places.get(blind), "a place of another batch");
    }

    /// All of them, ascending by the first 44 bits of their indexes: in the order of the store, which is all that
    /// sorting is for. Numbers are sorted, because objects lie all over memory.
    Named[] ascending() {
        Named[] all = new Named[people.size() + places.size()];
        int size = fill(all, 0, people.values());
        fill(all, size, places.values());
        if (all.length >= 1 << INDEX_BITS) {
            throw new IllegalArgumentException(all.length + " are too many to be sorted");
        }
        long[] order = new long[all.length];
        for (int i = 0; i < order.length; i++) {
            long unsigned = all[i].blind().head() ^ Long.MIN_VALUE;
            order[i] = unsigned >> INDEX_BITS << INDEX_BITS | i;
        }
        Arrays.sort(order);
        Named[] sorted = new Named[all.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = all[(int) order[i] & (1 << INDEX_BITS) - 1];
        }
        return sorted;
    }

    private static int fill(Named[] all, int from, Collection<Named> some) {
        int at = from;
        for (Named each : some) {
            all[at++] = each;
        }
        return at;
    }

    /// The ordinals of people who own something that is named.
    int[] owningPeople() {
        return owning(people.values());
    }

    /// The ordinals of premises that are named and known.
    int[] owningPlaces() {
        return owning(places.values());
    }

    private static int[] owning(Collection<Named> some) {
        TreeSet<Integer> ordinals = new TreeSet<>();
        for (Named each : some) {
            if (each.owner() != Named.NOBODY) {
                ordinals.add(each.owner());
            }
        }
        return ordinals.stream().mapToInt(Integer::intValue).toArray();
    }
}
