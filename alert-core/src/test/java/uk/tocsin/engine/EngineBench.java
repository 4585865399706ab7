package uk.tocsin.engine;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Severity;

/// What the engine alone costs: one alert to everybody on a channel that does nothing, with the ports in memory.
/// Prints the process CPU a delivery, garbage collection included, for each of several alerts in turn.
///
/// Arguments: subscribers, alerts.
final class EngineBench {
    private EngineBench() {}

    /// Runs it.
    public static void main(String[] args) {
        int people = args.length > 0 ? Integer.parseInt(args[0]) : 200_000;
        int alerts = args.length > 1 ? Integer.parseInt(args[1]) : 5;
        NullChannel channel = new NullChannel(ChannelKind.PUSH);
        Station station = new Station();
        station.lanes.put(ChannelKind.PUSH, new LaneSettings(1_000_000, 40_000, 4_000));
        station.instead = List.of(channel);
        station.start();
        station.staff();
        station.people(people, ChannelKind.PUSH);
        for (int i = 0; i < alerts; i++) {
            one(station, channel, people);
        }
        station.close();
        System.exit(0);
    }

    private static void one(Station station, NullChannel channel, int people) {
        OperatingSystemMXBean process = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        int alert = station.submitted(Severity.SEVERE, Duration.ofHours(4), Station.now(ChannelKind.PUSH));
        System.gc();
        long sentBefore = channel.sent.sum();
        long began = System.nanoTime();
        long cpu = process.getProcessCpuTime();
        station.must(station.approval(alert));
        station.awaitState(alert, ChannelKind.PUSH, DeliveryState.ACCEPTED, people);
        long spent = process.getProcessCpuTime() - cpu;
        long took = System.nanoTime() - began;
        System.out.printf(
                Locale.ROOT,
                "alert %d: %d deliveries, %.2f µs CPU each, %.0f/s%n",
                alert,
                channel.sent.sum() - sentBefore,
                spent / 1e3 / people,
                people / (took / 1e9));
    }
}
