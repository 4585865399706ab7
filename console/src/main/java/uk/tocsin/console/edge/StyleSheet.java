package uk.tocsin.console.edge;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

/// The style sheet of the pages: GOV.UK Frontend, without what only gov.uk itself may show (its font and its crest),
/// and a little of our own. The name changes with the content, so it may be kept for ever. Immutable; any thread.
final class StyleSheet {
    private static final String WEBJAR = "/META-INF/maven/org.webjars.npm/govuk-frontend/pom.properties";
    private static final Pattern FONT_FACE = Pattern.compile("@font-face\\{[^}]*}");
    private static final Pattern ASSET = Pattern.compile("url\\(\"?/assets/[^)]*\\)");
    private static final Pattern SOURCE_MAP = Pattern.compile("/\\*# sourceMappingURL=[^*]*\\*/");
    private static final String THEIR_FONT = "GDS Transport,arial,sans-serif";
    private static final String FONT =
            "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",Helvetica,Arial,sans-serif";

    private static final String TEXT = frontend() + read("edge.css");

    /// The whole of it.
    static String text() {
        return TEXT;
    }

    /// What the sheet is called.
    static final String NAME = digest(TEXT) + ".css";

    private static final Buffer PLAIN = Buffer.buffer(TEXT);
    private static final Buffer ZIPPED = zip(TEXT);

    private StyleSheet() {}

    private static String frontend() {
        Properties coordinates = new Properties();
        try (InputStream in = open(WEBJAR)) {
            coordinates.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException(WEBJAR, e);
        }
        String css = read("/META-INF/resources/webjars/govuk-frontend/" + coordinates.getProperty("version")
                + "/dist/govuk/govuk-frontend.min.css");
        css = FONT_FACE.matcher(css).replaceAll("");
        css = ASSET.matcher(css).replaceAll("none");
        return SOURCE_MAP.matcher(css).replaceAll("").replace(THEIR_FONT, FONT);
    }

    private static InputStream open(String resource) {
        InputStream in = StyleSheet.class.getResourceAsStream(resource);
        if (in == null) {
            throw new IllegalStateException("resource " + resource + " is missing from the build");
        }
        return in;
    }

    private static String read(String resource) {
        try (InputStream in = open(resource)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
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

    /// The sheet, if the request asks for it by this name.
    static Answer answer(Inquiry inquiry) {
        if (!inquiry.rest().equals(NAME)) {
            return Answer.NOT_HERE;
        }
        boolean zipped = inquiry.header("Accept-Encoding").contains("gzip");
        Answer sheet = new Answer(200, Map.of(), zipped ? ZIPPED : PLAIN, null)
                .with("Content-Type", "text/css; charset=utf-8")
                .with("Cache-Control", "public, max-age=31536000, immutable")
                .with("Vary", "Accept-Encoding");
        return zipped ? sheet.with("Content-Encoding", "gzip") : sheet;
    }
}
