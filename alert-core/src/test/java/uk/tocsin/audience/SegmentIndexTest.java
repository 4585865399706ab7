package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Shards;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.Out;

class SegmentIndexTest {
    private static final int RETAIL = Dimension.SECTOR.segment(20);
    private static final int FOOD = Dimension.SECTOR.segment(28);
    private static final int SMS = Dimension.HAS.segment(2);

    private final SegmentIndex index = new SegmentIndex();

    @Test
    void settingASlotReplacesItsSegments() {
        index.set(7, new int[] {SMS, RETAIL});
        index.set(7, new int[] {FOOD, SMS});
        SegmentView view = index.view();
        assertThat(view.everyone().toArray()).containsExactly(7);
        assertThat(view.segment(RETAIL).isEmpty()).isTrue();
        assertThat(view.segment(FOOD).toArray()).containsExactly(7);
        assertThat(view.segments()).containsExactly(FOOD, SMS);
    }

    @Test
    void aRemovedSlotIsInNothingAndStaysOut() {
        index.set(7, new int[] {SMS, RETAIL});
        index.remove(7);
        index.remove(7);
        assertThat(index.addSegment(7, SMS)).isFalse();
        assertThat(index.view().everyone().isEmpty()).isTrue();
        assertThat(index.view().segments()).isEmpty();
    }

    @Test
    void oneSegmentCanBeAddedAndRemoved() {
        index.set(7, new int[] {SMS});
        assertThat(index.addSegment(7, RETAIL)).isTrue();
        index.removeSegment(7, SMS);
        index.removeSegment(7, FOOD);
        assertThat(index.view().segments()).containsExactly(RETAIL);
    }

    @Test
    void aViewIsSharedUntilSomethingChanges() {
        index.set(7, new int[] {SMS, RETAIL});
        SegmentView first = index.view();
        index.set(7, new int[] {SMS, RETAIL});
        assertThat(index.view()).isSameAs(first);
        index.addSegment(7, FOOD);
        SegmentView second = index.view();
        assertThat(second).isNotSameAs(first);
        assertThat(second.segment(SMS)).isSameAs(first.segment(SMS));
        assertThat(first.segment(FOOD).isEmpty()).isTrue();
    }

    @Test
    void whatGrowsWithoutAViewStaysSmall() {
        for (int slot = 0; slot < 150_000; slot++) {
            int organisation = slot / 8;
            index.set(slot, new int[] {SMS, Dimension.SECTOR.segment(1 + organisation * 7919 % 20)});
        }
        long grown = index.bytes();
        index.view();
        assertThat(grown).isLessThan(2 * index.bytes());
    }

    @Test
    void whatIsShownHasRunsOnlyWhereTheyAreFarSmaller() {
        for (int slot = 0; slot < 150_000; slot++) {
            index.set(slot, new int[] {SMS, Dimension.SECTOR.segment(1 + slot / 2 % 20)});
        }
        SegmentView view = index.view();
        assertThat(view.segment(SMS).hasRunCompression()).isTrue();
        assertThat(view.segment(Dimension.SECTOR.segment(1)).hasRunCompression())
                .isFalse();
    }

    @Test
    void whatIsOutOfRangeIsRefusedAndNothingIsHalfDone() {
        for (int slot : new int[] {-1, Shards.MAX_SLOT + 1}) {
            assertThatIllegalArgumentException().isThrownBy(() -> index.set(slot, new int[] {SMS}));
            assertThatIllegalArgumentException().isThrownBy(() -> index.remove(slot));
            assertThatIllegalArgumentException().isThrownBy(() -> index.addSegment(slot, SMS));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> index.set(1, new int[] {SMS, 12}));
        assertThatIllegalArgumentException().isThrownBy(() -> index.removeSegment(1, 0));
        assertThat(index.view().everyone().isEmpty()).isTrue();
    }

    @Test
    void anIndexOfNobodyIsReadBackAsNobody() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        index.write(new DataOutputStream(bytes));
        assertThat(read(bytes.toByteArray()).view().everyone().isEmpty()).isTrue();
    }

    @Test
    void contentsThatContradictEachOtherAreRefusedThoughTheChecksumHolds() throws IOException {
        RoaringBitmap one = RoaringBitmap.bitmapOf(1);
        RoaringBitmap two = RoaringBitmap.bitmapOf(1, 2);
        assertThat(read(blob(new Out().bitmap(two).count(1).count(SMS).count(1).bitmap(one)))
                        .view()
                        .segment(SMS))
                .isEqualTo(one);
        refused(new Out().bitmap(one).count(1).count(SMS).count(2).bitmap(two), "nobody");
        refused(new Out().bitmap(two).count(1).count(SMS).count(2).bitmap(one), "2 slots");
        refused(new Out().bitmap(two).count(1).count(SMS).count(0).bitmap(new RoaringBitmap()), "0 slots");
        refused(new Out().bitmap(two).count(1).count(12).count(1).bitmap(one), "segment 12");
        refused(
                new Out()
                        .bitmap(two)
                        .count(2)
                        .count(SMS)
                        .count(1)
                        .bitmap(one)
                        .count(SMS)
                        .count(1)
                        .bitmap(one),
                "follows");
        refused(new Out().bitmap(RoaringBitmap.bitmapOf(-1)).count(0), "beyond");
        refused(new Out().bitmap(one).count(0).u8(0), "follow the last field");
        refused(new Out().bitmap(one).count(1), "");
    }

    private static void refused(Out body, String why) {
        assertThatExceptionOfType(CorruptRecordException.class)
                .isThrownBy(() -> read(blob(body)))
                .withMessageContaining(why);
    }

    private static byte[] blob(Out body) throws IOException {
        byte[] bytes = body.toBytes();
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        ByteArrayOutputStream blob = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(blob);
        out.writeInt(0x54534547);
        out.writeInt(1);
        out.writeInt(bytes.length);
        out.writeInt((int) crc.getValue());
        out.write(bytes);
        return blob.toByteArray();
    }

    private static SegmentIndex read(byte[] bytes) throws IOException {
        return SegmentIndex.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
