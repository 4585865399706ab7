package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The engine alone: audience, permits, journal with fsync, contacts fetched and decrypted, tokens, ledger; not
/// rendering, which is the channels'. Two installations by turns, one ten times (or, at full scale, a hundred times)
/// as large as the other: a delivery should cost the same in both.
final class EngineBench implements Bench {
    private static final int THOUSAND = 1_000;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int few = scale.of(6_400, 100_000, 100_000);
        int many = scale.of(12_800, 1_000_000, 10_000_000);
        int rounds = scale.of(1, 3, 3);
        List<Cpu.Taken> small = new ArrayList<>();
        List<Cpu.Taken> large = new ArrayList<>();
        try (House little = House.open(work.resolve("few")).with(few);
                House big = House.open(work.resolve("many")).with(many)) {
            warm(little, scale.of(1, 10, 10));
            for (int round = 0; round <= rounds; round++) {
                Cpu.Taken one = little.alert();
                Cpu.Taken other = big.alert();
                if (round > 0) {
                    small.add(one);
                    large.add(other);
                }
            }
        }
        String size = size(few);
        Spread cpu = Rounds.cpu(small);
        figures.accept(Figure.alone("engine." + size + ".cpu", "µs CPU a delivery", cpu, cpu.middle()));
        figures.accept(Figure.alone("engine." + size + ".rate", "deliveries/s", Rounds.rate(small), cpu.middle()));
        Spread all = Rounds.cpu(large);
        String name = "engine." + size(many);
        figures.accept(new Figure(name + ".cpu", "µs CPU a delivery", all, size + " people", cpu, all.middle()));
        figures.accept(Figure.alone(name + ".rate", "deliveries/s", Rounds.rate(large), all.middle()));
    }

    private static void warm(House house, int alerts) {
        for (int i = 0; i < alerts; i++) {
            house.alert();
        }
    }

    private static String size(int people) {
        return people >= THOUSAND * THOUSAND
                ? people / (THOUSAND * THOUSAND) + "m"
                : String.format(Locale.ROOT, "%dk", people / THOUSAND);
    }
}
