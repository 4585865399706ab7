package uk.tocsin.store.redis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import uk.tocsin.servers.Redis;

/// A real Redis server, and how a store finds it.
final class RedisServer extends Redis {
    static final UUID INSTALLATION = UUID.fromString("00000000-0000-4000-8000-000000000015");

    RedisServer(Path directory, String... options) {
        super(directory, options);
    }

    RedisServer(Path directory, Map<String, String> environment, String... options) {
        super(directory, Duration.ZERO, environment, options);
    }

    RedisSettings settings() {
        return RedisSettings.at(uri());
    }

    RedisStore store() {
        return RedisStore.create(settings(), INSTALLATION);
    }
}
