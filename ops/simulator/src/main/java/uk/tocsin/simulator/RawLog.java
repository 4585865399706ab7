package uk.tocsin.simulator;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The append-only raw log: one JSON object a line for every request and everything posted back.
///
/// Any thread appends to a buffer of at most 64 MiB; one thread named `simulator-raw-log` writes it to the
/// file. Should
/// the disk fall that far behind, lines are dropped, counted, and the log says so itself, so that a reconciliation
/// fails instead of passing on half the truth. No address, number, name or text is ever written.
final class RawLog implements AutoCloseable {

    /// About 300,000 lines, seconds of the fastest run.
    private static final int MAX_BUFFER = 64 << 20;
    /// The writer also wakes by itself so often, in milliseconds.
    private static final long FLUSH_MS = 50;

    private static final int WAKE_BYTES = 256 << 10;
    private static final Logger LOG = LoggerFactory.getLogger(RawLog.class);

    private final Path path;
    private final FileChannel file;
    private final Thread writer;
    private byte[] buffer = new byte[1 << 20];
    private byte[] spare = new byte[1 << 20];
    private int used;
    private long lines;
    private long dropped;
    private long droppedUntold;
    private boolean writing;
    private boolean truncate;
    private boolean wanted;
    private boolean closed;
    private @Nullable IOException failure;

    /// Starts a new log at the path, replacing an older one.
    RawLog(Path path) throws IOException {
        this.path = path;
        this.file = FileChannel.open(
                path, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        this.writer = Thread.ofPlatform().name("simulator-raw-log").daemon().unstarted(this::run);
    }

    RawLog start() {
        writer.start();
        return this;
    }

    /// A message was asked for.
    ///
    /// @param outcome accepted, refused, throttled, reset or silent
    /// @param code the provider's code, "" when accepted
    /// @param permanent whether the code closes this endpoint for good
    void request(
            Channel channel,
            long id,
            Delivery delivery,
            String outcome,
            String code,
            boolean permanent,
            String providerId) {
        StringBuilder line = begin(channel, "request", delivery);
        line.append(",\"id\":")
                .append(id)
                .append(",\"outcome\":\"")
                .append(outcome)
                .append('"');
        if (!code.isEmpty()) {
            line.append(",\"code\":\"").append(code).append("\",\"permanent\":").append(permanent);
        }
        if (!providerId.isEmpty()) {
            line.append(",\"provider\":\"").append(providerId).append('"');
        }
        append(line);
    }

    /// Something was posted back: a receipt, callback, acknowledgement, scan or bounce.
    ///
    /// @param status the HTTP or SMTP status, -1 when no answer came
    void posted(Channel channel, String event, Delivery delivery, String kind, String code, int status) {
        StringBuilder line = begin(channel, event, delivery);
        line.append(",\"kind\":\"").append(kind).append('"');
        if (!code.isEmpty()) {
            line.append(",\"code\":\"").append(code).append('"');
        }
        line.append(",\"status\":").append(status);
        append(line);
    }

    private static StringBuilder begin(Channel channel, String event, Delivery delivery) {
        StringBuilder line = new StringBuilder(224);
        line.append("{\"timeMs\":").append(System.currentTimeMillis());
        line.append(",\"channel\":\"")
                .append(channel.label())
                .append("\",\"event\":\"")
                .append(event);
        line.append("\",\"token\":");
        if (delivery.token() == null) {
            line.append("null");
        } else {
            line.append('"').append(delivery.token()).append("\",\"alert\":").append(delivery.alert());
        }
        return line;
    }

    private void append(StringBuilder line) {
        add(line.append("}\n").toString().getBytes(StandardCharsets.US_ASCII));
    }

    private synchronized void add(byte[] line) {
        if (used + line.length > MAX_BUFFER || failure != null) {
            dropped++;
            droppedUntold++;
            return;
        }
        if (used + line.length > buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.min(MAX_BUFFER, buffer.length * 2));
        }
        System.arraycopy(line, 0, buffer, used, line.length);
        used += line.length;
        lines++;
        if (used >= WAKE_BYTES && used - line.length < WAKE_BYTES) {
            notifyAll();
        }
    }

    private void run() {
        while (writeOnce()) {
            // Each turn writes what has gathered; waiting happens inside.
        }
    }

    private boolean writeOnce() {
        int n;
        boolean restart;
        boolean last;
        synchronized (this) {
            writing = false;
            notifyAll();
            pause();
            wanted = false;
            if (droppedUntold > 0 && used < MAX_BUFFER / 2) {
                long untold = droppedUntold;
                droppedUntold = 0;
                add(("{\"event\":\"dropped\",\"lines\":" + untold + "}\n").getBytes(StandardCharsets.US_ASCII));
            }
            byte[] full = buffer;
            buffer = spare;
            spare = full;
            n = used;
            used = 0;
            restart = truncate;
            truncate = false;
            last = closed;
            writing = true;
        }
        write(n, restart);
        return !last;
    }

    private void pause() {
        long untilNs = System.nanoTime() + FLUSH_MS * 1_000_000;
        try {
            long leftMs = FLUSH_MS;
            while (used < WAKE_BYTES && !closed && !wanted && leftMs > 0) {
                wait(leftMs);
                leftMs = (untilNs - System.nanoTime()) / 1_000_000;
            }
        } catch (InterruptedException interrupted) {
            closed = true;
            Thread.currentThread().interrupt();
        }
    }

    private void write(int n, boolean restart) {
        try {
            if (restart) {
                file.truncate(0).position(0);
            }
            ByteBuffer bytes = ByteBuffer.wrap(spare, 0, n);
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException cannot) {
            LOG.error("The raw log {} can no longer be written; its lines are dropped and counted", path, cannot);
            synchronized (this) {
                failure = cannot;
            }
        }
    }

    /// Returns once every line appended before is in the file. Blocks: call it from a worker thread.
    synchronized void flush() throws InterruptedException {
        wanted = true;
        notifyAll();
        while ((used > 0 || writing || truncate) && !closed && failure == null) {
            wait(FLUSH_MS);
        }
    }

    /// Empties the log and its counts.
    synchronized void restart() {
        used = 0;
        lines = 0;
        dropped = 0;
        droppedUntold = 0;
        truncate = true;
        notifyAll();
    }

    synchronized long lines() {
        return lines;
    }

    synchronized long dropped() {
        return dropped;
    }

    Path path() {
        return path;
    }

    /// Writes what is left and closes the file. Blocks for at most ten seconds.
    @Override
    public void close() throws IOException {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        try {
            writer.join(10_000);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
