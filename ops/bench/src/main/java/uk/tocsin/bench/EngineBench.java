package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The engine alone: audience, permits, journal with fsync, contacts fetched and decrypted, tokens, ledger; without
/// rendering, and with a mail rendered for everybody. Two installations by turns, one ten times (or, at full scale, a
/// hundred times) as large as the other: a delivery should cost the same in both.
final class EngineBench implements Bench {
    private static final int THOUSAND = 1_000;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int few = scale.of(6_400, 100_000, 100_000);
        int many = scale.of(12_800, 1_000_000, 10_000_000);
        int rounds = scale.of(1, 3, 3);
        Turns small = new Turns();
        Turns large = new Turns();
        try (House little = House.open(work.resolve("few")).with(few);
                House big = House.open(work.resolve("many")).with(many)) {
            warm(little, scale.of(1, 10, 10));
            new Turns().take(big);
            for (int round = 0; round < rounds; round++) {
                Measured.of(() -> small.take(little));
                Measured.of(() -> large.take(big));
            }
        }
        String name = size(few);
        small.plain("engine." + name, "", Spread.NONE).forEach(figures);
        small.rendered("engine." + name).forEach(figures);
        large.plain("engine." + size(many), name + " people", Rounds.cpu(small.plain))
                .forEach(figures);
        large.rendered("engine." + size(many)).forEach(figures);
    }

    private static void warm(House house, int alerts) {
        Turns none = new Turns();
        for (int i = 0; i < alerts; i++) {
            none.take(house);
        }
    }

    private static String size(int people) {
        return people >= THOUSAND * THOUSAND
                ? people / (THOUSAND * THOUSAND) + "m"
                : String.format(Locale.ROOT, "%dk", people / THOUSAND);
    }

    /// Alerts of one installation, without and with rendering by turns.
    private static final class Turns {
        private final List<Cpu.Taken> plain = new ArrayList<>();
        private final List<Cpu.Taken> rendered = new ArrayList<>();

        Turns take(House house) {
            plain.add(house.alert());
            rendered.add(house.renderedAlert());
            return this;
        }

        List<Figure> plain(String name, String baseline, Spread other) {
            return figures(name, plain, baseline, other);
        }

        List<Figure> rendered(String name) {
            return figures(name + ".rendered", rendered, "without rendering", Rounds.cpu(plain));
        }

        private static List<Figure> figures(String name, List<Cpu.Taken> taken, String baseline, Spread other) {
            Spread cpu = Rounds.cpu(taken);
            return List.of(
                    new Figure(name + ".cpu", "µs CPU a delivery", cpu, baseline, other, cpu.middle()),
                    Figure.alone(name + ".rate", "deliveries/s", Rounds.rate(taken), cpu.middle()));
        }
    }
}
