package uk.tocsin.console.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How often the links of actions were opened, collected for a second before it is journalled: a link that everybody
/// opens at once is one record of a journal. Nothing is known of who opened it. Any thread.
final class Openings {
    private static final long COLLECT_MS = 1000;

    /// Links that are counted before the second is over: those of more alerts than are ever in force.
    private static final int MOST = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(Openings.class);

    private final Vertx vertx;
    private final Sink sink;
    private final Map<Link, Integer> counts = new HashMap<>();
    private boolean waiting;

    /// Journals that a link was opened so often.
    @FunctionalInterface
    interface Sink {
        Future<Void> opened(int alert, int action, int times);
    }

    private record Link(int alert, int action) {}

    Openings(Vertx vertx, Sink sink) {
        this.vertx = vertx;
        this.sink = sink;
    }

    /// Counts one.
    void add(int alert, int action) {
        if (!add(new Link(alert, action), 1)) {
            flush();
        }
    }

    /// False when as many are counted as there may be.
    private synchronized boolean add(Link link, int times) {
        counts.merge(link, times, Integer::sum);
        if (!waiting) {
            waiting = true;
            vertx.setTimer(COLLECT_MS, _ -> flush());
        }
        return counts.size() < MOST;
    }

    private synchronized Map<Link, Integer> take() {
        Map<Link, Integer> taken = Map.copyOf(counts);
        counts.clear();
        waiting = false;
        return taken;
    }

    /// Journals what was counted; completes when it is durable. What cannot be journalled now is counted still.
    Future<Void> flush() {
        Map<Link, Integer> taken = take();
        return Future.join(taken.entrySet().stream()
                        .map(each -> journal(each.getKey(), each.getValue()))
                        .toList())
                .mapEmpty();
    }

    private Future<Void> journal(Link link, int times) {
        return sink.opened(link.alert(), link.action(), times).onFailure(failure -> {
            add(link, times);
            LOG.warn("edge: {} openings of a link are not journalled yet", times, failure);
        });
    }
}
