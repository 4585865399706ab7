package uk.tocsin.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/// Postfix's smtp-sink, which takes mail as fast as anything does, in another process.
final class MailSink implements AutoCloseable {
    private static final Path SINK = Path.of("/usr/sbin/smtp-sink");
    private static final String BACKLOG = "1024";
    private static final long STEP_NANOS = Duration.ofMillis(50).toNanos();
    private static final int STEPS = 200;

    private final Process process;
    private final int port;

    private MailSink(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /// One that listens; empty where Postfix is not installed.
    static Optional<MailSink> start() {
        if (!Files.isExecutable(SINK)) {
            return Optional.empty();
        }
        int port = freePort();
        try {
            Process process = new ProcessBuilder(command(port))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            MailSink sink = new MailSink(process, port);
            sink.awaitListening();
            return Optional.of(sink);
        } catch (IOException e) {
            throw new BenchException("smtp-sink cannot be started", e);
        }
    }

    private static List<String> command(int port) {
        String to = "127.0.0.1:" + port;
        return "root".equals(System.getProperty("user.name"))
                ? List.of(SINK.toString(), "-u", "postfix", "-c", to, BACKLOG)
                : List.of(SINK.toString(), "-c", to, BACKLOG);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new BenchException("there is no free port", e);
        }
    }

    private void awaitListening() {
        for (int i = 0; i < STEPS && process.isAlive(); i++) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
                return;
            } catch (IOException _) {
                LockSupport.parkNanos(STEP_NANOS); // not listening yet
            }
        }
        close();
        throw new BenchException("smtp-sink does not listen; its reason is above");
    }

    int port() {
        return port;
    }

    @Override
    public void close() {
        process.destroy();
    }
}
