package uk.tocsin.channel.email;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// The user name and password for AUTH PLAIN (RFC 4616). Cannot print itself.
public final class SmtpCredentials {
    private final String user;
    private final String password;

    /// Throws IllegalArgumentException when one is empty or holds NUL, which RFC 4616 uses as separator.
    public SmtpCredentials(String user, String password) {
        if (user.isEmpty() || password.isEmpty() || user.indexOf(0) >= 0 || password.indexOf(0) >= 0) {
            throw new IllegalArgumentException("email.credentials: user and password must be set and hold no NUL");
        }
        this.user = user;
        this.password = password;
    }

    /// The initial response of AUTH PLAIN.
    String plain() {
        String message = "\0" + user + "\0" + password;
        return Base64.getEncoder().encodeToString(message.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "SmtpCredentials[…]";
    }
}
