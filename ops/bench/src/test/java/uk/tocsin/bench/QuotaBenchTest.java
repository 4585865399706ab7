package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import uk.tocsin.bench.Line.Request;

class QuotaBenchTest {
    private static final int PER_SECOND = 10;

    private static List<Figure> figures(List<Request> requests) {
        List<Figure> figures = new ArrayList<>();
        new QuotaBench.Use("quota.push", PER_SECOND, 0, requests).tell(figures::add);
        return figures;
    }

    private static Figure figure(List<Figure> figures, String name) {
        return figures.stream()
                .filter(figure -> figure.name().equals("quota.push." + name))
                .findFirst()
                .orElseThrow();
    }

    /// As many a second as the quota allows, for two minutes, beginning after a second.
    private static List<Request> steady() {
        return IntStream.rangeClosed(0, 120 * PER_SECOND)
                .mapToObj(i -> new Request(1, "token-" + i, 1_000 + i * 1_000L / PER_SECOND))
                .toList();
    }

    @Test
    void aSteadyRateUsesTheQuotaAndNoMinuteSeesMore() {
        List<Figure> figures = figures(steady());

        assertThat(figure(figures, "used").ratio()).isEqualTo(1);
        assertThat(figure(figures, "minute").ratio()).isEqualTo(1);
    }

    @Test
    void aBurstIsSeenInItsMinute() {
        List<Request> requests = new ArrayList<>(steady());
        IntStream.range(0, 30).forEach(i -> requests.add(new Request(1, "burst-" + i, 70_500)));

        assertThat(figure(figures(requests), "minute").ratio()).isEqualTo(1.05);
    }

    @Test
    void aRepeatedRequestUsesTheQuotaButReachesNobodyNew() {
        List<Request> requests = new ArrayList<>();
        steady().forEach(request -> {
            requests.add(request);
            requests.add(request);
        });

        assertThat(figure(figures(requests), "used").ratio()).isGreaterThan(1.9);
        assertThat(figure(figures(requests), "p50").value().middle()).isEqualTo(61.0);
    }
}
