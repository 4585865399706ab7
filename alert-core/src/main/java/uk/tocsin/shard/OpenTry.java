package uk.tocsin.shard;

import java.util.BitSet;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// A try whose requests may be on the wire, or whose unknowns are still to be resolved.
///
/// @param slots what the try opened, ascending; a request's index is its place here
/// @param ended the indexes whose outcome is known
/// @param epoch the claim it was opened under
record OpenTry(int alert, int step, int endpoint, long permitMs, long epoch, int[] slots, BitSet ended) {
    static OpenTry of(ShardRecord.Attempted attempted, int[] slots) {
        return new OpenTry(
                attempted.alert(),
                attempted.step(),
                attempted.endpoint(),
                attempted.permitMs(),
                attempted.stamp().epoch(),
                slots,
                new BitSet(slots.length));
    }

    boolean complete() {
        return ended.cardinality() == slots.length;
    }

    /// The slots of all indexes not yet ended.
    int[] openIndexes() {
        int[] indexes = new int[slots.length - ended.cardinality()];
        int size = 0;
        for (int index = ended.nextClearBit(0); index < slots.length; index = ended.nextClearBit(index + 1)) {
            indexes[size++] = index;
        }
        return indexes;
    }

    void write(Out out) {
        out.count(alert).u8(step).u8(endpoint).signed(permitMs).signed(epoch).ascending(slots);
        out.bytes(ended.toByteArray());
    }

    static OpenTry read(In in) {
        return new OpenTry(
                in.size(), in.u8(), in.u8(), in.signed(), in.signed(), in.ascending(), BitSet.valueOf(in.bytes()));
    }
}
