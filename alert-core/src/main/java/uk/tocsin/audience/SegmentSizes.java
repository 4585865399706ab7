package uk.tocsin.audience;

import org.roaringbitmap.RoaringBitmap;

/// Estimates what a bitmap takes on the heap of a 64-bit JVM with compressed references.
final class SegmentSizes {
    /// RoaringBitmap 16, RoaringArray 32, its key and container arrays at their first capacity of four 24 + 32.
    private static final int BITMAP = 104;
    /// The container object 24 and its array's header 16.
    private static final int CONTAINER = 40;

    private SegmentSizes() {}

    static long of(RoaringBitmap bitmap) {
        return BITMAP + (long) CONTAINER * bitmap.getContainerCount() + bitmap.getLongSizeInBytes();
    }
}
