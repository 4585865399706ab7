package uk.tocsin.store.redis;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.MaintNotificationsConfig;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.ProtocolVersion;
import io.lettuce.core.resource.ClientResources;
import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;

/// The driver, set so that it does only what it is told: it connects when asked, once; a command that has no answer in
/// time fails; nothing is kept for later or sent again. Two of its event loops, one timer, and a thread on which
/// connections are made again.
final class Wire implements AutoCloseable {
    private static final int EVENT_LOOPS = 2;

    private final RedisSettings settings;
    private final Admission admission;
    private final ClientResources resources;
    private final RedisClient client;
    private final ScheduledThreadPoolExecutor connecting = new ScheduledThreadPoolExecutor(
            1, work -> Thread.ofPlatform().name("tocsin-redis-connecting").unstarted(work));

    Wire(RedisSettings settings, Admission admission) {
        this.settings = settings;
        this.admission = admission;
        connecting.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        resources = ClientResources.builder()
                .ioThreadPoolSize(EVENT_LOOPS)
                .computationThreadPoolSize(EVENT_LOOPS)
                .build();
        client = RedisClient.create(resources);
        client.setOptions(options(settings));
    }

    private static ClientOptions options(RedisSettings settings) {
        ClientOptions.Builder options = ClientOptions.builder()
                .autoReconnect(false)
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .pingBeforeActivateConnection(false)
                .protocolVersion(ProtocolVersion.RESP2)
                .maintNotificationsConfig(MaintNotificationsConfig.disabled())
                .requestQueueSize(2 * Outstanding.MAX_COMMANDS)
                .timeoutOptions(TimeoutOptions.builder()
                        .timeoutCommands()
                        .fixedTimeout(settings.commandTimeout())
                        .build())
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(settings.connectTimeout())
                        .keepAlive(true)
                        .build());
        if (settings.tls()) {
            options.sslOptions(tls(settings));
        }
        return options.build();
    }

    private static SslOptions tls(RedisSettings settings) {
        SslOptions.Builder tls = SslOptions.builder().jdkSslProvider().handshakeTimeout(settings.connectTimeout());
        settings.trustFile().ifPresent(file -> {
            try {
                tls.trustManager(file.toFile());
            } catch (IllegalArgumentException e) {
                throw new RedisStoreException("redis.trustFile " + file + " cannot be read", e);
            }
        });
        return tls.build();
    }

    RedisSettings settings() {
        return settings;
    }

    Admission admission() {
        return admission;
    }

    String server() {
        return settings.server();
    }

    /// The thread on which connections are made again.
    ScheduledThreadPoolExecutor connecting() {
        return connecting;
    }

    /// A connection to a server that nobody has looked at yet. Blocks for the time that connecting may take;
    /// RedisStoreException says why there is none.
    StatefulRedisConnection<byte[], byte[]> connect() {
        try {
            return client.connect(Commands.CODEC, Credentials.address(settings));
        } catch (RedisException e) {
            throw new RedisStoreException(server() + " cannot be reached: " + reason(e), e);
        }
    }

    /// What TLS says, or else the deepest cause.
    private static String reason(Throwable error) {
        Throwable found = error;
        Throwable next = error.getCause();
        while (next != null && !(found instanceof SSLException)) {
            found = next;
            next = next.getCause();
        }
        return found.getMessage() == null ? found.getClass().getSimpleName() : found.getMessage();
    }

    @Override
    public void close() {
        connecting.shutdownNow();
        client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        var _ = resources.shutdown(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(3, TimeUnit.SECONDS);
    }
}
