package uk.tocsin.control;

import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import uk.tocsin.model.Coded;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Every act id ever seen and how its act was answered, for ever: 29 bytes an act in arrays in the order of the
/// log, and 8 bytes of index (open addressing).
final class ActIds {
    private static final int ACCEPTED = 0;
    private static final int FREE = 0;

    private long[] high = new long[32];
    private long[] low = new long[32];
    private long[] positions = new long[32];
    private int[] alerts = new int[32];
    private byte[] reasons = new byte[32];
    private int[] index = new int[64];
    private int size;

    int size() {
        return size;
    }

    /// How the act with this id was answered, if there was one.
    Optional<Verdict.Repeated> seen(UUID id) {
        int entry = index[place(id.getMostSignificantBits(), id.getLeastSignificantBits())] - 1;
        if (entry < 0) {
            return Optional.empty();
        }
        Optional<Reason> reason =
                reasons[entry] == ACCEPTED ? Optional.empty() : Optional.of(Coded.ofCode(Reason.class, reasons[entry]));
        return Optional.of(new Verdict.Repeated(positions[entry], alerts[entry], reason));
    }

    /// Remembers an act that was not seen before.
    void add(UUID id, long position, Verdict verdict) {
        switch (verdict) {
            case Verdict.Accepted accepted -> add(id, position, accepted.alert(), ACCEPTED);
            case Verdict.Rejected rejected ->
                add(id, position, 0, rejected.reason().code());
            case Verdict.Repeated repeated -> throw new IllegalArgumentException("a repeated act is known already");
        }
    }

    private void add(UUID id, long position, int alert, int reason) {
        if (size == high.length) {
            grow();
        }
        high[size] = id.getMostSignificantBits();
        low[size] = id.getLeastSignificantBits();
        positions[size] = position;
        alerts[size] = alert;
        reasons[size] = (byte) reason;
        index[place(high[size], low[size])] = size + 1;
        size++;
    }

    private int place(long highBits, long lowBits) {
        int mask = index.length - 1;
        long mixed = (highBits ^ Long.rotateLeft(lowBits, 32)) * 0x9E3779B97F4A7C15L;
        int place = (int) (mixed >>> 32) & mask;
        while (index[place] != FREE && (high[index[place] - 1] != highBits || low[index[place] - 1] != lowBits)) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private void grow() {
        int length = Math.multiplyExact(high.length, 2);
        high = Arrays.copyOf(high, length);
        low = Arrays.copyOf(low, length);
        positions = Arrays.copyOf(positions, length);
        alerts = Arrays.copyOf(alerts, length);
        reasons = Arrays.copyOf(reasons, length);
        index = new int[Math.multiplyExact(length, 2)];
        for (int i = 0; i < size; i++) {
            index[place(high[i], low[i])] = i + 1;
        }
    }

    void write(Out out) {
        out.count(size);
        long previous = 0;
        for (int i = 0; i < size; i++) {
            out.signed(high[i]).signed(low[i]).count(positions[i] - previous);
            out.count(alerts[i]).u8(reasons[i]);
            previous = positions[i];
        }
    }

    static ActIds read(In in) {
        ActIds ids = new ActIds();
        int count = in.size();
        long position = 0;
        for (int i = 0; i < count; i++) {
            UUID id = new UUID(in.signed(), in.signed());
            position += in.count();
            int alert = in.size();
            int reason = in.u8();
            if (ids.seen(id).isPresent() || reason > Byte.MAX_VALUE) {
                throw new CorruptRecordException("the act ids of the snapshot are damaged");
            }
            ids.add(id, position, alert, reason);
        }
        return ids;
    }
}
