package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ErrandsTest {
    private final Vertx vertx = Vertx.vertx();
    private final Errands errands = new Errands(vertx);

    @AfterEach
    void close() throws Exception {
        vertx.close().await(30, TimeUnit.SECONDS);
    }

    @Test
    void whatDoesNotFitIsRefusedAndWhatFitsIsDone() {
        List<Promise<Void>> begun = Collections.synchronizedList(new ArrayList<>());
        int taken = 0;
        for (int i = 0; i < Errands.MOST + 10; i++) {
            taken += errands.take(() -> {
                        Promise<Void> promise = Promise.promise();
                        begun.add(promise);
                        return promise.future();
                    })
                    ? 1
                    : 0;
        }
        assertThat(taken).isEqualTo(Errands.MOST);
        Awaitility.await().until(() -> {
            for (Promise<Void> each : List.copyOf(begun)) {
                each.tryComplete();
            }
            return errands.pending() == 0;
        });
        assertThat(begun).hasSize(Errands.MOST);
    }

    @Test
    void workThatFailsMakesRoom() {
        assertThat(errands.take(() -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isTrue();
        assertThat(errands.take(() -> Future.failedFuture("on purpose"))).isTrue();
        Awaitility.await().until(() -> errands.pending() == 0);
    }
}
