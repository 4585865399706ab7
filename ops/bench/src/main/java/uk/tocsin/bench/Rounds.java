package uk.tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// Ours and a baseline by turns in one run, so that whatever else the machine does meets both. The first round of
/// each warms up and is not counted.
final class Rounds {
    private final List<Cpu.Taken> ours = new ArrayList<>();
    private final List<Cpu.Taken> theirs = new ArrayList<>();

    private Rounds() {}

    static Rounds of(int rounds, Supplier<Cpu.Taken> ours, Supplier<Cpu.Taken> theirs) {
        Rounds taken = new Rounds();
        for (int round = 0; round <= rounds; round++) {
            Cpu.Taken mine = round == 0 ? ours.get() : Measured.of(ours);
            Cpu.Taken other = theirs.get();
            if (round > 0) {
                taken.ours.add(mine);
                taken.theirs.add(other);
            }
        }
        return taken;
    }

    /// CPU a message, and messages a second.
    List<Figure> figures(String name, String baseline) {
        Spread cpu = cpu(ours);
        return List.of(
                new Figure(name + ".cpu", "µs CPU a message", cpu, baseline, cpu(theirs), cpu.middle()),
                new Figure(name + ".rate", "messages/s", rate(ours), baseline, rate(theirs), cpu.middle()));
    }

    static Spread cpu(List<Cpu.Taken> rounds) {
        return Spread.of(rounds.stream().mapToDouble(Cpu.Taken::microsEach).toArray());
    }

    static Spread rate(List<Cpu.Taken> rounds) {
        return Spread.of(rounds.stream().mapToDouble(Cpu.Taken::perSecond).toArray());
    }
}
