package uk.tocsin.console.edge;

import uk.tocsin.model.Language;

/// The frame of every page, after the page template of GOV.UK Frontend, with the sender's name where gov.uk has its
/// own. No script, nothing from elsewhere. Immutable; any thread.
final class Page {
    private final String base;
    private final String sender;

    /// @param base the path that the public address begins with; usually empty
    /// @param sender who issues the alerts, as people know them
    Page(String base, String sender) {
        this.base = base;
        this.sender = sender;
    }

    String sender() {
        return sender;
    }

    /// The path of an address of ours.
    String path(String rest) {
        return base + rest;
    }

    /// The path of an address of ours, in a language.
    String path(String rest, Language language) {
        return path(rest) + "?lang=" + tag(language);
    }

    /// What `lang` says of a language.
    static String tag(Language language) {
        return switch (language) {
            case EN -> "en";
            case CY -> "cy";
        };
    }

    static Language other(Language language) {
        return switch (language) {
            case EN -> Language.CY;
            case CY -> Language.EN;
        };
    }

    /// A whole page.
    ///
    /// @param other whether the same address has the page in the other language too
    String of(Language language, String title, boolean other, Html body) {
        Html way = other ? languageLink(language) : new Html();
        return of(language, title, way, Phrase.FOOTER, body);
    }

    /// A whole page.
    ///
    /// @param way how to get to the other language
    String of(Language language, String title, Html way, Bilingual foot, Html body) {
        Html page = new Html()
                .raw("<!DOCTYPE html>\n<html lang=\"" + language.word() + "\" class=\"govuk-template\">\n<head>\n");
        page.raw("<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"robots\" content=\"noindex, nofollow\">\n")
                .element("title", title + " – " + sender)
                .raw("<link rel=\"stylesheet\" href=\"" + Html.escape(path("/style-" + StyleSheet.NAME)) + "\">\n")
                .raw("</head>\n<body class=\"govuk-template__body\">\n")
                .raw("<a class=\"govuk-skip-link\" href=\"#main\">")
                .text(Phrase.SKIP.in(language))
                .raw(
                        "</a>\n<header class=\"tocsin-header\">\n<div class=\"govuk-width-container tocsin-header__row\">\n")
                .element("p", "tocsin-header__sender", sender)
                .raw(way.toString())
                .raw("</div>\n</header>\n<div class=\"govuk-width-container\">\n")
                .raw(
                        "<main class=\"govuk-main-wrapper\" id=\"main\" tabindex=\"-1\">\n<div class=\"govuk-grid-row\">\n")
                .raw("<div class=\"govuk-grid-column-two-thirds\">\n")
                .raw(body.toString())
                .raw("</div>\n</div>\n</main>\n</div>\n")
                .raw("<footer class=\"govuk-footer\">\n<div class=\"govuk-width-container\">\n")
                .element("p", "tocsin-footer__text", foot.in(language))
                .raw("</div>\n</footer>\n</body>\n</html>\n");
        return page.toString();
    }

    /// The link to the same address in the other language.
    static Html languageLink(Language language) {
        return languageLink(language, "?lang=" + tag(other(language)));
    }

    /// The link to a page in the other language.
    static Html languageLink(Language language, String path) {
        Language to = other(language);
        return new Html()
                .raw("<nav aria-label=\"" + Html.escape(Phrase.LANGUAGE.in(language))
                        + "\"><a class=\"tocsin-header__link\" href=\"" + Html.escape(path) + "\" hreflang=\""
                        + to.word() + "\" lang=\"" + to.word() + "\">")
                .text(Phrase.OTHER_LANGUAGE.in(language))
                .raw("</a></nav>\n");
    }

    /// A page that says the same in both languages, for when we do not know who reads it.
    String both(Bilingual title, Bilingual text) {
        Html body = new Html().h1(title.in(Language.EN)).lead(text.in(Language.EN));
        body.raw("<section lang=\"" + Language.CY.word() + "\">\n")
                .h2(title.in(Language.CY))
                .p(text.in(Language.CY))
                .raw("</section>\n");
        return of(Language.EN, title.in(Language.EN), false, body);
    }
}
