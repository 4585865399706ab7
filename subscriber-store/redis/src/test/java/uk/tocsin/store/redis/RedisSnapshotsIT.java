package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.journal.SnapshotsContract;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RedisSnapshotsIT extends SnapshotsContract {
    @TempDir
    private static Path directory;

    private static @Nullable RedisServer server;

    private @Nullable RedisStore store;

    private static RedisServer server() {
        return Objects.requireNonNull(server);
    }

    @BeforeAll
    static void startServer() throws Exception {
        server = new RedisServer(directory.resolve("redis"));
    }

    @AfterAll
    static void stopServer() {
        server().close();
    }

    @Override
    protected Snapshots open() throws Exception {
        assertThat(server().ask("FLUSHALL")).startsWith("+OK");
        store = server().store();
        return store.snapshots();
    }

    @Override
    protected Snapshots reopen(Snapshots open) {
        closeStore();
        store = RedisStore.open(server().settings(), RedisServer.INSTALLATION);
        return store.snapshots();
    }

    @Override
    protected Snapshots corrupt(Snapshots open, int log, long position) throws Exception {
        String rows = server().ask("HGETALL", "tocsin:snapshot:" + log);
        Matcher row = Pattern.compile("\\$\\d+\r\n(\\d+)\r\n\\$\\d+\r\nverified " + position + " ")
                .matcher(rows);
        assertThat(row.find()).isTrue();
        String piece = "tocsin:snapshot:" + log + ":" + row.group(1) + ":0";
        assertThat(server().ask("SETRANGE", piece, "3", "damage")).startsWith(":1000");
        return open;
    }

    @AfterEach
    void closeStore() {
        RedisStore open = store;
        if (open != null) {
            open.close();
        }
    }
}
