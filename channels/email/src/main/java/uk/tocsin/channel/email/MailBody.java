package uk.tocsin.channel.email;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.kit.Wording;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Variant;

/// The two bodies of a mail, with links for one token. The HTML is one column with a heading, no image and
/// nothing fetched, so that it reads well aloud, without styles and on a small screen, and tells nobody that it
/// was opened.
record MailBody(Variant variant, Wording wording, Phrases phrases, Targets targets) {
    /// Where the links lead.
    ///
    /// @param page what is behind the button
    /// @param unsubscribe not in a notice
    /// @param more the alert's own link; null for none
    record Targets(
            String page, String unsubscribe, @Nullable String more, String senderName) {}

    private static final String FONT = "font-family:Arial,Helvetica,sans-serif;font-size:19px;line-height:1.4";
    /// Dark green under white has a contrast of 7:1, WCAG 2.2 level AAA.
    private static final String BUTTON = "display:inline-block;padding:12px 20px;background:#005a30;color:#ffffff;"
            + "font-weight:bold;text-decoration:underline";

    /// The body for a variant of an alert, or of a notice.
    static MailBody of(Content content, Variant variant, EmailOptions.Sender sender, String token) {
        Alert alert = content.alert();
        boolean open = alert.handling().textMayTravel();
        Phrases words = content.isNotice() ? Phrases.ofNotice(variant.language()) : Phrases.in(variant.language());
        Phrases phrases =
                open ? words : new Phrases(words.open(), words.open(), words.more(), words.why(), words.stop());
        String more = open && isWeb(alert.link()) ? alert.link() : null;
        Targets targets = new Targets(
                sender.links().page(content, token), sender.links().unsubscribe(token), more, sender.name());
        return new MailBody(variant, Wording.of(alert, variant), phrases, targets);
    }

    private static boolean isWeb(String link) {
        return (link.startsWith("https://") || link.startsWith("http://"))
                && link.chars().allMatch(c -> c > ' ' && c != 0x7F);
    }

    /// The subject, on one line.
    String subject() {
        return wording.title().replaceAll("\\p{Cntrl}+", " ").strip();
    }

    /// The plain text. Every link stands alone on its line.
    String text() {
        StringBuilder out = new StringBuilder(1024);
        out.append(wording.title()).append("\n\n").append(wording.full()).append("\n\n");
        out.append(phrases.act()).append(":\n").append(targets.page()).append("\n\n");
        if (targets.more() != null) {
            out.append(phrases.more()).append(":\n").append(targets.more()).append("\n\n");
        }
        out.append("-- \n")
                .append(phrases.why())
                .append(' ')
                .append(targets.senderName())
                .append(".\n");
        if (phrases.stop() != null) {
            out.append(phrases.stop())
                    .append(":\n")
                    .append(targets.unsubscribe())
                    .append('\n');
        }
        return crlf(out.toString());
    }

    /// The HTML document.
    String html() {
        StringBuilder out = new StringBuilder(2048);
        out.append("<!DOCTYPE html>\n<html lang=\"")
                .append(variant.language().word())
                .append("\">\n<head>\n");
        out.append("<meta charset=\"utf-8\">\n");
        out.append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        out.append("<title>").append(escape(wording.title())).append("</title>\n</head>\n");
        out.append("<body style=\"margin:0;padding:20px;color:#0b0c0c;background:#ffffff;")
                .append(FONT);
        out.append("\">\n<main style=\"max-width:600px;margin:0 auto\">\n");
        out.append("<h1 style=\"font-size:27px;line-height:1.2\">")
                .append(escape(wording.title()))
                .append("</h1>\n");
        for (String paragraph : paragraphs(wording.full())) {
            out.append("<p>").append(escape(paragraph).replace("\n", "<br>\n")).append("</p>\n");
        }
        out.append("<p>").append(link(targets.page(), BUTTON, phrases.act())).append("</p>\n");
        if (targets.more() != null) {
            out.append("<p>")
                    .append(link(targets.more(), "color:#1d70b8", phrases.more()))
                    .append("</p>\n");
        }
        out.append("<hr>\n<p style=\"font-size:16px\">")
                .append(escape(phrases.why()))
                .append(' ');
        out.append(escape(targets.senderName())).append(".\n");
        if (phrases.stop() != null) {
            out.append(link(targets.unsubscribe(), "color:#1d70b8", phrases.stop()));
        }
        out.append("</p>\n");
        out.append("</main>\n</body>\n</html>\n");
        return crlf(out.toString());
    }

    private static String link(String to, String style, String words) {
        return "<a style=\"" + style + "\"\nhref=\"" + escape(to) + "\"\n>" + escape(words) + "</a>";
    }

    private static List<String> paragraphs(String text) {
        List<String> paragraphs = new ArrayList<>();
        StringBuilder current = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                flush(current, paragraphs);
            } else {
                current.append(current.isEmpty() ? "" : "\n").append(line.strip());
            }
        }
        flush(current, paragraphs);
        return paragraphs;
    }

    private static void flush(StringBuilder current, List<String> paragraphs) {
        if (!current.isEmpty()) {
            paragraphs.add(current.toString());
            current.setLength(0);
        }
    }

    /// The text with everything that HTML would read as markup, in content or in a quoted attribute, escaped.
    static String escape(String text) {
        StringBuilder out = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    /// Lines end with CRLF (RFC 5322), tabs stay, other control characters become spaces.
    private static String crlf(String text) {
        StringBuilder out = new StringBuilder(text.length() + 64);
        String lines = text.replace("\r\n", "\n").replace('\r', '\n');
        for (int i = 0; i < lines.length(); i++) {
            char c = lines.charAt(i);
            if (c == '\n') {
                out.append("\r\n");
            } else {
                out.append(Character.isISOControl(c) && c != '\t' ? ' ' : c);
            }
        }
        return out.toString();
    }
}
