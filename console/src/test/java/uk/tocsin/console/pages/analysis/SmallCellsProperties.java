package uk.tocsin.console.pages.analysis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SmallCellsProperties {
    /// A prime: equations are solved modulo it, which finds what could be worked out exactly.
    private static final long P = 1_000_000_007L;

    private static long[][] withSums(long[][] parts) {
        int rows = parts.length;
        int columns = parts[0].length;
        long[][] table = new long[rows + 1][columns + 1];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                long part = parts[row][column];
                table[row][column] = part;
                table[row][columns] += part;
                table[rows][column] += part;
                table[rows][columns] += part;
            }
        }
        return table;
    }

    @Provide
    Arbitrary<long[][]> tables() {
        Arbitrary<Integer> sides = Arbitraries.integers().between(1, 6);
        Arbitrary<Long> cells = Arbitraries.oneOf(
                Arbitraries.longs().between(0, 12),
                Arbitraries.longs().between(0, 40),
                Arbitraries.longs().between(0, 5000));
        return Combinators.combine(sides, sides)
                .flatAs((rows, columns) -> cells.list().ofSize(rows * columns).map(list -> {
                    long[][] parts = new long[rows][columns];
                    for (int i = 0; i < list.size(); i++) {
                        parts[i / columns][i % columns] = list.get(i);
                    }
                    return withSums(parts);
                }));
    }

    @Property
    void noFigureUnderTenIsShown(@ForAll("tables") long[][] table) {
        boolean[][] hidden = SmallCells.hidden(table);

        for (int row = 0; row < table.length; row++) {
            for (int column = 0; column < table[row].length; column++) {
                assertThat(hidden[row][column] || table[row][column] >= SmallCells.LEAST)
                        .isTrue();
            }
        }
    }

    @Property
    void noFigureThatIsHeldBackCanBeWorkedOut(@ForAll("tables") long[][] table) {
        boolean[][] hidden = SmallCells.hidden(table);

        assertThat(determined(hidden)).isEmpty();
    }

    @Property
    void whatALineWithItsSumHoldsBackIsNotKnownToBeSmall(@ForAll("tables") long[][] table) {
        boolean[][] hidden = SmallCells.hidden(table);
        int end = table[0].length - 1;

        for (int row = 0; row < table.length; row++) {
            long held = 0;
            boolean any = false;
            for (int column = 0; column < end; column++) {
                held += hidden[row][column] ? table[row][column] : 0;
                any |= hidden[row][column];
            }
            assertThat(!any || hidden[row][end] || held >= SmallCells.LEAST).isTrue();
        }
    }

    @Test
    void aTableOfLargeFiguresIsShownWhole() {
        boolean[][] hidden = SmallCells.hidden(withSums(new long[][] {{10, 200}, {30, 40}}));

        for (boolean[] row : hidden) {
            assertThat(row).containsOnly(false);
        }
    }

    @Test
    void oneSmallFigureTakesThreeOthersWithIt() {
        boolean[][] hidden = SmallCells.hidden(withSums(new long[][] {{3, 200, 90}, {30, 40, 50}}));

        assertThat(hidden[0]).containsExactly(true, false, true, false);
        assertThat(hidden[1]).containsExactly(true, false, true, false);
        assertThat(hidden[2]).containsOnly(false);
    }

    @Test
    void sumsAreHeldBackAlikeInEveryTable() {
        long[] sums = {3, 40, 90, 133};

        assertThat(SmallCells.margin(sums)).containsExactly(true, true, false, false);
    }

    @Test
    void aFigureThatLeavesAFewIsHeldBack() {
        long[][] reached = withSums(new long[][] {{95, 50}, {60, 70}});
        long[][] meant = withSums(new long[][] {{100, 100}, {100, 100}});

        assertThat(SmallCells.small(reached, meant)[0]).containsExactly(true, false, false);
    }

    @Test
    void theCheckFindsWhatWasHeldBackInVain() {
        boolean[][] alone = new boolean[3][3];
        alone[0][0] = true;

        assertThat(determined(alone)).containsExactly("0,0");
    }

    /// The figures that are held back and follow from the others, because rows and columns add up.
    private static List<String> determined(boolean[][] hidden) {
        int rows = hidden.length;
        int columns = hidden[0].length;
        List<long[]> equations = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            long[] equation = new long[rows * columns];
            for (int column = 0; column < columns; column++) {
                equation[row * columns + column] = hidden[row][column] ? column == columns - 1 ? P - 1 : 1 : 0;
            }
            equations.add(equation);
        }
        for (int column = 0; column < columns; column++) {
            long[] equation = new long[rows * columns];
            for (int row = 0; row < rows; row++) {
                equation[row * columns + column] = hidden[row][column] ? row == rows - 1 ? P - 1 : 1 : 0;
            }
            equations.add(equation);
        }
        int rank = rank(equations);
        List<String> found = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                if (hidden[row][column]) {
                    long[] unit = new long[rows * columns];
                    unit[row * columns + column] = 1;
                    List<long[]> more = new ArrayList<>(equations);
                    more.add(unit);
                    if (rank(more) == rank) {
                        found.add(row + "," + column);
                    }
                }
            }
        }
        return found;
    }

    private static int rank(List<long[]> equations) {
        List<long[]> left =
                new ArrayList<>(equations.stream().map(long[]::clone).toList());
        int rank = 0;
        int unknowns = left.getFirst().length;
        for (int at = 0; at < unknowns && rank < left.size(); at++) {
            int pivot = rank;
            while (pivot < left.size() && left.get(pivot)[at] == 0) {
                pivot++;
            }
            if (pivot == left.size()) {
                continue;
            }
            long[] chosen = left.get(pivot);
            left.set(pivot, left.get(rank));
            left.set(rank, chosen);
            long inverse = power(chosen[at], P - 2);
            for (int other = rank + 1; other < left.size(); other++) {
                long[] line = left.get(other);
                long times = line[at] * inverse % P;
                for (int i = at; i < unknowns && times != 0; i++) {
                    line[i] = Math.floorMod(line[i] - times * chosen[i], P);
                }
            }
            rank++;
        }
        return rank;
    }

    private static long power(long base, long exponent) {
        long result = 1;
        long square = base % P;
        for (long left = exponent; left > 0; left >>= 1) {
            if ((left & 1) == 1) {
                result = result * square % P;
            }
            square = square * square % P;
        }
        return result;
    }
}
