package uk.tocsin.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/// A small SMTP server that keeps what it gets: the product's bounce intake.
final class SmtpSink implements AutoCloseable {

    record Mail(String from, String to, String content) {}

    private final ServerSocket server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    private final Queue<Mail> mails = new ConcurrentLinkedQueue<>();
    /// So many further mails are refused with 451 after the dot.
    final AtomicInteger refusing = new AtomicInteger();

    SmtpSink() throws IOException {
        Thread.ofVirtual().name("smtp-sink").start(this::listen);
    }

    int port() {
        return server.getLocalPort();
    }

    List<Mail> mails() {
        return List.copyOf(mails);
    }

    private void listen() {
        while (!server.isClosed()) {
            try {
                Socket socket = server.accept();
                Thread.ofVirtual().name("smtp-sink-connection").start(() -> converse(socket));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void converse(Socket socket) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            OutputStream out = socket.getOutputStream();
            say(out, "220 sink");
            String from = "";
            String to = "";
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String verb = line.substring(0, Math.min(4, line.length())).toUpperCase(Locale.ROOT);
                switch (verb) {
                    case "MAIL" -> from = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    case "RCPT" -> to = line.substring(line.indexOf('<') + 1, line.indexOf('>'));
                    case "DATA" -> {
                        say(out, "354 go on");
                        String content = read(in);
                        if (refusing.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
                            say(out, "451 4.3.0 later");
                            continue;
                        }
                        mails.add(new Mail(from, to, content));
                    }
                    case "QUIT" -> {
                        say(out, "221 bye");
                        return;
                    }
                    default -> {
                        // Everything else is fine.
                    }
                }
                say(out, "250 ok");
            }
        } catch (IOException gone) {
            mails.add(new Mail("broken", "broken", gone.toString()));
        }
    }

    private static String read(BufferedReader in) throws IOException {
        StringBuilder content = new StringBuilder();
        String line = in.readLine();
        while (line != null && !line.equals(".")) {
            content.append(line.startsWith(".") ? line.substring(1) : line).append('\n');
            line = in.readLine();
        }
        return content.toString();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
