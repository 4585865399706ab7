package uk.tocsin.store.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.protocol.AsyncCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.JournalException;
import uk.tocsin.register.RegisterException;

/// A connection of a port, and the next one when it is lost.
///
/// How it works. What is asked goes out at once, many commands in one write, and is answered in order; the number of
/// unanswered ones is bounded ([Outstanding]). When the connection is lost, or a command is not answered in time,
/// everything unanswered fails: nothing is sent again, because nobody knows whether it was done. What is asked until
/// there is another connection fails at once and was certainly not done. Attempts follow each other ever more slowly,
/// up to [#MOST_WAIT_MS]; before a new connection is used the server is looked at as at the first ([Admission]): it may
/// be another one by now, or the same with other settings. And the connection before it is ended there, so that nothing
/// it still holds is done late.
///
/// Any thread may ask; stages complete on the executor that was given.
final class Link implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Link.class);
    private static final long LEAST_WAIT_MS = 50;
    private static final long MOST_WAIT_MS = 5_000;

    private final String port;
    private final Wire wire;
    private final Trouble.Failures failures;
    private final Executor answers;
    private final Outstanding outstanding = new Outstanding();
    private volatile @Nullable StatefulRedisConnection<byte[], byte[]> current;
    private volatile String why = "";
    private long waitMs = LEAST_WAIT_MS;

    /// The last connection; touched by whoever opens, then by the thread that connects again.
    private Admission.@Nullable Admitted before;

    /// @param port "register" or "snapshots", for messages and meters
    Link(String port, Wire wire, Trouble.Failures failures, Executor answers) {
        this.port = port;
        this.wire = wire;
        this.failures = failures;
        this.answers = answers;
    }

    // ---- connecting

    /// Makes the first connection. Blocks; RedisStoreException says what is wrong with the server.
    ///
    /// @param make whether an empty server becomes the installation's
    void open(boolean make) {
        connect(make);
    }

    private void connect(boolean make) {
        StatefulRedisConnection<byte[], byte[]> fresh = wire.connect();
        try {
            before = wire.admission().admit(fresh, before, make);
        } catch (RuntimeException e) {
            if (fresh.isOpen()) {
                fresh.close();
            }
            throw e;
        }
        fresh.addListener(new RedisConnectionStateListener() {
            @Override
            public void onRedisDisconnected(RedisChannelHandler<?, ?> connection) {
                lost(fresh);
            }
        });
        synchronized (this) {
            if (outstanding.closed()) {
                var _ = fresh.closeAsync();
                return;
            }
            current = fresh;
            waitMs = LEAST_WAIT_MS;
            why = "";
        }
        if (!fresh.isOpen()) {
            lost(fresh);
        }
    }

    private void lost(StatefulRedisConnection<byte[], byte[]> connection) {
        synchronized (this) {
            if (!connection.equals(current) || outstanding.closed()) {
                return;
            }
            current = null;
            why = "the connection was lost";
        }
        LOG.warn("{}: the connection to {} was lost; what was outstanding fails", port, wire.server());
        wire.settings().listener().lost(port);
        if (connection.isOpen()) {
            var _ = connection.closeAsync();
        }
        again();
    }

    private void again() {
        long wait;
        synchronized (this) {
            wait = waitMs;
            waitMs = Math.min(MOST_WAIT_MS, waitMs * 2);
        }
        try {
            var _ = wire.connecting().schedule(this::reconnect, wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException _) {
            why = "closed";
        }
    }

    private void reconnect() {
        if (outstanding.closed()) {
            return;
        }
        try {
            connect(false);
            LOG.info("{}: connected to {} again", port, wire.server());
        } catch (RuntimeException e) {
            String reason = String.valueOf(e.getMessage());
            if (!reason.equals(why)) {
                why = reason;
                LOG.warn("{}: {}", port, reason);
            }
            again();
        }
    }

    // ---- asking

    /// Sends one command.
    <T> CompletableFuture<T> ask(String operation, AsyncCommand<byte[], byte[], T> command) {
        return ask(operation, 0, List.of(command), List::getFirst);
    }

    /// Sends commands together; completes with what `answer` makes of the replies, on the answering threads, which is
    /// also where it is called. Exceptions of this port pass through.
    ///
    /// @param operation for messages: no content
    /// @param bytes about what is written
    <T, R> CompletableFuture<R> ask(
            String operation,
            long bytes,
            List<? extends AsyncCommand<byte[], byte[], T>> commands,
            Function<List<T>, R> answer) {
        CompletableFuture<R> stage = new CompletableFuture<>();
        if (outstanding.closed()) {
            stage.completeExceptionally(failure(operation, Trouble.CLOSED, null));
            return stage;
        }
        StatefulRedisConnection<byte[], byte[]> connection = current;
        if (connection == null) {
            stage.completeExceptionally(failure(operation, Trouble.UNREACHABLE, null));
            return stage;
        }
        if (!outstanding.take(commands.size(), bytes)) {
            stage.completeExceptionally(failure(operation, Trouble.BUSY, null));
            return stage;
        }
        long began = System.nanoTime();
        CompletableFuture<Void> all = CompletableFuture.allOf(commands.toArray(CompletableFuture<?>[]::new));
        Stages.when(
                all,
                (_, error) -> hand(() -> {
                    outstanding.release(commands.size(), bytes);
                    wire.settings().listener().answered(port, System.nanoTime() - began);
                    if (error == null) {
                        give(operation, stage, commands, answer);
                    } else {
                        fail(operation, stage, connection, Stages.unwrap(error));
                    }
                }));
        dispatch(connection, commands);
        return stage;
    }

    private static <T> void dispatch(
            StatefulRedisConnection<byte[], byte[]> connection,
            List<? extends AsyncCommand<byte[], byte[], T>> commands) {
        try {
            connection.dispatch(commands);
        } catch (RedisException e) {
            commands.forEach(command -> command.completeExceptionally(e));
        }
    }

    private void hand(Runnable work) {
        try {
            answers.execute(work);
        } catch (RejectedExecutionException _) {
            work.run();
        }
    }

    private <T, R> void give(
            String operation,
            CompletableFuture<R> stage,
            List<? extends AsyncCommand<byte[], byte[], T>> commands,
            Function<List<T>, R> answer) {
        R value;
        try {
            List<T> replies = new ArrayList<>(commands.size());
            commands.forEach(command -> replies.add(command.getNow(null)));
            value = answer.apply(replies);
        } catch (RegisterException | JournalException e) {
            stage.completeExceptionally(e);
            return;
        } catch (RuntimeException e) {
            stage.completeExceptionally(failure(operation, Trouble.FAILED, e));
            return;
        }
        stage.complete(value);
    }

    private void fail(
            String operation,
            CompletableFuture<?> stage,
            StatefulRedisConnection<byte[], byte[]> connection,
            Throwable error) {
        stage.completeExceptionally(failure(operation, Trouble.of(error), error));
        boolean demoted = Trouble.code(error).equals("READONLY");
        if (demoted || error instanceof RedisCommandTimeoutException || !connection.isOpen()) {
            lost(connection);
        }
    }

    /// Runs a script; by its text if the server has forgotten it, which it says before it does anything.
    CompletableFuture<List<Object>> run(String operation, Script script, Commands.Call call) {
        CompletableFuture<List<Object>> stage = new CompletableFuture<>();
        Stages.when(run(operation, script, call, true), (reply, error) -> {
            if (error == null) {
                stage.complete(reply);
            } else if (error.getCause() instanceof RedisNoScriptException) {
                Stages.settle(stage, run(operation, script, call, false));
            } else {
                stage.completeExceptionally(error);
            }
        });
        return stage;
    }

    private CompletableFuture<List<Object>> run(String operation, Script script, Commands.Call call, boolean known) {
        return ask(operation, call.bytes(), List.of(Commands.script(script, call, known)), List::getFirst);
    }

    /// The exception of this port.
    RuntimeException failure(String operation, Trouble trouble, @Nullable Throwable cause) {
        String more = switch (trouble) {
            case UNREACHABLE -> why;
            case FAILED -> Trouble.code(cause);
            case FULL, BUSY, CLOSED, UNCERTAIN -> "";
        };
        String reason = more.isEmpty() ? trouble.words() : trouble.words() + ": " + more;
        return failures.of(trouble, port + ": " + operation + ": " + reason, cause);
    }

    /// Lets what was asked be answered and ends the connection. Once more does nothing.
    @Override
    public void close() {
        synchronized (this) {
            if (outstanding.closed()) {
                return;
            }
            outstanding.close();
        }
        outstanding.drain(wire.settings().commandTimeout().toMillis());
        StatefulRedisConnection<byte[], byte[]> connection = current;
        current = null;
        if (connection != null) {
            connection.close();
        }
    }
}
