package uk.tocsin.console.pages.compose;

import java.util.List;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.audience.AudiencePanel;
import uk.tocsin.console.pages.preview.Preview;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Severity;

/// What people will get.
record PreviewPage(
        Frame frame,
        int number,
        int version,
        Alert alert,
        List<Preview> previews,
        AudiencePanel panel,
        List<Typed.Fault> notes) {
    /// Whether it is so grave that one person may send it.
    boolean grave() {
        Severity severity = alert.severity();
        return alert.mode() == Mode.ACTUAL && (severity == Severity.EXTREME || severity == Severity.SEVERE);
    }
}
