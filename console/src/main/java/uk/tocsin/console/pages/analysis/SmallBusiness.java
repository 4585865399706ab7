package uk.tocsin.console.pages.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntToLongFunction;
import java.util.function.ToLongFunction;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.reach.Cross;
import uk.tocsin.reach.Reach;

/// Small businesses against larger ones: who was reached, and by which channel who was missed. For one thread.
final class SmallBusiness {
    private static final List<String> SIZES = List.of("none", "micro", "small", "medium", "large");
    private static final Set<DeliveryState> ARRIVED =
            Set.of(DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.ACKNOWLEDGED);

    private final Subject subject;
    private final int[] sizes;
    private final List<Cross> alerts;
    private final List<String> labels = new ArrayList<>();

    SmallBusiness(Subject subject, Taxonomy taxonomy) {
        this.subject = subject;
        sizes = SIZES.stream()
                .mapToInt(size -> taxonomy.code(Dimension.SIZE, size))
                .toArray();
        alerts = subject.persons(sizes);
        for (int segment : sizes) {
            labels.add(taxonomy.entry(segment).english());
        }
        labels.add("Size not known");
        labels.add("All");
    }

    /// The rows of a figure by size, what has no size, and all; the figure takes the place of a size, behind the last
    /// that of all.
    private void fill(long[][] table, int column, IntToLongFunction figure) {
        int last = table.length - 1;
        long left = figure.applyAsLong(sizes.length);
        table[last][column] = left;
        for (int row = 0; row < sizes.length; row++) {
            table[row][column] = figure.applyAsLong(row);
            left -= table[row][column];
        }
        table[last - 1][column] = Math.max(0, left);
    }

    private long persons(ToLongFunction<Reach.People> figure, int size) {
        return alerts.stream()
                .mapToLong(alert -> figure.applyAsLong(alert.at(size, 0)))
                .sum();
    }

    /// Reached and missed by size.
    Sheet reached(Held held) {
        long[][] table = new long[labels.size()][3];
        fill(table, 0, size -> persons(Reach.People::reached, size));
        fill(table, 1, size -> persons(people -> people.audience() - people.reached(), size));
        fill(table, 2, size -> persons(Reach.People::audience, size));
        return sheet(
                "small",
                "Small businesses first",
                held.note(),
                List.of("People employed", "Reached", "Missed", "Meant", "Share reached"),
                table,
                held);
    }

    /// Who was missed by one channel.
    Sheet missed(ChannelKind channel, Held held) {
        long[][] table = new long[labels.size()][4];
        List<Map<DeliveryState, Long>> bySize = new ArrayList<>();
        for (int size : sizes) {
            bySize.add(subject.states(channel, size));
        }
        bySize.add(subject.states(channel));
        fill(table, 0, size -> arrived(bySize.get(size)));
        fill(table, 1, size -> planned(bySize.get(size)) - arrived(bySize.get(size)));
        fill(table, 2, size -> Math.max(0, persons(Reach.People::audience, size) - planned(bySize.get(size))));
        fill(table, 3, size -> persons(Reach.People::audience, size));
        return sheet(
                "missed-" + channel.word(),
                "By " + Text.channel(channel) + ": who was missed",
                "",
                List.of("People employed", "Delivered", "Not delivered", "Without the channel", "Meant", "Share"),
                table,
                held);
    }

    /// The sheet of a table, without the sizes that nobody has whom the alerts meant.
    private Sheet sheet(String id, String title, String note, List<String> columns, long[][] table, Held held) {
        List<String> names = new ArrayList<>();
        List<long[]> rows = new ArrayList<>();
        for (int row = 0; row < table.length; row++) {
            if (table[row][table[row].length - 1] > 0 || row == table.length - 1) {
                names.add(labels.get(row));
                rows.add(table[row]);
            }
        }
        return new Sheet(id, title, note, columns, held.parts(names, rows.toArray(long[][]::new)));
    }

    private static long arrived(Map<DeliveryState, Long> states) {
        return ARRIVED.stream()
                .mapToLong(state -> states.getOrDefault(state, 0L))
                .sum();
    }

    private static long planned(Map<DeliveryState, Long> states) {
        return states.values().stream().mapToLong(Long::longValue).sum();
    }
}
