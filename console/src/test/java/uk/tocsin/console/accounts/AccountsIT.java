package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.Installation;
import uk.tocsin.console.accounts.Office.Holder;
import uk.tocsin.console.config.Settings;
import uk.tocsin.control.Role;
import uk.tocsin.receipt.Base32;
import uk.tocsin.store.sqlite.DataDirectory;
import uk.tocsin.store.sqlite.StoreSettings;

/// Accounts on the store of an installation.
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class AccountsIT {
    @TempDir
    private Path directory;

    private DataDirectory store() {
        return DataDirectory.open(directory.resolve("data"), StoreSettings.defaults());
    }

    @Test
    void accountsSessionsAndDelaysOutliveARestart() throws Exception {
        Holder holder;
        Instant now;
        try (DataDirectory store = store();
                Office office = Office.on(store.register())) {
            holder = office.enrolled(2);
            for (int i = 0; i < 5; i++) {
                office.password(holder.name(), Office.WRONG, Office.ELSEWHERE);
            }
            now = office.now();
        }
        try (DataDirectory store = store();
                Office office = new Office(store.register(), now, new Random(9))) {
            office.active.add(2);
            assertThat(office.of(holder.opened())).isPresent();
            assertThat(office.password(holder.name(), Office.PASSWORD, Office.ELSEWHERE))
                    .isInstanceOf(Attempt.Throttled.class);
            assertThat(office.signedIn(holder).session().staff()).isEqualTo(2);
            assertThat(office.code(office.ticket(holder), holder.recovery().getLast()))
                    .isInstanceOf(Attempt.Succeeded.class);
        }
        assertThat(bytes()).doesNotContain("Officer 2").doesNotContain("officer2@example.test");
    }

    private String bytes() throws Exception {
        StringBuilder all = new StringBuilder();
        try (var files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
            }
        }
        return all.toString();
    }

    @Test
    void theFirstToEnrolIsAdministratorOfTheInstallation() {
        Settings settings = Settings.read(Map.of(
                "data.dir", directory.resolve("house").toString(), "edge.publicUrl", "https://alerts.example.test"));
        try (Installation house = Installation.open(settings)) {
            Enrolment enrolment = house.accounts().enrolment();
            String code = Office.await(enrolment.first()).orElseThrow();
            Attempt.ShowsSecret shown = (Attempt.ShowsSecret) Office.await(
                    enrolment.begin(code, new Choice("First", "first@example.test", Office.PASSWORD), Office.HERE));
            byte[] secret =
                    Base32.decode(shown.secret().toLowerCase(Locale.ROOT), 20).orElseThrow();
            String said = Totp.code(secret, Totp.at(house.clock().instant()));
            Attempt.CredentialsSet set =
                    (Attempt.CredentialsSet) Office.await(enrolment.confirm(shown.ticket(), said, Office.HERE));

            SignedIn who = Office.await(house.sessions().of(set.opened().token(), Use.MEMBER))
                    .orElseThrow();
            assertThat(who.staff()).isEqualTo(1);
            assertThat(who.session().endsAt()).isBefore(house.clock().instant().plus(Duration.ofMinutes(61)));
            assertThat(Office.await(house.engine().control(state -> state.staff(1)))
                            .orElseThrow()
                            .roles())
                    .containsExactly(Role.ADMINISTRATOR);
            assertThat(Office.await(enrolment.first())).isEmpty();
            assertThatThrownBy(() -> Office.await(house.firstAdministrator()))
                    .isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void theFirstAdministratorByTokenMayEnrolToo() {
        Settings settings = Settings.read(Map.of(
                "data.dir", directory.resolve("house").toString(), "edge.publicUrl", "https://alerts.example.test"));
        try (Installation house = Installation.open(settings)) {
            assertThat(Office.await(house.accounts().enrolment().first())).isPresent();
            assertThat(Office.await(house.firstAdministrator())).startsWith("tocsin_");
            assertThat(Office.await(house.accounts().enrolment().first())).isPresent();
        }
    }
}
