package uk.tocsin.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProfileTest {
    private static final long BUSY_NANOS = Duration.ofSeconds(1).toNanos();

    @TempDir
    Path work;

    private static long wanted() {
        long sum = 0;
        List<double[]> kept = new ArrayList<>();
        for (long until = System.nanoTime() + BUSY_NANOS; System.nanoTime() < until; ) {
            for (int i = 1; i < 10_000; i++) {
                sum += Long.numberOfTrailingZeros(sum + i) ^ sum / i;
            }
            kept.add(new double[1_000]);
        }
        return sum + kept.size();
    }

    private static long unwanted() {
        long sum = 1;
        for (long until = System.nanoTime() + BUSY_NANOS; System.nanoTime() < until; ) {
            for (int i = 1; i < 10_000; i++) {
                sum += sum / i;
            }
        }
        return sum;
    }

    @Test
    void aProfileNamesWhatRanAndWhatItAllocated() {
        try (Profile profile = Profile.start()) {
            assertThat(Measured.of(ProfileTest::wanted)).isNotZero();
            String text = profile.text(work);

            String method = ProfileTest.class.getName() + ".wanted";
            assertThat(text.split("share  ", -1)).hasSize(4).satisfies(parts -> {
                assertThat(parts[0]).contains("1 measured stretches");
                assertThat(parts[1]).startsWith("own frame").contains(" %  ");
                assertThat(parts[2]).contains(method);
                assertThat(parts[3]).contains("[D");
            });
        }
    }

    @Test
    void whatIsNotMeasuredIsNotInTheProfile() {
        try (Profile profile = Profile.start()) {
            assertThat(unwanted()).isNotZero();
            assertThat(Measured.of(ProfileTest::wanted)).isNotZero();

            assertThat(profile.text(work)).contains("ProfileTest.wanted").doesNotContain("ProfileTest.unwanted");
        }
    }
}
