package uk.tocsin.store.redis;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.register.Register;

/// The register and the snapshots of an installation in a Redis server, which any number of nodes share. Each has a
/// connection of its own. Opening and closing block their caller; errors are [RedisStoreException]s that say what is
/// wrong with the server and what mends it.
///
/// When a connection is lost, what was outstanding fails, and so does what is asked until there is another: attempts
/// follow at 50 ms to 5 s. A server that comes back as another's, empty, or with settings that keep less than
/// everything is not
/// used; the log and every failure say why.
public final class RedisStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisStore.class);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Register register;
    private final Snapshots snapshots;

    private RedisStore(RedisSettings settings, UUID installation, boolean make) {
        try {
            Keys keys = new Keys(settings.prefix());
            Wire wire = keep(new Wire(settings, new Admission(settings.server(), keys, installation)));
            Answers answers = keep(new Answers("register", 2 * Outstanding.MAX_COMMANDS));
            Link records = keep(new Link("register", wire, Trouble::ofRegister, answers::run));
            records.open(make);
            // The thread of the snapshots waits for every answer itself.
            Link states = keep(new Link("snapshots", wire, Trouble::ofSnapshots, Runnable::run));
            states.open(false);
            register = keep(new RedisRegister(records, keys, new Erasures(records, keys, settings)));
            snapshots = keep(new RedisSnapshots(states, keys));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        open.push(part);
        return part;
    }

    /// Opens what this installation keeps in the server. RedisStoreException also if there is nothing, because that may
    /// mean that it was lost.
    public static RedisStore open(RedisSettings settings, UUID installation) {
        return new RedisStore(settings, installation, false);
    }

    /// The same on the first run of an installation: a server, or a prefix in it, that belongs to nobody becomes this
    /// one's.
    public static RedisStore create(RedisSettings settings, UUID installation) {
        return new RedisStore(settings, installation, true);
    }

    /// The register.
    public Register register() {
        return register;
    }

    /// The snapshots.
    public Snapshots snapshots() {
        return snapshots;
    }

    /// Finishes what was accepted and closes everything. Once more does nothing.
    @Override
    public synchronized void close() {
        @Nullable AutoCloseable next = open.poll();
        while (next != null) {
            try {
                next.close();
            } catch (Exception e) {
                LOG.warn("A part of the store in Redis did not close in order", e);
            }
            next = open.poll();
        }
    }
}
