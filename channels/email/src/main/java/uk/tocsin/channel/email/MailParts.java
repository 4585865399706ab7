package uk.tocsin.channel.email;

import jakarta.mail.MessagingException;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimePart;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/// A mail taken apart by Jakarta Mail into its leaves, within bounds on size, depth and number.
final class MailParts {
    /// A part that holds no others. Texts are read as ISO-8859-1: all that is looked for is ASCII.
    record Leaf(String type, String text) {}

    /// Reports quote the mail they are about, so two or three levels are usual.
    private static final int MAX_DEPTH = 6;

    private static final int MAX_LEAVES = 40;
    /// Of a leaf; the words that matter come first.
    private static final int MAX_TEXT = 64 * 1024;
    private static final Session SESSION = session();

    private final MimeMessage message;
    private final String type;
    private final List<Leaf> leaves = new ArrayList<>();

    /// Parses a mail. Throws MessagingException, IOException or, on some rubbish, a RuntimeException.
    MailParts(byte[] raw) throws MessagingException, IOException {
        message = new MimeMessage(SESSION, new ByteArrayInputStream(raw));
        type = typeOf(message);
        collect(message, 0);
    }

    private static Session session() {
        Properties lenient = new Properties();
        lenient.setProperty("mail.mime.address.strict", "false");
        return Session.getInstance(lenient);
    }

    List<Leaf> leaves() {
        return leaves;
    }

    /// The type of the whole, lower case, without parameters.
    String type() {
        return type;
    }

    /// A parameter of the type of the whole, lower case; empty if absent.
    String parameter(String name) throws MessagingException {
        try {
            String value = new ContentType(message.getContentType()).getParameter(name);
            return value == null ? "" : value.toLowerCase(Locale.ROOT);
        } catch (jakarta.mail.internet.ParseException unreadable) {
            return "";
        }
    }

    /// A header's values in one string; empty if absent.
    String header(String name) throws MessagingException {
        String value = message.getHeader(name, " ");
        return value == null ? "" : value;
    }

    /// All leaves of one type in one string.
    String texts(String wanted) {
        StringBuilder out = new StringBuilder();
        leaves.stream()
                .filter(leaf -> leaf.type.equals(wanted))
                .forEach(leaf -> out.append(leaf.text).append('\n'));
        return out.toString();
    }

    private void collect(MimePart part, int depth) throws MessagingException, IOException {
        if (depth > MAX_DEPTH || leaves.size() >= MAX_LEAVES) {
            return;
        }
        String partType = typeOf(part);
        if (partType.startsWith("multipart/")) {
            collectParts(part, depth);
        } else {
            try (InputStream in = open(part)) {
                leaves.add(new Leaf(partType, new String(in.readNBytes(MAX_TEXT), StandardCharsets.ISO_8859_1)));
            }
        }
    }

    private void collectParts(MimePart part, int depth) throws MessagingException, IOException {
        byte[] body;
        try (InputStream in = part.getInputStream()) {
            body = in.readAllBytes();
        }
        MimeMultipart parts = new MimeMultipart(new ByteArrayDataSource(body, part.getContentType()));
        int count = Math.min(parts.getCount(), MAX_LEAVES);
        for (int i = 0; i < count; i++) {
            if (parts.getBodyPart(i) instanceof MimePart child) {
                collect(child, depth + 1);
            }
        }
    }

    private static InputStream open(MimePart part) throws MessagingException, IOException {
        return ((Part) part).getInputStream();
    }

    private static String typeOf(MimePart part) throws MessagingException {
        String type = part.getContentType();
        if (type == null) {
            return "text/plain";
        }
        int semicolon = type.indexOf(';');
        return (semicolon < 0 ? type : type.substring(0, semicolon)).strip().toLowerCase(Locale.ROOT);
    }
}
