package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ContextsTest {
    @Test
    void contextsAreSpreadOverTheEventLoops() throws InterruptedException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(4));
        Contexts contexts = Station.await(Contexts.make(vertx, 8, unexpected -> {
            throw new AssertionError(unexpected);
        }));
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        CountDownLatch left = new CountDownLatch(8);
        for (int i = 0; i < 8; i++) {
            contexts.get(i).runOnContext(_ -> {
                threads.add(Thread.currentThread());
                left.countDown();
            });
        }
        assertThat(left.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(threads).hasSize(4);
        Station.await(contexts.close());
        Station.await(vertx.close());
    }

    @Test
    void whatNobodyCatchesOnAContextIsTold() {
        Vertx vertx = Vertx.vertx();
        Queue<String> told = new ConcurrentLinkedQueue<>();
        Contexts contexts = Station.await(Contexts.make(vertx, 2, unexpected -> told.add(unexpected.toString())));
        contexts.get(0).runOnContext(_ -> {
            throw new IllegalStateException("task");
        });
        contexts.get(1)
                .runOnContext(_ -> vertx.setTimer(1, _ -> {
                    throw new AssertionError("timer");
                }));
        Awaitility.await()
                .untilAsserted(() -> assertThat(told)
                        .containsExactlyInAnyOrder(
                                "java.lang.IllegalStateException: task", "java.lang.AssertionError: timer"));
        Station.await(contexts.close());
        Station.await(vertx.close());
    }
}
