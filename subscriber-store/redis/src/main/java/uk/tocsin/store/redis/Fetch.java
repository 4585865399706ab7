package uk.tocsin.store.redis;

import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterException;

/// A fetch of the records of some slots, a chunk of them after the other: one round trip each, one command a page. The
/// chunks of a fetch follow each other; the sink is called on an answering thread, between them.
final class Fetch {
    /// Slots of one round trip: about 300 KB of records.
    private static final int CHUNK = 1024;

    /// With so many wanted slots of a page it is read whole.
    private static final int WHOLE = 32;

    /// The wanted slots of a page, `slots[from]` to `slots[to - 1]`.
    private record Part(int page, int from, int to) {
        boolean whole() {
            return to - from >= WHOLE;
        }
    }

    private final Link link;
    private final Pages pages;
    private final int shard;
    private final int[] slots;
    private final int to;
    private final Register.Sink sink;
    private final CompletableFuture<Integer> stage = new CompletableFuture<>();
    private int next;
    private int total;

    /// @param slots ascending from `from` to `to`; not changed while the fetch runs
    Fetch(Link link, Pages pages, int shard, int[] slots, int from, int to, Register.Sink sink) {
        this.link = link;
        this.pages = pages;
        this.shard = shard;
        this.slots = slots;
        this.next = from;
        this.to = to;
        this.sink = sink;
    }

    CompletableFuture<Integer> start() {
        step();
        return stage;
    }

    private void step() {
        List<Part> parts = parts();
        List<AsyncCommand<byte[], byte[], List<byte @Nullable []>>> commands =
                parts.stream().map(this::command).toList();
        CompletableFuture<Integer> chunk =
                link.ask("fetch of shard " + shard, 0, commands, replies -> hand(parts, replies));
        Stages.when(chunk, (count, error) -> {
            if (error != null) {
                stage.completeExceptionally(error);
                return;
            }
            total += count;
            if (next < to) {
                step();
            } else {
                stage.complete(total);
            }
        });
    }

    /// The pages of the next chunk, which then is the last.
    private List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        int end = Math.min(to, next + CHUNK);
        while (next < end) {
            int first = next;
            int page = Pages.pageOf(slots[first]);
            while (next < end && Pages.pageOf(slots[next]) == page) {
                next++;
            }
            parts.add(new Part(page, first, next));
        }
        return parts;
    }

    private AsyncCommand<byte[], byte[], List<byte @Nullable []>> command(Part part) {
        byte[] key = pages.page().apply(part.page());
        if (part.whole()) {
            return Commands.hgetall(key);
        }
        List<byte[]> fields = new ArrayList<>(part.to() - part.from());
        for (int i = part.from(); i < part.to(); i++) {
            fields.add(Pages.fieldOf(slots[i]));
        }
        return Commands.hmget(key, fields);
    }

    private int hand(List<Part> parts, List<List<byte @Nullable []>> replies) {
        int count = 0;
        for (int i = 0; i < parts.size(); i++) {
            Part part = parts.get(i);
            List<byte @Nullable []> values = part.whole() ? spread(replies.get(i)) : replies.get(i);
            for (int at = part.from(); at < part.to(); at++) {
                byte[] sealed = values.get(part.whole() ? slots[at] % Pages.SIZE : at - part.from());
                if (sealed != null) {
                    count++;
                    hand(slots[at], sealed);
                }
            }
        }
        return count;
    }

    /// The values of a whole page by field.
    private static List<byte @Nullable []> spread(List<byte @Nullable []> fieldsAndValues) {
        byte @Nullable [][] spread = new byte @Nullable [Pages.SIZE][];
        for (int i = 0; i + 1 < fieldsAndValues.size(); i += 2) {
            byte[] field = fieldsAndValues.get(i);
            if (field != null) {
                spread[(int) Commands.number(field)] = fieldsAndValues.get(i + 1);
            }
        }
        return Arrays.asList(spread);
    }

    private void hand(int slot, byte[] sealed) {
        try {
            sink.record(slot, sealed);
        } catch (RuntimeException e) {
            throw new RegisterException("fetch of shard " + shard + ": the receiver failed", e);
        }
    }
}
