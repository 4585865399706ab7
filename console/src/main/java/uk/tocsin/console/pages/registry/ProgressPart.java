package uk.tocsin.console.pages.registry;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import uk.tocsin.console.imports.ImportJob;
import uk.tocsin.console.imports.ImportJobs;
import uk.tocsin.console.imports.ImportPhase;
import uk.tocsin.console.imports.Tally;

/// How far a list is.
///
/// @param percent of the file's bytes
/// @param rate rows in a second; 0 for not known yet
/// @param left empty for not known yet
record ProgressPart(boolean storing, int percent, Tally tally, long rate, Optional<Duration> left) {
    static ProgressPart of(ImportJob job, Optional<ImportJobs.Progress> progress, Instant now) {
        boolean storing = job.phase() == ImportPhase.RUNNING;
        if (progress.isEmpty()) {
            return new ProgressPart(storing, 0, Tally.NONE, 0, Optional.empty());
        }
        ImportJobs.Progress at = progress.get();
        long ms = Duration.between(at.since(), now).toMillis();
        long rows = at.tally().read() - at.first();
        double perMs = ms <= 0 ? 0 : (double) rows / ms;
        double bytesPerRow =
                at.tally().read() == 0 ? 0 : (double) at.bytes() / at.tally().read();
        Optional<Duration> left = perMs == 0 || bytesPerRow == 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis(Math.round((at.of() - at.bytes()) / bytesPerRow / perMs)));
        int percent = at.of() == 0 ? 0 : (int) (100 * at.bytes() / at.of());
        return new ProgressPart(storing, percent, at.tally(), Math.round(perMs * 1000), left);
    }
}
