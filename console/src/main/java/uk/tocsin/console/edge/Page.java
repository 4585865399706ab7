package uk.tocsin.console.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Objects;
import uk.tocsin.model.Language;

/// The frame of every page, and its style sheet. No script, no cookie, nothing from elsewhere. Immutable; any
/// thread.
final class Page {
    private static final String STYLE = style();
    private static final String STYLE_NAME = digest(STYLE) + ".css";

    private final String base;
    private final String sender;

    /// @param base the path that the public address begins with; usually empty
    /// @param sender who issues the alerts, as people know them
    Page(String base, String sender) {
        this.base = base;
        this.sender = sender;
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(Page.class.getResourceAsStream("edge.css"), "edge.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the style sheet that ships with this version cannot be read", e);
        }
    }

    private static String digest(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// The style sheet, if `name` is its: the name changes with the content, so it may be kept for ever.
    static Answer style(String name) {
        return name.equals(STYLE_NAME)
                ? Answer.of("text/css; charset=utf-8", STYLE)
                        .with("Cache-Control", "public, max-age=31536000, immutable")
                : Answer.NOT_HERE;
    }

    String sender() {
        return sender;
    }

    /// The path of an address of ours.
    String path(String rest) {
        return base + rest;
    }

    /// A whole page.
    ///
    /// @param other whether the same address has the page in the other language too
    String of(Language language, String title, boolean other, Html body) {
        Html page = new Html().raw("<!DOCTYPE html>\n<html lang=\"" + language.word() + "\">\n<head>\n");
        page.raw("<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw("<meta name=\"robots\" content=\"noindex, nofollow\">\n")
                .element("title", title + " – " + sender)
                .raw("<link rel=\"stylesheet\" href=\"" + Html.escape(path("/style-" + STYLE_NAME)) + "\">\n")
                .raw("</head>\n<body>\n<a class=\"skip\" href=\"#main\">")
                .text(Phrase.SKIP.in(language))
                .raw("</a>\n<header>\n<div class=\"wide\">\n")
                .element("p", "sender", sender);
        if (other) {
            languageLink(page, language);
        }
        page.raw("</div>\n</header>\n<main id=\"main\" class=\"wide\" tabindex=\"-1\">\n")
                .raw(body.toString())
                .raw("</main>\n<footer>\n<div class=\"wide\">\n")
                .element("p", Phrase.FOOTER.in(language))
                .raw("</div>\n</footer>\n</body>\n</html>\n");
        return page.toString();
    }

    private static void languageLink(Html page, Language language) {
        Language to = other(language);
        String tag = to == Language.CY ? "cy" : "en";
        page.raw("<nav aria-label=\"" + Html.escape(Phrase.LANGUAGE.in(language)) + "\"><a href=\"?lang=" + tag
                        + "\" hreflang=\"" + to.word() + "\" lang=\"" + to.word() + "\">")
                .text(Phrase.OTHER_LANGUAGE.in(language))
                .raw("</a></nav>\n");
    }

    static Language other(Language language) {
        return switch (language) {
            case EN -> Language.CY;
            case CY -> Language.EN;
        };
    }

    /// A page that says the same in both languages, for when we do not know who reads it.
    String both(Phrase title, Phrase text) {
        Html body = new Html().element("h1", title.in(Language.EN)).element("p", "lead", text.in(Language.EN));
        String tag = Language.CY.word();
        body.raw("<section lang=\"" + tag + "\">\n")
                .element("h2", title.in(Language.CY))
                .element("p", text.in(Language.CY))
                .raw("</section>\n");
        return of(Language.EN, title.in(Language.EN), false, body);
    }
}
