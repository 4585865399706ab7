package uk.tocsin.shard;

import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;

/// A set of slots that its shard changes and everybody may read a copy of. The copy is made when it is asked
/// for, and only if the set changed since the last one. Owned by the shard's thread.
final class Bits {
    private final RoaringBitmap live;
    private @Nullable RoaringBitmap published;

    Bits() {
        this(new RoaringBitmap());
    }

    Bits(RoaringBitmap initial) {
        live = initial;
    }

    /// The set itself: for reading on the shard's thread, never to be kept.
    RoaringBitmap live() {
        return live;
    }

    void add(RoaringBitmap slots) {
        if (!slots.isEmpty()) {
            live.or(slots);
            published = null;
        }
    }

    void remove(RoaringBitmap slots) {
        if (!live.isEmpty() && !slots.isEmpty()) {
            live.andNot(slots);
            published = null;
        }
    }

    void remove(int slot) {
        if (live.checkedRemove(slot)) {
            published = null;
        }
    }

    void add(int slot) {
        if (live.checkedAdd(slot)) {
            published = null;
        }
    }

    boolean contains(int slot) {
        return live.contains(slot);
    }

    boolean isEmpty() {
        return live.isEmpty();
    }

    /// A copy that nobody changes.
    RoaringBitmap view() {
        RoaringBitmap copy = published;
        if (copy == null) {
            copy = live.clone();
            published = copy;
        }
        return copy;
    }
}
