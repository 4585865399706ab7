package uk.tocsin.engine;

import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/// Records that somebody wants appended to a shard's journal, at most so many. On the shard's context.
final class InputQueue {
    private final int limit;
    private final ArrayDeque<Input> inputs = new ArrayDeque<>();

    /// A record, and whom to tell its position when it is durable.
    record Input(byte[] bytes, Promise<Long> done) {}

    InputQueue(int limit) {
        this.limit = limit;
    }

    boolean isEmpty() {
        return inputs.isEmpty();
    }

    /// False when there are too many already.
    boolean add(Input input) {
        return inputs.size() < limit && inputs.add(input);
    }

    /// Takes those out, in order, that fit into `bytes`.
    List<Input> take(int bytes) {
        List<Input> taken = new ArrayList<>();
        int left = bytes;
        while (!inputs.isEmpty() && inputs.peek().bytes().length <= left) {
            Input input = inputs.poll();
            left -= input.bytes().length;
            taken.add(input);
        }
        return taken;
    }

    void fail(Throwable reason) {
        inputs.forEach(input -> input.done().fail(reason));
        inputs.clear();
    }
}
