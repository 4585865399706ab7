package uk.tocsin.console.edge;

/// A notification banner of GOV.UK Frontend: what a reader has to know before the rest of a page.
enum Notification {
    PLAIN("", ""),
    /// Something went as it should.
    GOOD(" govuk-notification-banner--success", " role=\"status\"");

    private final String style;
    private final String role;

    Notification(String style, String role) {
        this.style = style;
        this.role = role;
    }

    /// Begins the banner; what follows is inside until it is closed.
    void open(Html body, String title) {
        body.raw("<section class=\"govuk-notification-banner" + style + "\"" + role + ">\n")
                .raw("<div class=\"govuk-notification-banner__header\">")
                .element("h2", "govuk-notification-banner__title", title)
                .raw("</div>\n<div class=\"govuk-notification-banner__content\">\n");
    }

    void close(Html body) {
        body.raw("</div>\n</section>\n");
    }
}
