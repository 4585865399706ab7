package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.accounts.AccountEvents.What;
import uk.tocsin.console.pages.Incident;

class AuditNotesTest {
    private final List<String> noted = new ArrayList<>();
    private Instant now = Instant.parse("2026-11-26T09:00:00Z");
    private final AuditNotes notes =
            new AuditNotes((kind, staff, count) -> noted.add(kind.word() + " " + staff + " " + count), () -> now);

    @Test
    void theFirstIsNotedAtOnceAndAFloodAsOne() {
        for (int i = 0; i < 1_000; i++) {
            notes.refused(Incident.FORGED_FORM, 0);
        }
        notes.refused(Incident.FORGED_FORM, 2);

        assertThat(noted).containsExactly("forged-form 0 1", "forged-form 2 1");
        now = now.plus(Duration.ofMinutes(1));
        notes.sweep();
        assertThat(noted).containsExactly("forged-form 0 1", "forged-form 2 1", "forged-form 0 999");
        notes.sweep();
        assertThat(noted).hasSize(3);
    }

    @Test
    void aMinuteLaterTheFirstIsTheFirstAgain() {
        notes.happened(What.FAILED, 0);
        now = now.plus(Duration.ofSeconds(61));
        notes.happened(What.FAILED, 0);

        assertThat(noted).containsExactly("sign-in-failed 0 1", "sign-in-failed 0 1");
    }

    @Test
    void whatWasCountedIsNotedAtTheEnd() {
        notes.happened(What.STEP_UP_FAILED, 3);
        notes.happened(What.STEP_UP_FAILED, 3);
        notes.flush();

        assertThat(noted).containsExactly("step-up-failed 3 1", "step-up-failed 3 1");
    }

    @Test
    void everythingThatHappensHasAKind() {
        int staff = 1;
        for (What what : What.values()) {
            notes.happened(what, staff++);
        }
        for (Incident incident : Incident.values()) {
            notes.refused(incident, staff++);
        }
        assertThat(noted).hasSize(What.values().length + Incident.values().length);
    }
}
