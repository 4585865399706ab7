package uk.tocsin.console;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.console.accounts.AccountEvents;
import uk.tocsin.console.pages.Incident;
import uk.tocsin.console.pages.Incidents;
import uk.tocsin.control.Note;

/// Notes who came and what was refused, for the audit. The first of a kind by a member is noted at once; those that
/// follow within a minute are counted and noted as one, so that a flood of them cannot fill the log. Any thread;
/// returns at once. What was only counted is lost with the process: at most a minute of repetitions.
public final class AuditNotes implements Incidents, AccountEvents {
    private static final Duration SPAN = Duration.ofMinutes(1);

    private final Sink sink;
    private final InstantSource clock;
    private final Map<Key, Counted> counted = new HashMap<>();

    /// Takes notes into the audit.
    @FunctionalInterface
    interface Sink {
        /// Something happened so many times.
        ///
        /// @param staff who did it; 0 for nobody known
        void noted(Note kind, int staff, int count);
    }

    private record Key(Note kind, int staff) {}

    /// @param since when the first was noted
    /// @param count those after it
    private record Counted(Instant since, int count) {}

    private record Due(Key key, int count) {}

    AuditNotes(Sink sink, InstantSource clock) {
        this.sink = sink;
        this.clock = clock;
    }

    @Override
    public void refused(Incident incident, int staff) {
        note(
                switch (incident) {
                    case FORGED_FORM -> Note.FORGED_FORM;
                    case FOREIGN_FIELD -> Note.FOREIGN_FIELD;
                    case NOT_ALLOWED -> Note.NOT_ALLOWED;
                    case TOO_LARGE -> Note.TOO_LARGE;
                },
                staff);
    }

    @Override
    public void happened(What what, int staff) {
        note(
                switch (what) {
                    case SIGNED_IN, SIGNED_IN_RECOVERY -> Note.SIGNED_IN;
                    case FAILED -> Note.SIGN_IN_FAILED;
                    case THROTTLED -> Note.LOCKED_OUT;
                    case SIGNED_OUT, SESSIONS_ENDED -> Note.SIGNED_OUT;
                    case STEPPED_UP -> Note.STEPPED_UP;
                    case STEP_UP_FAILED -> Note.STEP_UP_FAILED;
                    case ENROLMENT_ISSUED, ENROLLED, CREDENTIALS_CHANGED, FORGOTTEN -> Note.CREDENTIALS_CHANGED;
                },
                staff);
    }

    private void note(Note kind, int staff) {
        sweep();
        Key key = new Key(kind, staff);
        if (count(key)) {
            sink.noted(kind, staff, 1);
        }
    }

    /// Counts one; whether it is the first.
    private synchronized boolean count(Key key) {
        Counted before = counted.get(key);
        counted.put(
                key,
                before == null ? new Counted(clock.instant(), 0) : new Counted(before.since(), before.count() + 1));
        return before == null;
    }

    /// Notes what was counted for a minute.
    void sweep() {
        Instant now = clock.instant();
        due(now.minus(SPAN)).forEach(this::flush);
    }

    /// Notes everything that was counted so far.
    void flush() {
        due(Instant.MAX).forEach(this::flush);
    }

    private void flush(Due due) {
        sink.noted(due.key().kind(), due.key().staff(), due.count());
    }

    /// What was counted since then or earlier, and is forgotten here.
    private synchronized List<Due> due(Instant since) {
        List<Due> due = new ArrayList<>();
        counted.entrySet().removeIf(entry -> {
            Counted each = entry.getValue();
            boolean over = !each.since().isAfter(since);
            if (over && each.count() > 0) {
                due.add(new Due(entry.getKey(), each.count()));
            }
            return over;
        });
        return due;
    }
}
