package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mail as far as an inbox needs it: some headers and the text part.
///
/// @param headers names in lower case; of repeated ones the first
/// @param text the first text/plain part decoded, else the text/html part without its tags
/// @param size of the message in bytes
record Mail(Map<String, String> headers, String text, int size) {

    private static final int MAX_DEPTH = 4;
    private static final Pattern PARAMETER = Pattern.compile(";\\s*([A-Za-z-]+)\\s*=\\s*(?:\"([^\"]*)\"|([^;\\s]+))");
    private static final Pattern WORD = Pattern.compile("=\\?([^?]+)\\?([bBqQ])\\?([^?]*)\\?=");

    static Mail parse(byte[] message, int length) {
        String all = new String(message, 0, length, StandardCharsets.ISO_8859_1);
        Part top = Part.of(all);
        return new Mail(top.headers, textOf(top, 0), length);
    }

    String header(String name) {
        return headers.getOrDefault(name, "");
    }

    String subject() {
        return decodeWords(header("subject"));
    }

    JsonObject toJson(String from, String to) {
        return new JsonObject()
                .put("envelopeFrom", from)
                .put("envelopeTo", to)
                .put("messageId", header("message-id"))
                .put("listUnsubscribe", header("list-unsubscribe"))
                .put("listUnsubscribePost", header("list-unsubscribe-post"))
                .put("autoSubmitted", header("auto-submitted"))
                .put("subject", subject())
                .put("size", size)
                .put("text", text);
    }

    /// Headers, and a body that is not decoded: one char a byte.
    private record Part(Map<String, String> headers, String body) {

        static Part of(String raw) {
            int end = raw.startsWith("\r\n") ? 0 : raw.indexOf("\r\n\r\n");
            String head = end < 0 ? raw : raw.substring(0, end);
            String body = end < 0 ? "" : raw.substring(Math.min(raw.length(), end == 0 ? 2 : end + 4));
            Map<String, String> headers = new HashMap<>();
            int start = 0;
            while (start < head.length()) {
                int next = start;
                do {
                    next = head.indexOf("\r\n", next == start ? start : next + 2);
                } while (next >= 0 && next + 2 < head.length() && isBlank(head.charAt(next + 2)));
                int stop = next < 0 ? head.length() : next;
                int colon = head.indexOf(':', start);
                if (colon > start && colon < stop) {
                    String value =
                            head.substring(colon + 1, stop).replace("\r\n", "").strip();
                    headers.putIfAbsent(head.substring(start, colon).toLowerCase(Locale.ROOT), value);
                }
                start = next < 0 ? head.length() : next + 2;
            }
            return new Part(headers, body);
        }

        private static boolean isBlank(char c) {
            return c == ' ' || c == '\t';
        }

        String type() {
            String type = headers.getOrDefault("content-type", "text/plain");
            int semicolon = type.indexOf(';');
            return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
        }

        @Nullable
        String parameter(String name) {
            Matcher matcher = PARAMETER.matcher(headers.getOrDefault("content-type", ""));
            while (matcher.find()) {
                if (matcher.group(1).equalsIgnoreCase(name)) {
                    return matcher.group(2) != null ? matcher.group(2) : matcher.group(3);
                }
            }
            return null;
        }

        String decoded() {
            String encoding =
                    headers.getOrDefault("content-transfer-encoding", "7bit").toLowerCase(Locale.ROOT);
            byte[] bytes = switch (encoding) {
                case "quoted-printable" -> quotedPrintable(body, false);
                case "base64" -> base64(body);
                default -> body.getBytes(StandardCharsets.ISO_8859_1);
            };
            return new String(bytes, charset(parameter("charset")));
        }
    }

    /// The text of the part, "" when it has none.
    private static String textOf(Part part, int depth) {
        String type = part.type();
        String boundary = part.parameter("boundary");
        if (type.startsWith("multipart/") && boundary != null && depth < MAX_DEPTH) {
            String fallback = "";
            String mark = "--" + boundary;
            int start = part.body.indexOf(mark);
            while (start >= 0 && !part.body.startsWith("--", start + mark.length())) {
                int content = part.body.indexOf("\r\n", start);
                int end = content < 0 ? -1 : part.body.indexOf("\r\n" + mark, content);
                if (end < 0) {
                    break;
                }
                Part child = Part.of(part.body.substring(content + 2, Math.max(content + 2, end)));
                String text = textOf(child, depth + 1);
                if (!text.isEmpty() && !child.type().equals("text/html")) {
                    return text;
                }
                fallback = fallback.isEmpty() ? text : fallback;
                start = end + 2;
            }
            return fallback;
        }
        if (type.equals("text/html")) {
            return part.decoded()
                    .replaceAll("(?s)<(style|script)\\b.*?</\\1>", "")
                    .replaceAll("<[^>]*>", " ");
        }
        return type.startsWith("text/") ? part.decoded() : "";
    }

    private static byte[] quotedPrintable(String text, boolean inHeader) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '=' && text.startsWith("\r\n", i + 1)) {
                i += 2;
            } else if (c == '='
                    && i + 2 < text.length()
                    && hex(text.charAt(i + 1)) >= 0
                    && hex(text.charAt(i + 2)) >= 0) {
                out.write(hex(text.charAt(i + 1)) << 4 | hex(text.charAt(i + 2)));
                i += 2;
            } else {
                out.write(inHeader && c == '_' ? ' ' : c);
            }
        }
        return out.toByteArray();
    }

    private static int hex(char c) {
        return Character.digit(c, 16);
    }

    private static byte[] base64(String text) {
        try {
            return Base64.getMimeDecoder().decode(text);
        } catch (IllegalArgumentException broken) {
            return "(this part could not be decoded)".getBytes(StandardCharsets.US_ASCII);
        }
    }

    private static Charset charset(@Nullable String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return StandardCharsets.UTF_8;
        }
    }

    /// Encoded words (RFC 2047) in a header.
    private static String decodeWords(String value) {
        if (!value.contains("=?")) {
            return value;
        }
        Matcher matcher = WORD.matcher(value.replaceAll("\\?=\\s+=\\?", "?==?"));
        return matcher.replaceAll(word -> {
            byte[] bytes =
                    word.group(2).equalsIgnoreCase("B") ? base64(word.group(3)) : quotedPrintable(word.group(3), true);
            return Matcher.quoteReplacement(new String(bytes, charset(word.group(1))));
        });
    }
}
