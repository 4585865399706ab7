package uk.tocsin.audience;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.codec.CorruptRecordException;

class SegmentIndexProperties {
    enum Kind {
        SET,
        ADD,
        REMOVE_SEGMENT,
        REMOVE,
        VIEW,
        REBOOT
    }

    record Op(Kind kind, int slot, int[] segments) {
        @Override
        public String toString() {
            return kind + " " + slot + " " + Arrays.toString(segments);
        }
    }

    /// The slots and their segments, as one would keep them without bitmaps.
    private static final class Model extends TreeMap<Integer, Set<Integer>> {
        private static final long serialVersionUID = 1L;

        void apply(Op op) {
            switch (op.kind) {
                case SET -> put(op.slot, new TreeSet<>(boxed(op.segments)));
                case ADD -> computeIfPresent(op.slot, (slot, old) -> with(old, op.segments[0]));
                case REMOVE_SEGMENT -> computeIfPresent(op.slot, (slot, old) -> without(old, op.segments[0]));
                case REMOVE -> remove(op.slot);
                case VIEW, REBOOT -> {}
            }
        }

        private static Set<Integer> with(Set<Integer> old, int segment) {
            Set<Integer> more = new TreeSet<>(old);
            more.add(segment);
            return more;
        }

        private static Set<Integer> without(Set<Integer> old, int segment) {
            Set<Integer> fewer = new TreeSet<>(old);
            fewer.remove(segment);
            return fewer;
        }

        private static List<Integer> boxed(int[] segments) {
            return Arrays.stream(segments).boxed().toList();
        }
    }

    @Provide
    Arbitrary<List<Op>> histories() {
        Arbitrary<Integer> slots = Arbitraries.of(0, 1, 2, 3, 65_535, 65_536, 200_000);
        Arbitrary<int[]> segments = Arbitraries.integers()
                .between(1, 4)
                .flatMap(
                        value -> Arbitraries.of(Dimension.SECTOR, Dimension.TAG).map(d -> d.segment(value)))
                .array(int[].class)
                .ofMinSize(1)
                .ofMaxSize(4);
        return Combinators.combine(Arbitraries.of(Kind.values()), slots, segments)
                .as(Op::new)
                .list()
                .ofMaxSize(60);
    }

    @Property(tries = 400)
    void everyViewStaysWhatItWasWhenItWasPublished(@ForAll("histories") List<Op> history) throws IOException {
        SegmentIndex index = new SegmentIndex();
        Model model = new Model();
        List<SegmentView> views = new ArrayList<>();
        List<Model> models = new ArrayList<>();
        for (Op op : history) {
            model.apply(op);
            switch (op.kind) {
                case SET -> index.set(op.slot, op.segments);
                case ADD ->
                    assertThat(index.addSegment(op.slot, op.segments[0])).isEqualTo(model.containsKey(op.slot));
                case REMOVE_SEGMENT -> index.removeSegment(op.slot, op.segments[0]);
                case REMOVE -> index.remove(op.slot);
                case REBOOT -> index = read(write(index.view()));
                case VIEW -> {
                    views.add(index.view());
                    models.add((Model) model.clone());
                }
            }
        }
        views.add(index.view());
        models.add(model);
        for (int i = 0; i < views.size(); i++) {
            assertThat(contents(views.get(i))).isEqualTo(models.get(i));
        }
    }

    private static Map<Integer, Set<Integer>> contents(SegmentView view) {
        Map<Integer, Set<Integer>> contents = new TreeMap<>();
        view.everyone().forEach((int slot) -> contents.put(slot, new TreeSet<>()));
        for (int segment : view.segments()) {
            view.segment(segment)
                    .forEach((int slot) -> assertThat(
                                    Objects.requireNonNull(contents.get(slot)).add(segment))
                            .isTrue());
        }
        return contents;
    }

    @Property(tries = 100)
    void sameSegmentsHaveTheSameBytesWhateverTheirHistory(@ForAll long seed) throws IOException {
        SegmentIndex grown = Populations.random(seed, 3_000);
        SegmentIndex detour = Populations.random(seed, 3_000);
        for (int slot = 0; slot < 3_000; slot += 7) {
            detour.set(100_000 + slot, new int[] {Dimension.TAG.segment(8)});
            detour.remove(100_000 + slot);
        }
        assertThat(write(detour.view())).isEqualTo(write(grown.view()));
    }

    @Property(tries = 300)
    void damagedBytesAreRefused(
            @ForAll long seed,
            @ForAll int at,
            @ForAll @IntRange(min = 1, max = 255) int flip,
            @ForAll @Size(max = 3) byte[] rubbish)
            throws IOException {
        byte[] bytes = write(Populations.random(seed, 500).view());
        byte[] flipped = bytes.clone();
        flipped[Math.floorMod(at, bytes.length)] ^= (byte) flip;
        byte[] cut = Arrays.copyOf(bytes, Math.floorMod(at, bytes.length));
        for (byte[] damaged : List.of(flipped, cut, rubbish)) {
            assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> read(damaged));
        }
    }

    private static byte[] write(SegmentView view) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        view.write(new DataOutputStream(bytes));
        return bytes.toByteArray();
    }

    private static SegmentIndex read(byte[] bytes) throws IOException {
        return SegmentIndex.read(new DataInputStream(new ByteArrayInputStream(bytes)));
    }
}
