package uk.tocsin.channel.email;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The corpus of bounces.
final class Bounces {
    static final String TOKEN = TokenText.toBase32(Samples.token(7));
    static final List<String> NAMES = List.of(
            "postfix-unknown-user",
            "postfix-expired",
            "sendmail-delayed",
            "delivered",
            "exchange-vague-status",
            "two-recipients",
            "qmail",
            "exim",
            "exchange-old",
            "exchange-html",
            "sendmail-old",
            "complaint-arf",
            "out-of-office",
            "read-receipt");

    private Bounces() {}

    /// A bounce with the token in its places and lines ended by CRLF.
    static byte[] read(String name) {
        try (InputStream in = Bounces.class.getResourceAsStream("/bounces/" + name + ".eml")) {
            if (in == null) {
                throw new IllegalArgumentException("no bounce " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("{token}", TOKEN)
                    .replace("\n", "\r\n")
                    .getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
