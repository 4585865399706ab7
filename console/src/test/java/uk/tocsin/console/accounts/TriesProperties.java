package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

class TriesProperties {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private static Failures after(List<Integer> gaps, Whence whence) {
        Failures failures = Failures.NONE;
        Instant now = START;
        for (int gap : gaps) {
            now = now.plusSeconds(gap);
            failures = failures.failed(whence, now);
        }
        return failures;
    }

    @Property(tries = 500)
    void nobodyWaitsLongerThanAQuarterOfAnHour(
            @ForAll @Size(min = 1, max = 60) List<@IntRange(min = 0, max = 100_000) Integer> gaps,
            @ForAll Whence whence) {
        Instant last = START.plusSeconds(gaps.stream().mapToLong(gap -> gap).sum());

        assertThat(after(gaps, whence).closedUntil(whence)).isBeforeOrEqualTo(last.plus(Duration.ofMinutes(15)));
    }

    @Property(tries = 200)
    void moreFailuresNeverMeanAShorterDelay(@ForAll @IntRange(min = 0, max = 2_000_000) int failures) {
        Tries fewer = new Tries(failures, START);
        Tries more = new Tries(failures + 1, START);

        assertThat(more.closedUntil(3)).isAfterOrEqualTo(fewer.closedUntil(3));
    }

    @Property(tries = 200)
    void successForgetsTheFailuresOfThatPlaceAlone(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(min = 0, max = 1_000) Integer> gaps) {
        Failures both = after(gaps, Whence.STRANGER).failed(Whence.KNOWN, START);
        Failures left = both.succeeded(Whence.STRANGER);

        assertThat(left.closedUntil(Whence.STRANGER)).isEqualTo(Instant.MIN);
        assertThat(left.tries()).containsOnlyKeys(Whence.KNOWN);
    }

    @Property(tries = 200)
    void failuresAreReadAsTheyWereWritten(
            @ForAll @Size(max = 30) List<@IntRange(min = 0, max = 1_000) Integer> gaps, @ForAll Whence whence) {
        Failures failures = after(gaps, whence).from("a").from("b");
        Out out = new Out();
        failures.write(out);

        assertThat(Failures.read(new In(out.toBytes()))).isEqualTo(failures);
    }
}
