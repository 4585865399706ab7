package uk.tocsin.store.redis;

import io.lettuce.core.protocol.AsyncCommand;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Documents by collection and key. Keys that are numbers lie in [Pages], so that there may be millions and neighbours
/// are together; the others of a collection lie in one hash.
final class Documents {
    /// Every number of so many digits is an int.
    private static final int MAX_DIGITS = 9;

    private static final int SCANNED = 1000;
    private static final byte[] START = Commands.ascii("0");
    private static final byte[] NO_PAGE = new byte[0];

    private final Link link;
    private final Keys keys;
    private final Erasures erasures;

    Documents(Link link, Keys keys, Erasures erasures) {
        this.link = link;
        this.keys = keys;
        this.erasures = erasures;
    }

    private Pages pages(String collection) {
        return new Pages(keys.documentPages(collection), page -> keys.documentPage(collection, page));
    }

    private static boolean isNumber(String key) {
        if (key.isEmpty() || key.length() > MAX_DIGITS || key.length() > 1 && key.charAt(0) == '0') {
            return false;
        }
        return key.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }

    CompletableFuture<Void> put(String collection, Map<String, byte[]> sealed) {
        Pages.Put put = new Pages.Put(pages(collection));
        List<byte[]> texts = new ArrayList<>();
        sealed.forEach((key, document) -> {
            if (isNumber(key)) {
                put.add(Integer.parseInt(key), document);
            } else {
                texts.add(bytes(key));
                texts.add(document);
            }
        });
        put.addApart(keys.documentTexts(collection), texts);
        return Stages.done(link.run("put in " + collection, Script.PUT, put.call()));
    }

    /// Those that there are.
    CompletableFuture<Map<String, byte[]>> get(String collection, List<String> wanted) {
        Pages pages = pages(collection);
        Map<Integer, List<String>> byPage = new LinkedHashMap<>();
        for (String key : wanted) {
            int page = isNumber(key) ? Pages.pageOf(Integer.parseInt(key)) : -1;
            byPage.computeIfAbsent(page, _ -> new ArrayList<>()).add(key);
        }
        List<AsyncCommand<byte[], byte[], List<byte @Nullable []>>> commands = new ArrayList<>();
        byPage.forEach((page, asked) -> commands.add(Commands.hmget(
                page < 0 ? keys.documentTexts(collection) : pages.page().apply(page),
                asked.stream()
                        .map(key -> page < 0 ? bytes(key) : Pages.fieldOf(Integer.parseInt(key)))
                        .toList())));
        return link.ask("documents of " + collection, 0, commands, replies -> {
            Map<String, byte[]> found = new HashMap<>();
            int at = 0;
            for (List<String> asked : byPage.values()) {
                List<byte @Nullable []> reply = replies.get(at++);
                for (int i = 0; i < asked.size(); i++) {
                    byte[] document = reply.get(i);
                    if (document != null) {
                        found.put(asked.get(i), document);
                    }
                }
            }
            return found;
        });
    }

    CompletableFuture<Void> erase(String collection, String key) {
        return erasures.erase("erasure in " + collection, deletion(collection, key));
    }

    CompletableFuture<Void> remove(String collection, String key) {
        return Stages.done(link.run("removal in " + collection, Script.REMOVE, deletion(collection, key)));
    }

    private Commands.Call deletion(String collection, String key) {
        Pages pages = pages(collection);
        boolean number = isNumber(key);
        int value = number ? Integer.parseInt(key) : 0;
        return new Commands.Call(
                List.of(pages.index(), number ? pages.key(value) : keys.documentTexts(collection), keys.erasures()),
                List.of(
                        number ? Commands.ascii(Pages.pageOf(value)) : NO_PAGE,
                        number ? Pages.fieldOf(value) : bytes(key)));
    }

    /// The keys, numbers first and in their order, then the others by letters; at most `limit`.
    CompletableFuture<List<String>> keys(String collection, int limit) {
        return keysFrom(collection, 0, limit);
    }

    /// The same of those after a key.
    CompletableFuture<List<String>> keysAfter(String collection, String key, int limit) {
        return isNumber(key)
                ? keysFrom(collection, Integer.parseInt(key) + 1, limit)
                : texts(collection, new Texts(key, limit));
    }

    private CompletableFuture<List<String>> keysFrom(String collection, int from, int limit) {
        CompletableFuture<List<String>> numbers = new Scan<>(
                        link,
                        "keys of " + collection,
                        pages(collection),
                        false,
                        limit,
                        (number, _) -> Integer.toString(number))
                .start(from);
        return Stages.then(numbers, found -> {
            if (found.size() >= limit) {
                return CompletableFuture.completedFuture(found);
            }
            return Stages.map(texts(collection, new Texts(null, limit - found.size())), others -> {
                List<String> all = new ArrayList<>(found);
                all.addAll(others);
                return all;
            });
        });
    }

    private CompletableFuture<List<String>> texts(String collection, Texts texts) {
        byte[] key = keys.documentTexts(collection);
        return Stages.map(
                walk("keys of " + collection, from -> Commands.hscan(key, from, SCANNED), part -> {
                    for (int i = 0; i < part.size(); i += 2) {
                        texts.add(new String((byte[]) part.get(i), StandardCharsets.UTF_8));
                    }
                }),
                _ -> List.copyOf(texts.found));
    }

    /// The first of the keys that come after one, by letters.
    private static final class Texts {
        private final @Nullable String after;
        private final int limit;
        private final NavigableSet<String> found = new TreeSet<>();

        Texts(@Nullable String after, int limit) {
            this.after = after;
            this.limit = limit;
        }

        void add(String key) {
            if (after == null || key.compareTo(after) > 0) {
                found.add(key);
                if (found.size() > limit) {
                    found.pollLast();
                }
            }
        }
    }

    /// The collections that hold something, in order. No index knows them: all keys of the database are walked.
    CompletableFuture<List<String>> collections() {
        NavigableSet<String> found = new TreeSet<>();
        return Stages.map(
                walk("collections", from -> Commands.scan(from, keys.documents(), SCANNED), part -> {
                    for (Object key : part) {
                        found.add(keys.collection((byte[]) key));
                    }
                }),
                _ -> List.copyOf(found));
    }

    /// Walks a hash, or the database, a part at a time.
    private CompletableFuture<Boolean> walk(
            String operation,
            Function<byte[], AsyncCommand<byte[], byte[], List<Object>>> ask,
            Consumer<List<?>> each) {
        CompletableFuture<Boolean> stage = new CompletableFuture<>();
        walk(operation, START, ask, each, stage);
        return stage;
    }

    private void walk(
            String operation,
            byte[] from,
            Function<byte[], AsyncCommand<byte[], byte[], List<Object>>> ask,
            Consumer<List<?>> each,
            CompletableFuture<Boolean> stage) {
        Stages.when(link.ask(operation, ask.apply(from)), (reply, error) -> {
            if (error != null) {
                stage.completeExceptionally(error);
                return;
            }
            each.accept((List<?>) reply.get(1));
            byte[] next = (byte[]) reply.getFirst();
            if (Commands.number(next) == 0) {
                stage.complete(true);
            } else {
                walk(operation, next, ask, each, stage);
            }
        });
    }
}
