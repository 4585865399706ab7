package uk.tocsin.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.nio.file.Path;
import java.util.function.Consumer;

/// What more people and more deliveries cost in memory and on disk: heap after a collection, and the journals' file.
final class GrowthBench implements Bench {
    private static final MemoryMXBean MEMORY = ManagementFactory.getMemoryMXBean();
    private static final int COLLECTIONS = 3;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int people = scale.of(64_000, 1_000_000, 10_000_000);
        try (House house = House.open(work.resolve("house")).with(64_000)) {
            house.alert();
            long before = heap();
            int known = house.people();
            house.with(people);
            long index = heap() - before;
            int added = house.people() - known;
            figures.accept(Figure.alone("growth.index", "heap bytes a subscriber", each(index, added), Double.NaN));
            long journals = house.journalBytes();
            Cpu.Taken taken = Measured.of(house::alert);
            figures.accept(Figure.alone(
                    "growth.journal",
                    "journal bytes a delivery",
                    each(house.journalBytes() - journals, house.people()),
                    taken.microsEach()));
        }
    }

    private static Spread each(long bytes, int of) {
        return Spread.once((double) bytes / of);
    }

    private static long heap() {
        for (int i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return MEMORY.getHeapMemoryUsage().getUsed();
    }
}
