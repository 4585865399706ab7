package uk.tocsin.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import uk.tocsin.model.Shards;

/// What more people and more deliveries cost in memory and on disk: the heap that the shards alone take, and that the
/// whole engine gained with its bounded buffers, each after a collection; and the journals' file.
final class GrowthBench implements Bench {
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final int COLLECTIONS = 3;
    private static final int MOST_COLLECTIONS = 20;
    private static final int SETTLED_BYTES = 16 << 10;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int people = scale.of(64_000, 1_000_000, 10_000_000);
        figures.accept(Figure.alone("growth.index", "heap bytes a subscriber", index(people), Double.NaN));
        try (House house = House.open(work.resolve("house")).with(64_000)) {
            house.alert();
            long before = heap();
            int known = house.people();
            house.with(people);
            long gained = heap() - before;
            int added = house.people() - known;
            figures.accept(Figure.alone("growth.engine", "heap bytes a subscriber", each(gained, added), Double.NaN));
            long journals = house.journalBytes();
            Cpu.Taken taken = Measured.of(house::alert);
            figures.accept(Figure.alone(
                    "growth.journal",
                    "journal bytes a delivery",
                    each(house.journalBytes() - journals, house.people()),
                    taken.microsEach()));
        }
    }

    private static Spread index(int people) {
        int perShard = people / Shards.COUNT;
        FilledShard.registered(1, 0);
        long before = heap();
        List<FilledShard> shards = IntStream.range(0, Shards.COUNT)
                .mapToObj(number -> FilledShard.registered(perShard, number))
                .toList();
        try {
            return each(heap() - before, perShard * Shards.COUNT);
        } finally {
            Reference.reachabilityFence(shards);
        }
    }

    private static Spread each(long bytes, int of) {
        return Spread.once((double) bytes / of);
    }

    /// What is used when collections free nothing more: threads of what was closed before may let go of it late.
    private static long heap() {
        long used = Long.MAX_VALUE;
        for (int i = 0; i < MOST_COLLECTIONS; i++) {
            System.gc();
            long now = MEMORY.getHeapMemoryUsage().getUsed();
            if (i >= COLLECTIONS && used - now < SETTLED_BYTES) {
                return now;
            }
            used = now;
        }
        return used;
    }
}
