package uk.tocsin.console.pages.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Text;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.reach.Reach;

/// Small businesses against larger ones: who was reached, and by which channel who was missed. For one thread.
final class SmallBusiness {
    private static final List<String> SIZES = List.of("none", "micro", "small", "medium", "large");
    private static final Set<DeliveryState> ARRIVED =
            Set.of(DeliveryState.DELIVERED, DeliveryState.READ, DeliveryState.ACKNOWLEDGED);

    private final Subject subject;
    private final List<int[]> sizes = new ArrayList<>();
    private final List<String> labels = new ArrayList<>();

    SmallBusiness(Subject subject, Taxonomy taxonomy) {
        this.subject = subject;
        for (String size : SIZES) {
            int segment = taxonomy.code(Dimension.SIZE, size);
            sizes.add(new int[] {segment});
            labels.add(taxonomy.entry(segment).english());
        }
        labels.add("Size not known");
        labels.add("All");
    }

    /// The rows of a figure by size, what has no size, and all.
    private void fill(long[][] table, int column, ToLongFunction<int[]> figure) {
        int last = table.length - 1;
        long left = figure.applyAsLong(new int[0]);
        table[last][column] = left;
        for (int row = 0; row < sizes.size(); row++) {
            table[row][column] = figure.applyAsLong(sizes.get(row));
            left -= table[row][column];
        }
        table[last - 1][column] = Math.max(0, left);
    }

    /// Reached and missed by size.
    Sheet reached(Held held) {
        long[][] table = new long[labels.size()][3];
        fill(table, 0, segments -> subject.sum(r -> r.persons().reached(), segments));
        fill(
                table,
                1,
                segments ->
                        subject.sum(r -> r.persons().audience() - r.persons().reached(), segments));
        fill(table, 2, segments -> subject.sum(r -> r.persons().audience(), segments));
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
        fill(table, 0, segments -> subject.deliveries(channel, ARRIVED, segments));
        fill(table, 1, segments -> planned(channel, segments) - subject.deliveries(channel, ARRIVED, segments));
        fill(
                table,
                2,
                segments ->
                        Math.max(0, subject.sum(r -> r.persons().audience(), segments) - planned(channel, segments)));
        fill(table, 3, segments -> subject.sum(r -> r.persons().audience(), segments));
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

    private long planned(ChannelKind channel, int... segments) {
        return subject.sum(
                report -> {
                    Reach.Funnel funnel = report.channels().get(channel);
                    return funnel == null ? 0 : funnel.planned();
                },
                segments);
    }
}
