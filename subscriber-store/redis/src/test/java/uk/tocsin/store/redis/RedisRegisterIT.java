package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterContract;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class RedisRegisterIT extends RegisterContract {
    @TempDir
    private static Path directory;

    private static @Nullable RedisServer server;

    private @Nullable RedisStore store;

    private static RedisServer server() {
        return java.util.Objects.requireNonNull(server);
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
    protected Register open() throws Exception {
        assertThat(server().ask("FLUSHALL")).startsWith("+OK");
        store = server().store();
        return store.register();
    }

    @Override
    protected Register reopen(Register open) {
        closeStore();
        store = RedisStore.open(server().settings(), RedisServer.INSTALLATION);
        return store.register();
    }

    @Override
    protected boolean holdsAnyOf(List<byte[]> wanted) throws Exception {
        return FileBytes.of(server().directory()).containAnyOf(wanted);
    }

    @AfterEach
    void closeStore() {
        RedisStore open = store;
        if (open != null) {
            open.close();
        }
    }
}
