package uk.tocsin.console.edge;

import java.util.Map;
import uk.tocsin.console.assets.Asset;
import uk.tocsin.console.assets.GovUk;
import uk.tocsin.console.assets.WebJar;

/// The style sheet of the edge's pages: GOV.UK Frontend and a little of our own. Immutable; any thread.
final class StyleSheet {
    private static final String TEXT = GovUk.css() + WebJar.text(StyleSheet.class, "edge.css");
    private static final Asset SHEET = Asset.css("", TEXT);

    /// What the sheet is called.
    static final String NAME = SHEET.name();

    private StyleSheet() {}

    /// The whole of it.
    static String text() {
        return TEXT;
    }

    /// The sheet, if the request asks for it by this name.
    static Answer answer(Inquiry inquiry) {
        if (!inquiry.rest().equals(NAME)) {
            return Answer.NOT_HERE;
        }
        boolean zipped = inquiry.header("Accept-Encoding").contains("gzip");
        Answer sheet = new Answer(200, Map.of(), zipped ? SHEET.zipped() : SHEET.plain(), null)
                .with("Content-Type", SHEET.type())
                .with("Cache-Control", Asset.FOR_EVER)
                .with("Vary", "Accept-Encoding");
        return zipped ? sheet.with("Content-Encoding", "gzip") : sheet;
    }
}
