package uk.tocsin.channel.email;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/// An SMTP server that does whatever a test asks, on loopback, one virtual thread a connection. It keeps the
/// bytes of every mail as they came over the wire.
final class FakeSmtp implements AutoCloseable {
    /// As an answer: says nothing, ever again, on this connection.
    static final String SILENCE = "SILENCE";
    /// As an answer: closes the connection.
    static final String CLOSE = "CLOSE";

    /// A mail: its envelope and the bytes after DATA, dot-stuffed, with the final dot.
    record Received(String from, String to, byte[] wire) {
        String text() {
            return new String(wire, StandardCharsets.UTF_8);
        }

        /// As a reader gets it.
        byte[] mail() {
            String latin = new String(wire, StandardCharsets.ISO_8859_1);
            String body = latin.substring(0, latin.length() - 3);
            return body.replaceAll("(?m)^\\.", "").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    final List<Received> mails = new CopyOnWriteArrayList<>();
    final List<String> commands = new CopyOnWriteArrayList<>();
    final AtomicInteger connections = new AtomicInteger();
    /// Mails whose final dot arrived, whatever was answered.
    final AtomicInteger dots = new AtomicInteger();

    volatile String banner = "220 relay.example.test ESMTP";
    volatile List<String> features = List.of("PIPELINING", "8BITMIME", "SMTPUTF8", "ENHANCEDSTATUSCODES");
    volatile UnaryOperator<String> onMail = line -> "250 2.1.0 Ok";
    volatile UnaryOperator<String> onRcpt = line -> "250 2.1.5 Ok";
    volatile UnaryOperator<String> onData = line -> "354 Go ahead";
    /// Gets the recipient.
    volatile UnaryOperator<String> onDot = to -> "250 2.0.0 Queued";

    volatile UnaryOperator<String> onAuth = line -> "535 5.7.8 No";
    volatile Duration delay = Duration.ZERO;
    volatile @Nullable SSLContext tls;
    /// Not read from after a 354 until it opens.
    volatile CountDownLatch readsContent = new CountDownLatch(0);
    /// Content that ended without a final dot.
    final AtomicInteger truncated = new AtomicInteger();

    private final ServerSocket server;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch never = new CountDownLatch(1);

    FakeSmtp() {
        try {
            server = new ServerSocket();
            server.setReceiveBufferSize(32 * 1024);
            server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 200);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        threads.execute(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    EmailOptions.Relay relay() {
        return new EmailOptions.Relay("localhost", port());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                sockets.add(socket);
                connections.incrementAndGet();
                threads.execute(() -> new Session(socket).run());
            } catch (IOException closed) {
                return;
            }
        }
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        never.countDown();
        threads.shutdownNow();
    }

    private static final class EndException extends Exception {
        EndException() {
            super("the connection ends");
        }
    }

    private final class Session {
        private Socket socket;
        private InputStream in = InputStream.nullInputStream();
        private OutputStream out = OutputStream.nullOutputStream();
        private final ByteArrayOutputStream replies = new ByteArrayOutputStream();
        private String from = "";
        private String to = "";

        Session(Socket socket) {
            this.socket = socket;
        }

        void run() {
            try (Socket first = socket) {
                streams(first);
                say(banner);
                while (true) {
                    flush();
                    command(line());
                }
            } catch (IOException | EndException | InterruptedException over) {
                sockets.remove(socket);
            }
        }

        private void streams(Socket of) throws IOException {
            socket = of;
            in = new BufferedInputStream(of.getInputStream());
            out = of.getOutputStream();
        }

        private String line() throws IOException, EndException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            int b = in.read();
            while (b >= 0) {
                bytes.write(b);
                if (b == '\n') {
                    return bytes.toString(StandardCharsets.UTF_8).stripTrailing();
                }
                b = in.read();
            }
            throw new EndException();
        }

        private void command(String line) throws IOException, EndException, InterruptedException {
            commands.add(line);
            String verb = line.split(" ", 2)[0].toUpperCase(Locale.ROOT);
            switch (verb) {
                case "EHLO" -> say(ehlo());
                case "MAIL" -> {
                    from = path(line);
                    to = "";
                    say(onMail.apply(line));
                }
                case "RCPT" -> {
                    to = path(line);
                    say(onRcpt.apply(line));
                }
                case "DATA" -> data(line);
                case "RSET", "NOOP" -> say("250 2.0.0 Ok");
                case "AUTH" -> say(onAuth.apply(line));
                case "STARTTLS" -> startTls();
                case "QUIT" -> {
                    say("221 2.0.0 Bye");
                    flush();
                    throw new EndException();
                }
                default -> say("500 5.5.2 What?");
            }
        }

        private String ehlo() {
            StringBuilder reply = new StringBuilder();
            List<String> lines = socket instanceof SSLSocket
                    ? features.stream().filter(f -> !f.equals("STARTTLS")).toList()
                    : features;
            reply.append(lines.isEmpty() ? "250 " : "250-").append("relay.example.test");
            for (int i = 0; i < lines.size(); i++) {
                reply.append("\r\n")
                        .append(i == lines.size() - 1 ? "250 " : "250-")
                        .append(lines.get(i));
            }
            return reply.toString();
        }

        private void startTls() throws IOException, EndException, InterruptedException {
            say("220 2.0.0 Go");
            flush();
            SSLContext context = tls;
            if (context == null) {
                throw new EndException();
            }
            SSLSocket secured =
                    (SSLSocket) context.getSocketFactory().createSocket(socket, null, socket.getPort(), false);
            secured.setUseClientMode(false);
            secured.startHandshake();
            streams(secured);
        }

        private void data(String line) throws IOException, EndException, InterruptedException {
            String answer = onData.apply(line);
            say(answer);
            if (!answer.startsWith("354")) {
                return;
            }
            flush();
            readsContent.await();
            byte[] wire = content();
            dots.incrementAndGet();
            mails.add(new Received(from, to, wire));
            say(onDot.apply(to));
        }

        private byte[] content() throws IOException, EndException {
            ByteArrayOutputStream wire = new ByteArrayOutputStream();
            StringBuilder line = new StringBuilder();
            for (int b = readOrEnd(); b >= 0; b = readOrEnd()) {
                wire.write(b);
                line.append((char) b);
                if (b == '\n' && line.length() > 1 && line.charAt(line.length() - 2) == '\r') {
                    if (line.toString().equals(".\r\n")) {
                        return wire.toByteArray();
                    }
                    line.setLength(0);
                }
            }
            truncated.incrementAndGet();
            throw new EndException();
        }

        private int readOrEnd() {
            try {
                return in.read();
            } catch (IOException reset) {
                return -1;
            }
        }

        private String path(String line) {
            return line.substring(line.indexOf('<') + 1, line.lastIndexOf('>'));
        }

        private void say(String reply) throws IOException, EndException, InterruptedException {
            if (reply.equals(CLOSE)) {
                flush();
                throw new EndException();
            }
            if (reply.equals(SILENCE)) {
                flush();
                never.await();
                throw new EndException();
            }
            replies.writeBytes((reply + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }

        private void flush() throws IOException, InterruptedException {
            if (replies.size() == 0 || in.available() > 0) {
                return;
            }
            Duration pause = delay;
            if (!pause.isZero() && never.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
            out.write(replies.toByteArray());
            out.flush();
            replies.reset();
        }
    }
}
