package uk.tocsin.store.kafka;

import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import org.apache.kafka.common.TopicPartition;
import uk.tocsin.journal.Journal.Follower;

/// The pollers of a node. A consumer has one position in a partition, so each poller serves one follower of a log;
/// another is made when somebody follows a log that is followed everywhere already. They are kept until the end.
/// Any thread.
final class Pollers {
    /// A log is followed by its replica; now and then by whoever reads the audit log or proves a snapshot.
    static final int MAX = 16;

    private final IntFunction<Poller> make;
    private final List<Poller> pollers = new ArrayList<>();

    Pollers(Vertx vertx, ClientConfig config) {
        this.make = number -> new Poller(vertx, config.follower(number));
        pollers.add(make.apply(0));
    }

    Follow follow(int log, TopicPartition partition, long from, Executor executor, Follower follower) {
        Poller poller = free(log);
        Follow follow = new Follow(log, partition, from, poller, executor, follower);
        poller.add(follow);
        return follow;
    }

    private synchronized Poller free(int log) {
        for (Poller poller : pollers) {
            if (poller.reserve(log)) {
                return poller;
            }
        }
        if (pollers.size() >= MAX) {
            throw new IllegalStateException("log " + log + " has " + MAX + " followers already");
        }
        Poller poller = make.apply(pollers.size());
        poller.reserve(log);
        pollers.add(poller);
        return poller;
    }

    synchronized void close() {
        pollers.forEach(Poller::close);
    }
}
