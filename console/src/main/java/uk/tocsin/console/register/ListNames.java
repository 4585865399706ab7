package uk.tocsin.console.register;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// All that the rows of a batch name. One thread.
final class ListNames {
    private static final int INDEX_BITS = 20;

    /// Names of a row.
    private static final int USUAL = 4;

    /// Those of no rows.
    static final ListNames NONE = new ListNames(List.of());

    /// No address has the index of a place.
    private final Map<Blind, Named> all;

    ListNames(List<Listed> rows) {
        all = HashMap.newHashMap(rows.size() * USUAL);
        for (Listed row : rows) {
            Listed.Keys keys = row.keys();
            for (int i = 0; i < keys.addresses(); i++) {
                all.computeIfAbsent(keys.address(i), ListNames::ofPerson);
            }
            Blind called = keys.person();
            if (called != null) {
                all.computeIfAbsent(called, ListNames::ofPerson);
            }
            Blind premises = keys.premises();
            if (premises != null) {
                all.computeIfAbsent(premises, ListNames::ofPlace);
            }
        }
    }

    private static Named ofPerson(Blind blind) {
        return new Named(blind, false);
    }

    private static Named ofPlace(Blind blind) {
        return new Named(blind, true);
    }

    /// An address, premises, or what a list calls somebody.
    Named get(Blind blind) {
        return Objects.requireNonNull(all.get(blind), "a name of another batch");
    }

    /// The claim that is made to something; [Named#NOBODY] for none.
    int claimant(Blind blind) {
        Named named = all.get(blind);
        return named == null ? Named.NOBODY : named.claimant();
    }

    /// All of them, ascending by the first 44 bits of their indexes: in the order of the store, which is all that
    /// sorting is for. Numbers are sorted, because objects lie all over memory.
    Named[] ascending() {
        Named[] names = all.values().toArray(Named[]::new);
        if (names.length >= 1 << INDEX_BITS) {
            throw new IllegalArgumentException(names.length + " are too many to be sorted");
        }
        long[] order = new long[names.length];
        for (int i = 0; i < order.length; i++) {
            long unsigned = names[i].blind().head() ^ Long.MIN_VALUE;
            order[i] = unsigned >> INDEX_BITS << INDEX_BITS | i;
        }
        Arrays.sort(order);
        Named[] sorted = new Named[names.length];
        for (int i = 0; i < order.length; i++) {
            sorted[i] = names[(int) order[i] & (1 << INDEX_BITS) - 1];
        }
        return sorted;
    }

    /// The ordinals of people who own something that is named.
    int[] owningPeople() {
        return owning(false);
    }

    /// The ordinals of premises that are named and known.
    int[] owningPlaces() {
        return owning(true);
    }

    private int[] owning(boolean places) {
        TreeSet<Integer> ordinals = new TreeSet<>();
        for (Named each : all.values()) {
            if (each.isPlace() == places && each.owner() != Named.NOBODY) {
                ordinals.add(each.owner());
            }
        }
        return ordinals.stream().mapToInt(Integer::intValue).toArray();
    }
}
