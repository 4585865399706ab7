package uk.tocsin.console.pages.registry;

import java.util.List;
import java.util.Optional;
import uk.tocsin.console.imports.ImportJob;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;

/// Lists: the one under way, or a form for one more, and those before.
record ImportsPage(Frame frame, Typed typed, String done, Optional<Row> current, List<Row> past) {
    /// A list, and who uploaded it.
    record Row(ImportJob job, String who) {}
}
