package uk.tocsin.journal;

import java.util.Arrays;

/// Where the records of one append stand, in the order in which they were given. Positions rise, but need not
/// follow one another: where several processes append, records of others may stand between them. Immutable.
public final class Appended {
    private final long[] positions;
    private final long writtenMs;

    private Appended(long[] positions, long writtenMs) {
        this.positions = positions;
        this.writtenMs = writtenMs;
    }

    /// At these positions, which rise. IllegalArgumentException: there is none, or one does not rise.
    public static Appended at(long... positions) {
        long[] copy = positions.clone();
        for (int i = 0; i < copy.length; i++) {
            if (copy[i] < 0 || i > 0 && copy[i] <= copy[i - 1]) {
                throw new IllegalArgumentException("positions do not rise: " + Arrays.toString(copy));
            }
        }
        if (copy.length == 0) {
            throw new IllegalArgumentException("an append has at least one record");
        }
        return new Appended(copy, -1);
    }

    /// The same, of a log with a clock of its own.
    ///
    /// @param whenMs when the last of them was written, by that clock, in milliseconds since the epoch
    public Appended writtenAt(long whenMs) {
        return new Appended(positions, whenMs);
    }

    /// So many records, one after the other from `first` on.
    public static Appended from(long first, int count) {
        long[] positions = new long[count];
        for (int i = 0; i < count; i++) {
            positions[i] = first + i;
        }
        return at(positions);
    }

    /// The position of the first record.
    public long first() {
        return positions[0];
    }

    /// The position of the last record.
    public long last() {
        return positions[positions.length - 1];
    }

    /// The position of a record, counted from 0 in the order in which they were given.
    public long of(int record) {
        return positions[record];
    }

    /// When the last record was written by the log's own clock, in milliseconds since the epoch; -1 if it has none.
    public long writtenMs() {
        return writtenMs;
    }

    /// How many records there are.
    public int count() {
        return positions.length;
    }

    @Override
    public String toString() {
        return count() + " records from " + first() + " to " + last();
    }
}
