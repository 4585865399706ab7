package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import uk.tocsin.bench.Line.Approval;
import uk.tocsin.bench.Line.Request;
import uk.tocsin.model.ChannelKind;

/// One alert to everybody by push and SMS at once, at quotas that the machine carries easily: how much of a quota is
/// used, whether any minute sees more than it allows, and when shares of the audience are asked for beside the best
/// that the quota leaves possible. The process is cold, as it is for the first alert after a start. Times are wall
/// clock of one machine, in the simulator's log.
final class QuotaBench implements Bench {
    private static final List<ChannelKind> CHANNELS = List.of(ChannelKind.PUSH, ChannelKind.SMS);
    private static final String QUOTA = "quota";
    private static final double[] SHARES = {0.5, 0.9, 0.99};
    private static final int WINDOW_SECONDS = 60;
    private static final double MS = 1e3;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        // 45 of 100 have a device, 60 a number: more than two minutes each
        int people = scale.of(1_000, 290_000, 290_000);
        int perSecond = scale.of(500, 1_000, 1_000);
        try (Line line = Line.open(work, people)) {
            CHANNELS.forEach(channel -> line.quota(channel, perSecond));
            int alert = line.submitted("everyone", "Severe", CHANNELS);
            Approval approval = Measured.of(() -> {
                Approval asked = line.approve(alert);
                line.awaitSent(alert, CHANNELS);
                return asked;
            });
            for (ChannelKind channel : CHANNELS) {
                List<Request> requests = line.requests(channel).stream()
                        .filter(request -> request.alert() == alert)
                        .toList();
                new Use("quota." + channel.word(), perSecond, approval.askedMs(), requests).tell(figures);
            }
        }
    }

    /// What became of one channel's quota.
    ///
    /// @param askedMs when the approval was asked for
    record Use(String name, int perSecond, long askedMs, List<Request> requests) {
        void tell(Consumer<Figure> figures) {
            long[] times = requests.stream().mapToLong(Request::atMs).sorted().toArray();
            double seconds = (times[times.length - 1] - times[0]) / MS;
            tell(figures, ".used", "requests/s", (times.length - 1) / seconds, perSecond);
            tell(
                    figures,
                    ".minute",
                    "requests in the busiest minute",
                    busiest(times),
                    (double) WINDOW_SECONDS * perSecond);
            long[] firsts = firsts();
            for (double share : SHARES) {
                int count = (int) Math.ceil(firsts.length * share);
                double took = (firsts[count - 1] - askedMs) / MS;
                tell(
                        figures,
                        ".p" + Math.round(share * 100),
                        "s to this share of the audience",
                        took,
                        (double) count / perSecond);
            }
        }

        private void tell(Consumer<Figure> figures, String what, String unit, double value, double quota) {
            figures.accept(new Figure(name + what, unit, Spread.once(value), QUOTA, Spread.once(quota), Double.NaN));
        }

        /// The most requests in any minute that begins with a second.
        static int busiest(long[] times) {
            int[] seconds = new int[(int) ((times[times.length - 1] - times[0]) / (long) MS) + 1];
            for (long time : times) {
                seconds[(int) ((time - times[0]) / (long) MS)]++;
            }
            int most = 0;
            int now = 0;
            for (int i = 0; i < seconds.length; i++) {
                now += seconds[i] - (i < WINDOW_SECONDS ? 0 : seconds[i - WINDOW_SECONDS]);
                most = Math.max(most, now);
            }
            return most;
        }

        /// When each delivery was first asked for, in order.
        private long[] firsts() {
            Set<String> seen = new HashSet<>();
            long[] firsts = new long[requests.size()];
            int count = 0;
            for (Request request : requests) {
                if (seen.add(request.token())) {
                    firsts[count++] = request.atMs();
                }
            }
            long[] all = Arrays.copyOf(firsts, count);
            Arrays.sort(all);
            return all;
        }
    }
}
