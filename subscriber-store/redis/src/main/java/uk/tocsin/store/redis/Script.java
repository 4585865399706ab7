package uk.tocsin.store.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;

/// The scripts that change more than one thing: `put.lua` and so on, beside this class. Each says in its head what it
/// is given and why it ends soon. Redis knows them by the SHA-1 of their text.
enum Script {
    PUT,
    ERASE,
    REMOVE,
    GONE,
    CLAIM,
    OWNERS,
    RELEASE,
    HOLD,
    FREE,
    VERIFY,
    DROP;

    private final String text;
    private final String sha;

    Script() {
        String file = name().toLowerCase(Locale.ROOT) + ".lua";
        try (InputStream in = Objects.requireNonNull(Script.class.getResourceAsStream(file), file)) {
            byte[] bytes = in.readAllBytes();
            text = new String(bytes, StandardCharsets.US_ASCII);
            sha = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    String text() {
        return text;
    }

    String sha() {
        return sha;
    }
}
