package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/// A large register: how soon a count shows a change, and how soon a closed installation counts again, its shards
/// decide, and an alert would go out.
final class RegisterBench implements Bench {
    private static final double NANOS_PER_MS = 1e6;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int count = scale.of(64_000, 1_000_000, 10_000_000);
        int changes = scale.of(20, 300, 300);
        Path directory = work.resolve("house");
        int people;
        try (House house = House.open(directory).with(count)) {
            people = house.people();
            figures.accept(changed(house, changes, 0.50));
            figures.accept(changed(house, changes, 0.99));
        }
        long began = System.nanoTime();
        try (House again = House.reopen(directory)) {
            if (again.everyone() != people) {
                throw new BenchException(again.everyone() + " of " + people + " are there after a restart");
            }
            double ms = (System.nanoTime() - began) / NANOS_PER_MS;
            figures.accept(Figure.alone("register.restart", "ms (" + people + " people)", Spread.once(ms), Double.NaN));
        }
    }

    private static Figure changed(House house, int changes, double share) {
        SplittableRandom random = new SplittableRandom(7);
        People drawn = new People(-2);
        Latencies latencies = Measured.of(() -> {
            Latencies timed = new Latencies(changes);
            for (int i = 0; i < changes; i++) {
                int ordinal = random.nextInt(house.people());
                int[] segments = drawn.segments();
                timed.time(() -> {
                    house.change(ordinal, segments);
                    house.everyone();
                });
            }
            return timed;
        });
        String name = "register.change.p" + Math.round(share * 100);
        return Figure.alone(name, "ms until a count shows it", latencies.percentile(share), Double.NaN);
    }
}
