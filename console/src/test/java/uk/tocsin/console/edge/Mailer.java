package uk.tocsin.console.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// A mail system that hands one mail to the bounce address.
final class Mailer {
    private Mailer() {}

    /// The status with which the mail was answered.
    static int send(int port, String token, String mail) throws IOException {
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(20_000);
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            OutputStream out = socket.getOutputStream();
            answer(in);
            say(out, in, "HELO mx.example.test");
            say(out, in, "MAIL FROM:<>");
            int to = say(out, in, "RCPT TO:<bounce+" + token + "@bounces.example.test>");
            if (to >= 400) {
                return to;
            }
            say(out, in, "DATA");
            int status = say(out, in, mail + "\r\n.");
            say(out, in, "QUIT");
            return status;
        }
    }

    private static int say(OutputStream out, BufferedReader in, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        return answer(in);
    }

    private static int answer(BufferedReader in) throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new IOException("the intake hung up");
        }
        return Integer.parseInt(line.substring(0, 3));
    }

    static String bounce(String status) {
        return report("failed", status);
    }

    static String delayed() {
        return report("delayed", "4.4.1");
    }

    private static String report(String action, String status) {
        return """
                From: mailer-daemon@mx.example.test
                Subject: Delivery report
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: text/plain

                About your message.
                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mx.example.test

                Final-Recipient: rfc822; somebody@example.test
                Action: %s
                Status: %s

                --b--
                """.formatted(action, status).replace("\n", "\r\n");
    }

    static String outOfOffice() {
        return "From: somebody@example.test\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n\r\nBack soon.\r\n";
    }
}
