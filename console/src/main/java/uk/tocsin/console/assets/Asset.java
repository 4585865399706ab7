package uk.tocsin.console.assets;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;

/// A file for browsers, whose name changes with its content, so that it may be kept for ever. Immutable; any thread.
///
/// @param name such as `console-0123456789abcdef.css`
/// @param type its media type
/// @param plain as it is
/// @param zipped the same by gzip
public record Asset(String name, String type, Buffer plain, Buffer zipped) {
    /// What may be kept for ever says so.
    public static final String FOR_EVER = "public, max-age=31536000, immutable";

    /// A style sheet.
    public static Asset css(String name, String text) {
        return of(name, ".css", "text/css; charset=utf-8", text);
    }

    /// A script.
    public static Asset script(String name, String text) {
        return of(name, ".js", "text/javascript; charset=utf-8", text);
    }

    /// A picture of lines.
    public static Asset svg(String name, String text) {
        return of(name, ".svg", "image/svg+xml", text);
    }

    private static Asset of(String name, String end, String type, String text) {
        String full = (name.isEmpty() ? "" : name + "-") + digest(text) + end;
        return new Asset(full, type, Buffer.buffer(text), zip(text));
    }

    private static Buffer zip(String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
            zip.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException("nothing is written but memory", e);
        }
        return Buffer.buffer(out.toByteArray());
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
