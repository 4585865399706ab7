package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReadersTest {
    @TempDir
    private Path directory;

    private Readers readers(int count, boolean reserves) throws Exception {
        DataDirectory.open(directory).close();
        return new Readers(
                "register",
                StoreFile.REGISTER.in(directory),
                count,
                reserves,
                StoreSettings.defaults(),
                SqliteRegister::failure);
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void aSmallReadDoesNotWaitForLargeOnes() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        try (Readers readers = readers(2, true)) {
            CompletableFuture<Boolean> first = readers.read("large", Readers.Size.LARGE, _ -> awaited(held));
            CompletableFuture<Boolean> second = readers.read("large", Readers.Size.LARGE, _ -> true);

            assertThat(readers.read("small", Readers.Size.SMALL, _ -> true).get(10, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(first).isNotDone();
            assertThat(second).isNotDone();

            held.countDown();
            assertThat(second.get(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void whatWaitsIsReadBeforeTheEnd() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CompletableFuture<Boolean> last;
        try (Readers readers = readers(1, true)) {
            CompletableFuture<Boolean> first = readers.read("large", Readers.Size.LARGE, _ -> awaited(held));
            last = readers.read("large", Readers.Size.LARGE, _ -> true);
            assertThat(first).isNotDone();
            held.countDown();
        }
        assertThat(last).isCompletedWithValue(true);
    }
}
