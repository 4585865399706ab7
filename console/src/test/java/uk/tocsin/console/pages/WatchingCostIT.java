package uk.tocsin.console.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.console.accounts.StaffAccounts;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.console.edge.People;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.simulator.Behaviour;

/// What it costs that twenty people watch an alert while something happens every second.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WatchingCostIT {
    private static final int VIEWERS = 20;
    private static final int SECONDS = 4;
    private static final int PEOPLE = 500;

    @TempDir
    Path directory = Path.of("");

    @Test
    void twentyWatchersCostLittleAndNoneMissesAnything() throws Exception {
        Behaviour silent = new Behaviour(
                new Behaviour.Push(Map.of(), 0, 0, 0),
                new Behaviour.Sms(Map.of(), 0, Map.of(), 0, 0),
                new Behaviour.Email(Map.of(), 0, 0, 0),
                0);
        try (House house = House.open(directory, silent)) {
            int[] slots = house.register(new People(house.installation().taxonomy()).with(PEOPLE, ChannelKind.EMAIL))
                    .ordinals();
            int alert = house.issue(Alerts.on(ChannelKind.EMAIL));
            house.settle(alert);
            happening(house, alert, slots, 0);
            double alone = happening(house, alert, slots, 1);
            List<AtomicLong> bytes = new ArrayList<>();
            List<InputStream> streams = new ArrayList<>();
            String session = StaffAccounts.of(house.installation()).token(House.OFFICER);
            for (int i = 0; i < VIEWERS; i++) {
                AtomicLong count = new AtomicLong();
                bytes.add(count);
                streams.add(watch(house, alert, session, count));
            }
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> bytes.stream().allMatch(count -> count.get() > 1000));
            double watched = happening(house, alert, slots, 2);
            long least = bytes.stream().mapToLong(AtomicLong::get).min().orElseThrow();
            System.Logger log = System.getLogger(WatchingCostIT.class.getName());
            log.log(
                    System.Logger.Level.INFO,
                    "%d viewers: %.2f%% of a core, %.2f%% without; %d bytes each at least"
                            .formatted(VIEWERS, 100 * watched, 100 * alone, least));
            for (InputStream stream : streams) {
                stream.close();
            }

            assertThat(least).isGreaterThan(SECONDS * 1000L);
            assertThat(watched - alone).isLessThan(0.25);
        }
    }

    /// A receipt every 100 ms; the share of a core that the process took.
    private static double happening(House house, int alert, int[] people, int round) {
        OperatingSystemMXBean process = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        AtomicLong next = new AtomicLong();
        long cpu = process.getProcessCpuTime();
        long begin = System.nanoTime();
        Awaitility.await()
                .pollInterval(Duration.ofMillis(100))
                .atMost(Duration.ofSeconds(4 * SECONDS))
                .until(() -> {
                    int person = people[round * 100 + (int) (next.getAndIncrement() % 100)];
                    House.await(house.installation()
                            .engine()
                            .receive(
                                    new DeliveryToken(alert, person, 0, 0),
                                    0,
                                    Evidence.DELIVERED,
                                    FailureReason.OTHER,
                                    EvidenceSource.PROVIDER,
                                    house.installation().clock().instant()));
                    return System.nanoTime() - begin > TimeUnit.SECONDS.toNanos(SECONDS);
                });
        return (double) (process.getProcessCpuTime() - cpu) / (System.nanoTime() - begin);
    }

    /// Reads an alert's stream as a browser does, on a thread of its own.
    private static InputStream watch(House house, int alert, String session, AtomicLong bytes) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + house.apiPort() + "/alerts/" + alert + "/stream"))
                .header("Cookie", "session=" + session)
                .build();
        InputStream stream = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body();
        Thread.ofVirtual().start(() -> {
            byte[] buffer = new byte[8192];
            try {
                for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                    bytes.addAndGet(read);
                }
            } catch (java.io.IOException e) {
                if (e instanceof java.io.InterruptedIOException) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        return stream;
    }
}
