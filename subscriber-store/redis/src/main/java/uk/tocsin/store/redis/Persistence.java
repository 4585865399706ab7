package uk.tocsin.store.redis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a server must be set to, so that what it acknowledges is on its disk and what is erased leaves it. A setting
/// that only costs memory is warned of.
final class Persistence {
    private static final Logger LOG = LoggerFactory.getLogger(Persistence.class);

    /// Scripts are written to the file by what they did, and a refused command of a full server is refused before it
    /// changes anything: in every version since. What the tests run.
    private static final int LEAST_VERSION = 602;

    private static final int LEAST_VALUE = 1024;
    private static final int LEAST_ENTRIES = 2048;

    private Persistence() {}

    /// Gives the value of a setting; null for one that the server does not know.
    @FunctionalInterface
    interface Settings {
        @Nullable
        String of(String name);
    }

    private record Wanted(String setting, String value, String reason) {}

    private static final List<Wanted> WANTED = List.of(
            new Wanted("appendonly", "yes", "without it nothing is kept"),
            new Wanted("appendfsync", "always", "otherwise a power cut takes acknowledged writes back"),
            new Wanted("no-appendfsync-on-rewrite", "no", "otherwise the same, while the file is rewritten"),
            new Wanted("maxmemory-policy", "noeviction", "otherwise a full server forgets people"),
            new Wanted("save", "", "a dump file would keep who was erased"));

    /// RedisStoreException names every setting that is wrong, its value, the wanted one, and what sets it.
    static void check(String server, Map<String, String> facts, Settings settings) {
        if (!"0".equals(facts.getOrDefault("loading", "0"))) {
            throw new RedisStoreException(
                    server + " is still loading its file (about " + facts.getOrDefault("loading_eta_seconds", "some")
                            + " s more): wait until it has, then start again");
        }
        List<String> wrong = new ArrayList<>();
        kind(facts, wrong);
        for (Wanted each : WANTED) {
            String value = settings.of(each.setting());
            if (!each.value().equals(value)) {
                wrong.add(each.setting() + " is " + quoted(value) + " and must be " + quoted(each.value()) + " ("
                        + each.reason() + "): CONFIG SET " + each.setting() + " "
                        + (each.value().isEmpty() ? "\"\"" : each.value()) + ", then CONFIG REWRITE");
            }
        }
        if (!"ok".equals(facts.getOrDefault("aof_last_write_status", "ok"))) {
            wrong.add("aof_last_write_status is " + quoted(facts.get("aof_last_write_status"))
                    + " and must be \"ok\" (it cannot write its file): make room on its disk");
        }
        if (!wrong.isEmpty()) {
            throw new RedisStoreException(
                    server + " is not set up to keep a register:\n  " + String.join("\n  ", wrong));
        }
        advise(server, facts, settings);
    }

    private static void kind(Map<String, String> facts, List<String> wrong) {
        String version = facts.getOrDefault("redis_version", "");
        if (number(version) < LEAST_VERSION) {
            wrong.add("redis_version is " + quoted(version) + " and must be \"6.2\" or later");
        }
        if (!"master".equals(facts.getOrDefault("role", "master"))) {
            wrong.add("role is " + quoted(facts.get("role")) + " and must be \"master\" (a replica takes no writes):"
                    + " name the master in redis.uri");
        }
        if (!"0".equals(facts.getOrDefault("cluster_enabled", "0"))) {
            wrong.add("cluster-enabled is \"yes\" and must be \"no\" (a put is one script on one server):"
                    + " set it in its configuration file");
        }
    }

    private static int number(String version) {
        String[] parts = version.split("\\.", -1);
        try {
            return parts.length < 2 ? 0 : Integer.parseInt(parts[0]) * 100 + Integer.parseInt(parts[1]);
        } catch (NumberFormatException _) {
            return 0;
        }
    }

    private static void advise(String server, Map<String, String> facts, Settings settings) {
        least(server, settings, "hash-max-ziplist-value", LEAST_VALUE);
        least(server, settings, "hash-max-ziplist-entries", LEAST_ENTRIES);
        if (!"ok".equals(facts.getOrDefault("aof_last_bgrewrite_status", "ok"))) {
            LOG.warn("{} could not rewrite its file the last time: erasures wait until it can", server);
        }
    }

    /// By the name that every version knows.
    private static void least(String server, Settings settings, String name, int wanted) {
        String value = settings.of(name);
        if (value != null && value.chars().allMatch(Character::isDigit) && Long.parseLong(value) < wanted) {
            LOG.warn(
                    "{} spends more memory than it need: {} is {}; CONFIG SET {} {}",
                    server,
                    name,
                    value,
                    name,
                    wanted);
        }
    }

    private static String quoted(@Nullable String value) {
        return value == null ? "not known" : "\"" + value + "\"";
    }
}
