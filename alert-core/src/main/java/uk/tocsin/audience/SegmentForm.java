package uk.tocsin.audience;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.EOFException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.CRC32C;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Shards;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The serialised form of a shard's segments, the same for the same segments whatever their history:
///
/// ```
/// int     "TSEG"
/// int     version, 1
/// int     length of the body
/// int     CRC32C of the body
/// body    everyone: bitmap
///         segments: count, and for each, ascending: code, cardinality, bitmap (none is empty)
/// ```
///
/// An audience computed from a damaged blob would silently miss people, so reading checks the whole: the
/// checksum, each bitmap's own structure, its cardinality, the order of the codes, and that no segment has a
/// slot outside everyone.
final class SegmentForm {
    private static final int MAGIC = 0x54534547;
    private static final int VERSION = 1;
    /// A shard of [Shards#MAX_SLOT] subscribers at 16 bytes each; more is a damaged length.
    private static final int MAX_BODY = 1 << 29;
    /// Bytes read at a time, so that a damaged length ends with the input and not with the heap.
    private static final int CHUNK = 1 << 20;

    private SegmentForm() {}

    static void write(SegmentView view, DataOutput out) throws IOException {
        int[] codes = view.segments();
        Out body = new Out(1 << 16).bitmap(view.everyone()).count(codes.length);
        for (int code : codes) {
            RoaringBitmap segment = view.segment(code);
            body.count(code).count(segment.getLongCardinality()).bitmap(segment);
        }
        byte[] bytes = body.toBytes();
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        out.writeInt(bytes.length);
        out.writeInt(checksum(bytes));
        out.write(bytes);
    }

    /// Reads an index; [CorruptRecordException] for bytes that are not exactly what was written.
    static SegmentIndex read(DataInput source) throws IOException {
        try {
            if (source.readInt() != MAGIC) {
                throw new CorruptRecordException("these are no segments");
            }
            int version = source.readInt();
            if (version != VERSION) {
                throw new CorruptRecordException("segments of version " + version + " are unknown");
            }
            int length = source.readInt();
            int checksum = source.readInt();
            byte[] body = body(source, length);
            if (checksum(body) != checksum) {
                throw new CorruptRecordException("segments do not match their checksum");
            }
            return decode(new In(body));
        } catch (EOFException e) {
            throw new CorruptRecordException("segments end too early", e);
        }
    }

    private static byte[] body(DataInput source, int length) throws IOException {
        if (length < 0 || length > MAX_BODY) {
            throw new CorruptRecordException("segments of " + length + " bytes");
        }
        byte[] body = new byte[Math.min(length, CHUNK)];
        int filled = 0;
        while (filled < length) {
            if (filled == body.length) {
                body = Arrays.copyOf(body, (int) Math.min(length, 2L * body.length));
            }
            source.readFully(body, filled, body.length - filled);
            filled = body.length;
        }
        return body;
    }

    private static SegmentIndex decode(In in) {
        RoaringBitmap everyone = in.bitmap();
        if (!everyone.isEmpty() && (everyone.first() < 0 || everyone.last() > Shards.MAX_SLOT || everyone.last() < 0)) {
            throw new CorruptRecordException("segments hold a slot beyond " + Shards.MAX_SLOT);
        }
        int count = in.size();
        int[] codes = new int[Math.min(count, 1 << 10)];
        List<RoaringBitmap> bitmaps = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            if (i == codes.length) {
                codes = Arrays.copyOf(codes, 2 * codes.length);
            }
            codes[i] = code(in, i == 0 ? 0 : codes[i - 1]);
            bitmaps.add(segment(in, codes[i], everyone));
        }
        in.end();
        return new SegmentIndex(everyone, Arrays.copyOf(codes, count), bitmaps.toArray(RoaringBitmap[]::new));
    }

    private static int code(In in, int previous) {
        int code = in.size();
        if (code <= previous) {
            throw new CorruptRecordException("segment " + code + " follows segment " + previous);
        }
        try {
            Dimension.ofSegment(code);
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("segment " + code + " is unknown", e);
        }
        return code;
    }

    private static RoaringBitmap segment(In in, int code, RoaringBitmap everyone) {
        long cardinality = in.count();
        RoaringBitmap bitmap = in.bitmap();
        if (bitmap.isEmpty() || bitmap.getLongCardinality() != cardinality) {
            throw new CorruptRecordException("segment " + code + " does not have its " + cardinality + " slots");
        }
        if (!everyone.contains(bitmap)) {
            throw new CorruptRecordException("segment " + code + " has slots of nobody");
        }
        return bitmap;
    }

    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
