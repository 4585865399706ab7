package uk.tocsin.store.sqlite;

/// Who has a blind index.
record Claim(Blind blind, int owner) implements Comparable<Claim> {
    @Override
    public int compareTo(Claim other) {
        return blind.compareTo(other.blind);
    }
}
