package uk.tocsin.console.pages.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.imports.Fault;
import uk.tocsin.console.imports.ImportJob;
import uk.tocsin.console.imports.ImportJobs;
import uk.tocsin.console.pages.Frame;

/// One list.
///
/// @param faults the first ones
record ImportPage(
        Frame frame,
        Instant now,
        ImportJob job,
        String uploader,
        String starter,
        Optional<ImportJobs.Progress> progress,
        List<Fault> faults) {
    ProgressPart part() {
        return ProgressPart.of(job, progress, now);
    }
}
