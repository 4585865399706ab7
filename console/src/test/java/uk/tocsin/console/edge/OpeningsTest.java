package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, unit = TimeUnit.SECONDS)
class OpeningsTest {
    private final Vertx vertx = Vertx.vertx();
    private final List<String> journalled = new CopyOnWriteArrayList<>();
    private final AtomicBoolean full = new AtomicBoolean();
    private final Openings openings = new Openings(vertx, this::journal);

    private Future<Void> journal(int alert, int action, int times) {
        if (full.get()) {
            return Future.failedFuture("full");
        }
        journalled.add(alert + "/" + action + " " + times);
        return Future.succeededFuture();
    }

    @AfterEach
    void close() throws Exception {
        vertx.close().await(20, TimeUnit.SECONDS);
    }

    @Test
    void manyOpeningsAreOneRecord() {
        for (int i = 0; i < 1000; i++) {
            openings.add(12, 1);
        }
        openings.add(12, 2);
        Awaitility.await().until(() -> journalled.size() == 2);
        assertThat(journalled).containsExactlyInAnyOrder("12/1 1000", "12/2 1");
    }

    @Test
    void whatCannotBeJournalledNowIsJournalledLater() {
        full.set(true);
        openings.add(12, 1);
        assertThat(openings.flush().failed()).isTrue();
        full.set(false);
        openings.add(12, 1);
        assertThat(openings.flush().succeeded()).isTrue();
        assertThat(journalled).containsExactly("12/1 2");
    }

    @Test
    void nothingIsKeptBeyondTheBound() {
        for (int alert = 0; alert < 25_000; alert++) {
            openings.add(alert, 0);
        }
        assertThat(journalled).hasSize(20_000);
    }
}
