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
        String operation = "keys of " + collection;
        CompletableFuture<List<String>> numbers = new Scan<>(
                        link, operation, pages(collection), false, limit, (number, _) -> Integer.toString(number))
                .start(0);
        return Stages.then(numbers, found -> {
            if (found.size() >= limit) {
                return CompletableFuture.completedFuture(found);
            }
            CompletableFuture<NavigableSet<String>> texts = new CompletableFuture<>();
            texts(operation, keys.documentTexts(collection), START, limit - found.size(), new TreeSet<>(), texts);
            return Stages.map(texts, others -> {
                List<String> all = new ArrayList<>(found);
                all.addAll(others);
                return all;
            });
        });
    }

    /// Walks a hash a part at a time and keeps the first `limit` keys by letters.
    private void texts(
            String operation,
            byte[] key,
            byte[] from,
            int limit,
            NavigableSet<String> found,
            CompletableFuture<NavigableSet<String>> stage) {
        Stages.when(link.ask(operation, Commands.hscan(key, from, SCANNED)), (reply, error) -> {
            if (error != null) {
                stage.completeExceptionally(error);
                return;
            }
            List<?> part = (List<?>) reply.get(1);
            for (int i = 0; i < part.size(); i += 2) {
                found.add(new String((byte[]) part.get(i), StandardCharsets.UTF_8));
                if (found.size() > limit) {
                    found.pollLast();
                }
            }
            byte[] next = (byte[]) reply.getFirst();
            if (Commands.number(next) == 0) {
                stage.complete(found);
            } else {
                texts(operation, key, next, limit, found, stage);
            }
        });
    }
}
