package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.Served;
import uk.tocsin.receipt.Base32;
import uk.tocsin.store.sqlite.DataDirectory;

/// A process is killed between one document of an account and the next, wherever that is.
@Timeout(120)
class AccountKillIT {
    static final String NEW_NAME = "sam@example.test";
    static final Duration LATER = Duration.ofMinutes(10);

    @TempDir
    Path directory = Path.of("");

    static byte[] secret(Attempt.ShowsSecret shown) {
        return secret(shown.secret());
    }

    private static byte[] secret(String shown) {
        return Base32.decode(shown.toLowerCase(Locale.ROOT), 20).orElseThrow();
    }

    @Test
    void nothingConfirmedIsLostAndNothingIsHalfDone() throws Exception {
        try (Served doomed = Served.start(directory, DoomedOffice.class, directory.toString())) {
            doomed.says("ready");
            doomed.kill();
        }
        int confirmed = 0;
        int set = 0;
        for (int writes = 0; writes <= DoomedOffice.WRITES; writes++) {
            for (String scene : new String[] {"first", "again"}) {
                Path folder = DoomedOffice.folder(directory, scene, writes);
                boolean isConfirmed = Files.exists(folder.resolve("confirmed"));
                boolean isSet = goesOn(scene, folder);
                assertThat(isSet || !isConfirmed).as(folder.toString()).isTrue();
                confirmed += isConfirmed ? 1 : 0;
                set += isSet ? 1 : 0;
            }
        }
        assertThat(confirmed).as("some came to their end").isBetween(2, 6);
        assertThat(set).as("some were cut before").isBetween(confirmed, 12);
    }

    /// Whether the new credentials were set before the end; either way the member can go on, and a name is theirs only
    /// if they sign in by it.
    private static boolean goesOn(String scene, Path folder) throws Exception {
        try (DataDirectory data = DataDirectory.open(folder);
                Office office = DoomedOffice.office(data)) {
            office.pass(LATER.plus(Duration.ofMinutes(1)));
            byte[] secret = secret(Files.readString(folder.resolve("secret")));
            boolean set = office.password(NEW_NAME, Office.PASSWORD, Office.HERE) instanceof Attempt.NeedsCode next
                    && office.code(next.ticket(), office.code(secret)) instanceof Attempt.Succeeded;
            String old = "officer" + DoomedOffice.MEMBER + "@example.test";
            assertThat(office.password(old, Office.PASSWORD, Office.HERE) instanceof Attempt.NeedsCode)
                    .as("%s: the name from before", folder)
                    .isEqualTo(!set && scene.equals("again"));
            String free = set ? old : NEW_NAME;
            office.active.add(3);
            String other = Office.await(office.accounts.enrolment().issue(3));
            Attempt.OfBeginning theirs = Office.await(
                    office.accounts.enrolment().begin(other, new Choice("Kim", free, Office.PASSWORD), Office.HERE));
            assertThat(theirs).as("%s: %s is free", folder, free).isInstanceOf(Attempt.ShowsSecret.class);
            if (!set) {
                String code = Files.readString(folder.resolve("code"));
                assertThat(office.enrolled(DoomedOffice.MEMBER, code).opened()).isNotNull();
            }
            return set;
        }
    }
}
