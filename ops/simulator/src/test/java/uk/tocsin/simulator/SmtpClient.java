package uk.tocsin.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import javax.net.ssl.SSLContext;

/// A plain-socket SMTP client that says exactly what it is told.
final class SmtpClient implements AutoCloseable {

    private static final int TIMEOUT_MS = 10_000;

    private Socket socket;
    private BufferedReader in;
    private OutputStream out;

    SmtpClient(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        attach();
        if (!reply().startsWith("220")) {
            throw new IOException("no greeting");
        }
    }

    private void attach() throws IOException {
        socket.setSoTimeout(TIMEOUT_MS);
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        out = socket.getOutputStream();
    }

    void upgrade(SSLContext tls) throws IOException {
        socket = tls.getSocketFactory().createSocket(socket, "localhost", socket.getPort(), true);
        attach();
    }

    /// Waits no longer than a moment for further replies.
    void impatient() throws IOException {
        socket.setSoTimeout(300);
    }

    void raw(String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// A whole reply, its lines joined by a line feed; "closed" when the server has hung up.
    String reply() throws IOException {
        StringBuilder reply = new StringBuilder();
        while (true) {
            String line = in.readLine();
            if (line == null) {
                return "closed";
            }
            reply.append(line);
            if (line.length() < 4 || line.charAt(3) != '-') {
                return reply.toString();
            }
            reply.append('\n');
        }
    }

    String say(String line) throws IOException {
        raw(line + "\r\n");
        return reply();
    }

    /// Sends one mail and gives the last reply.
    String mail(String from, String to, String content) throws IOException {
        raw("MAIL FROM:<" + from + ">\r\nRCPT TO:<" + to + ">\r\nDATA\r\n");
        reply();
        String recipient = reply();
        String data = reply();
        if (!data.startsWith("354")) {
            return recipient;
        }
        raw(content + "\r\n.\r\n");
        return reply();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
