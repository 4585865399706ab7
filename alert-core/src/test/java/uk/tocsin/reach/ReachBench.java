package uk.tocsin.reach;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.IntSupplier;
import org.roaringbitmap.BitSetUtil;
import org.roaringbitmap.RoaringBatchIterator;
import org.roaringbitmap.RoaringBitmap;
import org.roaringbitmap.RoaringBitmapWriter;
import uk.tocsin.model.AgeBuckets;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Shards;

/// What the reach of a slice costs, in CPU of the one thread it takes. Everybody has a delivery on every channel and
/// one premises; states and
/// ages are those of an alert that went well, but who has which is random, which no bitmap can compress.
///
/// Arguments: subscribers, reports.
final class ReachBench {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ReachBench() {}

    /// Runs it.
    public static void main(String[] args) {
        int people = args.length > 0 ? Integer.parseInt(args[0]) : 10_000_000;
        int reports = args.length > 1 ? Integer.parseInt(args[1]) : 200;
        List<RandomView> shards = new ArrayList<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            shards.add(new RandomView(people / Shards.COUNT, new Random(shard)));
        }
        for (int segments = 0; segments <= RandomView.SEGMENTS; segments++) {
            int[] slice = new int[segments];
            Arrays.setAll(slice, i -> i);
            long[] nanos = new long[reports];
            long audience = 0;
            for (int i = 0; i < reports; i++) {
                long began = THREADS.getCurrentThreadCpuTime();
                audience = Reach.of(shards, slice).persons().audience();
                nanos[i] = THREADS.getCurrentThreadCpuTime() - began;
            }
            Arrays.sort(nanos);
            System.out.printf(
                    Locale.ROOT,
                    "%d people, slice of %d segments (%d people): p50 %.1f ms, p99 %.1f ms%n",
                    people,
                    segments,
                    audience,
                    nanos[reports / 2] / 1e6,
                    nanos[reports * 99 / 100] / 1e6);
        }
    }

    private static final class RandomView implements LedgerView {
        static final int SEGMENTS = 2;
        private static final int FREQUENT = 8;

        private final RoaringBitmap everybody;
        private final RoaringBitmap[] segments;
        private final Map<ChannelKind, RoaringBitmap[]> states = new EnumMap<>(ChannelKind.class);
        private final Map<ChannelKind, RoaringBitmap[]> accepted = new EnumMap<>(ChannelKind.class);
        private final Map<ChannelKind, RoaringBitmap[]> delivered = new EnumMap<>(ChannelKind.class);

        RandomView(int slots, Random random) {
            everybody = RoaringBitmap.bitmapOfRange(0, slots);
            segments = new RoaringBitmap[SEGMENTS];
            Arrays.setAll(segments, _ -> parted(slots, FREQUENT, () -> random.nextInt(FREQUENT))[0]);
            for (ChannelKind channel : ChannelKind.values()) {
                states.put(channel, parted(slots, DeliveryState.values().length, () -> state(random)));
                accepted.put(channel, parted(slots, AgeBuckets.COUNT, () -> bucket(random)));
                delivered.put(channel, parted(slots, AgeBuckets.COUNT, () -> bucket(random)));
            }
        }

        /// Mostly delivered; some read, acknowledged, failed, or only accepted.
        private static int state(Random random) {
            int percent = random.nextInt(100);
            DeliveryState state = percent < 70
                    ? DeliveryState.DELIVERED
                    : percent < 80
                            ? DeliveryState.READ
                            : percent < 88
                                    ? DeliveryState.ACKNOWLEDGED
                                    : percent < 94 ? DeliveryState.ACCEPTED : DeliveryState.FAILED;
            return state.code();
        }

        /// Around half a minute, in a bell of ten buckets.
        private static int bucket(Random random) {
            return Math.clamp(Math.round(9 + 2 * random.nextGaussian()), 0, AgeBuckets.COUNT - 1);
        }

        private static RoaringBitmap[] parted(int slots, int parts, IntSupplier part) {
            List<RoaringBitmapWriter<RoaringBitmap>> writers = new ArrayList<>();
            for (int i = 0; i < parts; i++) {
                writers.add(RoaringBitmapWriter.writer().get());
            }
            for (int slot = 0; slot < slots; slot++) {
                writers.get(part.getAsInt()).add(slot);
            }
            return writers.stream().map(RoaringBitmapWriter::get).toArray(RoaringBitmap[]::new);
        }

        @Override
        public int alert() {
            return 1;
        }

        @Override
        public long dispatchedMs() {
            return 0;
        }

        @Override
        public Set<ChannelKind> channels() {
            return states.keySet();
        }

        @Override
        public RoaringBitmap planned(ChannelKind channel) {
            return everybody;
        }

        @Override
        public RoaringBitmap state(ChannelKind channel, DeliveryState state) {
            return of(states, channel)[state.code()];
        }

        @Override
        public RoaringBitmap age(ChannelKind channel, Evidence kind, int bucket) {
            return of(kind == Evidence.ACCEPTED ? accepted : delivered, channel)[bucket];
        }

        private static RoaringBitmap[] of(Map<ChannelKind, RoaringBitmap[]> all, ChannelKind channel) {
            RoaringBitmap[] found = all.get(channel);
            if (found == null) {
                throw new IllegalStateException("every channel has deliveries");
            }
            return found;
        }

        @Override
        public Map<FailureReason, RoaringBitmap> failures(ChannelKind channel) {
            return Map.of();
        }

        @Override
        public RoaringBitmap audience() {
            return everybody;
        }

        @Override
        public RoaringBitmap segment(int segment) {
            return segments[segment];
        }

        @Override
        public RoaringBitmap premisesOf(RoaringBitmap slots) {
            BitSet found = new BitSet();
            int[] batch = new int[256];
            for (RoaringBatchIterator each = slots.getBatchIterator(); each.hasNext(); ) {
                int size = each.nextBatch(batch);
                for (int i = 0; i < size; i++) {
                    found.set(batch[i] / 2);
                }
            }
            return BitSetUtil.bitmapOf(found);
        }
    }
}
