package uk.tocsin.console.assets;

import java.util.regex.Pattern;

/// GOV.UK Frontend without what only gov.uk itself may show: its font and its crest. Immutable; any thread.
public final class GovUk {
    private static final WebJar JAR = WebJar.of("org.webjars.npm", "govuk-frontend");
    private static final Pattern FONT_FACE = Pattern.compile("@font-face\\{[^}]*}");
    private static final Pattern ASSET = Pattern.compile("url\\(\"?/assets/[^)]*\\)");
    private static final Pattern CSS_MAP = Pattern.compile("/\\*# sourceMappingURL=[^*]*\\*/");
    private static final Pattern SCRIPT_MAP = Pattern.compile("//# sourceMappingURL=.*");
    private static final String THEIR_FONT = "GDS Transport,arial,sans-serif";

    /// The fonts of the reader's own system: nothing is fetched for them.
    private static final String FONT =
            "system-ui,-apple-system,\"Segoe UI\",Roboto,\"Noto Sans\",Helvetica,Arial,sans-serif";

    private GovUk() {}

    /// The style sheet.
    public static String css() {
        String css = JAR.text("dist/govuk/govuk-frontend.min.css");
        css = FONT_FACE.matcher(css).replaceAll("");
        css = ASSET.matcher(css).replaceAll("none");
        return CSS_MAP.matcher(css).replaceAll("").replace(THEIR_FONT, FONT);
    }

    /// The module that makes the components of a page work, exporting `initAll`.
    public static String script() {
        return SCRIPT_MAP.matcher(JAR.text("dist/govuk/govuk-frontend.min.js")).replaceAll("");
    }
}
