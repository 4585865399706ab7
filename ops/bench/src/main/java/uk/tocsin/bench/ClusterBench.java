package uk.tocsin.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.DoubleStream;
import uk.tocsin.demo.cluster.NodeProcess;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Shards;

/// Two engine nodes on real Kafka and Redis: their rate against that of one while each answer of the providers takes
/// 100 ms and [#IN_FLIGHT] requests a channel are on their way from each node; how long nothing is asked for when one
/// is killed in the middle, and when it joins again; and how much of a quota both together use. All processes share
/// the machine. Times are those of the simulator's log.
final class ClusterBench implements Bench {
    private static final List<ChannelKind> CHANNELS = List.of(ChannelKind.PUSH, ChannelKind.SMS);
    private static final int IN_FLIGHT = 50;
    private static final int ROUND_TRIP_MS = 100;
    private static final int HEAP_MB = 768;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long LOOK_NANOS = Duration.ofMillis(20).toNanos();
    private static final double MS = 1e3;
    /// About a fifth of the people.
    private static final String SOME = "region = london or region = south-west";

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        Map<String, String> settings = Map.of("push.maxInFlight", "" + IN_FLIGHT, "sms.maxInFlight", "" + IN_FLIGHT);
        try (Line line = Line.ofCluster(work, scale.of(1_000, 90_000, 90_000), settings, HEAP_MB)) {
            CHANNELS.forEach(channel -> line.roundTrip(channel, ROUND_TRIP_MS));
            scaling(line, scale.of(1, 2, 3), figures);
            pauses(line, figures);
            CHANNELS.forEach(channel -> line.roundTrip(channel, 0));
            quota(line, scale.of(100, 300, 300), figures);
        }
    }

    /// First both, then one: a process that has just started compiles its code beside its first alerts.
    private static void scaling(Line line, int rounds, Consumer<Figure> figures) {
        awaitShared(line);
        rates(line, 2 * rounds);
        Spread two = Spread.of(rates(line, rounds));
        NodeProcess second = line.nodes().getLast();
        second.stop();
        until(() -> line.nodes().getFirst().shards() == Shards.COUNT, "one node owns every shard");
        Spread one = Spread.of(rates(line, rounds));
        second.restart();
        figures.accept(new Figure("cluster.two.rate", "requests/s", two, "one node", one, Double.NaN));
    }

    private static double[] rates(Line line, int rounds) {
        return DoubleStream.generate(() -> rate(line)).limit(rounds).toArray();
    }

    /// Requests a second of one alert to some by push, without the tenths at its begin and its end.
    private static double rate(Line line) {
        int alert = line.submitted(SOME, "Severe", List.of(ChannelKind.PUSH));
        line.approve(alert);
        line.awaitSent(alert);
        long[] times = times(line, alert);
        int tenth = times.length / 10;
        return (times.length - 2 * tenth) / ((times[times.length - 1 - tenth] - times[tenth]) / MS);
    }

    private static long[] times(Line line, int alert) {
        return CHANNELS.stream()
                .flatMap(channel -> line.requests(channel).stream())
                .filter(request -> request.alert() == alert)
                .mapToLong(Line.Request::atMs)
                .sorted()
                .toArray();
    }

    /// Until others take them over nobody sends for the shards of who was killed: what is asked for until then is for
    /// the other node's.
    private static void pauses(Line line, Consumer<Figure> figures) {
        awaitShared(line);
        NodeProcess victim = line.nodes().getLast();
        int alert = line.submitted("everyone", "Severe", CHANNELS);
        line.approve(alert);
        until(() -> line.reach(alert, ChannelKind.PUSH, "accepted") > 0, "the alert goes out");
        long killedMs = System.currentTimeMillis();
        victim.kill();
        until(() -> line.nodes().getFirst().shards() == Shards.COUNT, "the other takes over");
        long takenMs = System.currentTimeMillis();
        victim.restart();
        awaitShared(line);
        long joinedMs = System.currentTimeMillis();
        line.awaitSent(alert, CHANNELS);
        long[] times = times(line, alert);
        figures.accept(Figure.alone(
                "cluster.takeover",
                "s until every shard has an owner",
                Spread.once((takenMs - killedMs) / MS),
                Double.NaN));
        figures.accept(Figure.alone(
                "cluster.pause.killed",
                "ms without any request",
                Spread.once(longest(times, killedMs, takenMs)),
                Double.NaN));
        figures.accept(Figure.alone(
                "cluster.pause.joined",
                "ms without any request",
                Spread.once(longest(times, takenMs, joinedMs)),
                Double.NaN));
    }

    /// The longest time between two requests of which the later came in a stretch.
    private static double longest(long[] times, long fromMs, long toMs) {
        long longest = 0;
        for (int i = 1; i < times.length; i++) {
            if (times[i] >= fromMs && times[i] <= toMs) {
                longest = Math.max(longest, times[i] - times[i - 1]);
            }
        }
        return longest;
    }

    private static void quota(Line line, int perSecond, Consumer<Figure> figures) {
        awaitShared(line);
        CHANNELS.forEach(channel -> line.quota(channel, perSecond));
        int alert = line.submitted("everyone", "Severe", CHANNELS);
        Line.Approval approval = line.approve(alert);
        line.awaitSent(alert, CHANNELS);
        for (ChannelKind channel : CHANNELS) {
            List<Line.Request> requests = line.requests(channel).stream()
                    .filter(request -> request.alert() == alert)
                    .toList();
            new QuotaBench.Use("cluster.quota." + channel.word(), perSecond, approval.askedMs(), requests)
                    .tell(figures);
        }
    }

    private static void awaitShared(Line line) {
        until(
                () -> line.nodes().stream()
                        .allMatch(node ->
                                node.shards() == Shards.COUNT / line.nodes().size()),
                "the nodes share the shards");
    }

    static void until(BooleanSupplier done, String what) {
        Instant end = Instant.now().plus(PATIENCE);
        while (!done.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new BenchException("not within " + PATIENCE + ": " + what);
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
