package uk.tocsin.store.redis;

import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Looks at the server behind a new connection before it is used: does it keep what it acknowledges ([Persistence]),
/// and is it the installation's? Then the scripts are loaded. RedisStoreException says all that is wrong, and what
/// mends it.
final class Admission {
    private static final byte[] LAYOUT = Commands.ascii("layout");
    private static final byte[] ID = Commands.ascii("id");
    private static final String KNOWN_LAYOUT = "1";

    private final String server;
    private final Keys keys;
    private final UUID installation;

    /// @param server its name in messages
    /// @param installation whose data it must be
    Admission(String server, Keys keys, UUID installation) {
        this.server = server;
        this.keys = keys;
        this.installation = installation;
    }

    /// A connection that is asked one thing after the other.
    private record Asking(StatefulRedisConnection<byte[], byte[]> connection) {
        <T> T ask(AsyncCommand<byte[], byte[], T> command) {
            connection.dispatch(command);
            return Threads.await(command);
        }

        Map<String, String> info() {
            return Facts.of(ask(Commands.info("default")));
        }

        @Nullable
        String setting(String name) {
            List<byte @Nullable []> reply = ask(Commands.setting(name));
            byte[] value = reply.size() < 2 ? null : reply.get(1);
            return value == null ? null : new String(value, StandardCharsets.UTF_8);
        }
    }

    /// A connection that was let in: which run of a server it is to, and its number there.
    record Admitted(String run, long client) {}

    /// Lets a connection in, or throws. The one before it is ended on the server too: what it still holds of commands
    /// that nobody waits for any more is never done after those that are sent now.
    ///
    /// @param make whether a server that holds no installation becomes this one's
    Admitted admit(StatefulRedisConnection<byte[], byte[]> connection, @Nullable Admitted before, boolean make) {
        try {
            Asking asking = new Asking(connection);
            Map<String, String> facts = asking.info();
            Persistence.check(server, facts, asking::setting);
            String run = facts.getOrDefault("run_id", "");
            if (before != null && before.run().equals(run)) {
                asking.ask(Commands.kill(before.client()));
            }
            if (make) {
                // The layout first: what a crash leaves without an id is nobody's.
                asking.ask(Commands.hsetnx(keys.installation(), LAYOUT, Commands.ascii(KNOWN_LAYOUT)));
                asking.ask(Commands.hsetnx(keys.installation(), ID, Commands.ascii(installation.toString())));
            }
            checkOwner(asking.ask(Commands.hmget(keys.installation(), List.of(LAYOUT, ID))));
            for (Script script : Script.values()) {
                asking.ask(Commands.load(script));
            }
            return new Admitted(run, asking.ask(Commands.clientId()));
        } catch (RedisException e) {
            throw new RedisStoreException(
                    server + " cannot be looked at: " + e.getMessage()
                            + " (decision 0015 says which rights its user needs)",
                    e);
        }
    }

    private void checkOwner(List<byte @Nullable []> found) {
        String layout = text(found.getFirst());
        String id = text(found.getLast());
        if (id.isEmpty()) {
            throw new RedisStoreException(
                    server + " holds no installation: it is another server or database than before,"
                            + " or it has lost its data; " + installation + " is wanted");
        }
        if (!layout.equals(KNOWN_LAYOUT)) {
            throw new RedisStoreException(
                    server + " has the layout " + layout + ", which this version of Tocsin does not know");
        }
        if (!id.equals(installation.toString())) {
            throw new RedisStoreException(
                    server + " holds the installation " + id + ", but " + installation + " is wanted: it is another's");
        }
    }

    private static String text(byte @Nullable [] value) {
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }
}
