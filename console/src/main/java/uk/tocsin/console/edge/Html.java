package uk.tocsin.console.edge;

/// Writes HTML. Text goes through [#text] and values of attributes through [#escape]: there is no other way for
/// what people wrote to get into a page. Not for threads.
final class Html {
    private final StringBuilder out = new StringBuilder(4096);

    /// Markup of ours, as it is.
    Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /// Text, escaped.
    Html text(String text) {
        out.append(escape(text));
        return this;
    }

    /// An element with nothing but text in it.
    Html element(String name, String text) {
        return raw("<" + name + ">").text(text).raw("</" + name + ">\n");
    }

    /// An element of a class.
    Html element(String name, String style, String text) {
        return raw("<" + name + " class=\"" + style + "\">").text(text).raw("</" + name + ">\n");
    }

    /// Paragraphs, told apart by empty lines; the line breaks within them stay.
    Html paragraphs(String text) {
        boolean open = false;
        for (String line : text.lines().toList()) {
            if (line.isBlank()) {
                raw(open ? "</p>\n" : "");
                open = false;
            } else {
                raw(open ? "<br>\n" : "<p class=\"govuk-body\">").text(line.strip());
                open = true;
            }
        }
        return raw(open ? "</p>\n" : "");
    }

    /// The heading of a page.
    Html h1(String text) {
        return element("h1", "govuk-heading-l", text);
    }

    /// The heading of a part.
    Html h2(String text) {
        return element("h2", "govuk-heading-m", text);
    }

    /// A paragraph.
    Html p(String text) {
        return element("p", "govuk-body", text);
    }

    /// The paragraph that says most.
    Html lead(String text) {
        return element("p", "govuk-body-l", text);
    }

    /// A paragraph that asks for care.
    ///
    /// @param assistive what stands for the mark where it cannot be seen
    Html warning(String assistive, String text) {
        return raw("<div class=\"govuk-warning-text\"><span class=\"govuk-warning-text__icon\" aria-hidden=\"true\">!"
                        + "</span><strong class=\"govuk-warning-text__text\">")
                .element("span", "govuk-visually-hidden", assistive)
                .text(text)
                .raw("</strong></div>\n");
    }

    /// A link within a text.
    Html link(String to, String text) {
        return raw("<a class=\"govuk-link\" href=\"" + escape(to) + "\">")
                .text(text)
                .raw("</a>");
    }

    /// A row of a summary list.
    Html fact(String name, String value) {
        return raw("<div class=\"govuk-summary-list__row\">")
                .element("dt", "govuk-summary-list__key", name)
                .element("dd", "govuk-summary-list__value", value)
                .raw("</div>\n");
    }

    /// Escapes what means something in text or in a quoted attribute; characters that no document may hold
    /// become a replacement mark.
    static String escape(String text) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            String instead = instead(c);
            if (instead == null) {
                if (escaped != null) {
                    escaped.append(c);
                }
            } else {
                if (escaped == null) {
                    escaped = new StringBuilder(text.length() + 32).append(text, 0, i);
                }
                escaped.append(instead);
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    private static @org.jspecify.annotations.Nullable String instead(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            case '\'' -> "&#39;";
            default -> c < ' ' && c != '\n' && c != '\t' && c != '\r' || c == 0x7F ? "\uFFFD" : null;
        };
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
