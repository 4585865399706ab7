package uk.tocsin.store.redis;

import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A walk through the numbered things of [Pages], ascending, a few pages a round trip, until there are enough or no
/// more. A page that comes or goes meanwhile is seen or not.
///
/// @param <T> what becomes of a number and its value
final class Scan<T> {
    private static final int MOST_PAGES = 8;

    /// @param <T> what it makes
    @FunctionalInterface
    interface Each<T> {
        T of(int number, byte[] value);
    }

    private final Link link;
    private final String operation;
    private final Pages pages;
    private final boolean withValues;
    private final Each<T> each;
    private final int limit;
    private final List<T> found = new ArrayList<>();
    private final CompletableFuture<List<T>> stage = new CompletableFuture<>();

    /// @param withValues whether values are read; if not, `each` is given empty ones
    Scan(Link link, String operation, Pages pages, boolean withValues, int limit, Each<T> each) {
        this.link = link;
        this.operation = operation;
        this.pages = pages;
        this.withValues = withValues;
        this.limit = limit;
        this.each = each;
    }

    CompletableFuture<List<T>> start(int from) {
        if (limit == 0) {
            stage.complete(found);
        } else {
            step(Pages.pageOf(from), from);
        }
        return stage;
    }

    private void step(int page, int from) {
        int count = Math.min(MOST_PAGES, (limit - found.size()) / Pages.SIZE + 1);
        Stages.when(link.ask(operation, Commands.zrange(pages.index(), page, count)), (numbers, error) -> {
            if (error != null) {
                stage.completeExceptionally(error);
            } else {
                read(from, count, numbers);
            }
        });
    }

    private void read(int from, int count, List<byte @Nullable []> numbers) {
        List<Integer> pageNumbers = new ArrayList<>();
        for (byte[] number : numbers) {
            if (number != null) {
                pageNumbers.add((int) Commands.number(number));
            }
        }
        List<AsyncCommand<byte[], byte[], List<byte @Nullable []>>> commands = pageNumbers.stream()
                .map(number -> pages.page().apply(number))
                .map(key -> withValues ? Commands.hgetall(key) : Commands.hkeys(key))
                .toList();
        Stages.when(link.ask(operation, 0, commands, replies -> take(from, pageNumbers, replies)), (enough, error) -> {
            if (error != null) {
                stage.completeExceptionally(error);
            } else if (enough || pageNumbers.size() < count) {
                stage.complete(found);
            } else {
                step(pageNumbers.getLast() + 1, from);
            }
        });
    }

    /// Whether there are enough now.
    private boolean take(int from, List<Integer> pageNumbers, List<List<byte @Nullable []>> replies) {
        for (int i = 0; i < pageNumbers.size(); i++) {
            NavigableMap<Integer, byte[]> sorted = sorted(pageNumbers.get(i), replies.get(i));
            sorted.tailMap(from).forEach((number, value) -> {
                if (found.size() < limit) {
                    found.add(each.of(number, value));
                }
            });
        }
        return found.size() >= limit;
    }

    private NavigableMap<Integer, byte[]> sorted(int page, List<byte @Nullable []> reply) {
        NavigableMap<Integer, byte[]> sorted = new TreeMap<>();
        int stride = withValues ? 2 : 1;
        for (int i = 0; i + stride <= reply.size(); i += stride) {
            byte[] field = reply.get(i);
            byte[] value = withValues ? reply.get(i + 1) : new byte[0];
            if (field != null && value != null) {
                sorted.put(Pages.numberOf(page, field), value);
            }
        }
        return sorted;
    }
}
