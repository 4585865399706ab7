package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.accounts.Office.Holder;
import uk.tocsin.receipt.Base32;
import uk.tocsin.register.MemoryRegister;

class ChangesTest {
    private static final String OTHER = "five green horses";

    private final Office office = Office.on(new MemoryRegister());
    private final Changes changes = office.accounts.changes();

    @AfterEach
    void close() {
        office.close();
    }

    private SignedIn raised(Holder holder) {
        return office.of(office.raised(holder.opened())).orElseThrow();
    }

    @Test
    void nothingChangesWithoutSteppingUp() {
        SignedIn who = office.of(office.enrolled(2).opened()).orElseThrow();

        assertThat(List.of(
                        Office.await(changes.password(who, OTHER)),
                        Office.await(changes.recoveryCodes(who)),
                        changes.authenticator(who),
                        Office.await(changes.authenticator(who, "ticket", "123456"))))
                .containsOnly(new Attempt.NeedsStepUp());
    }

    @Test
    void anotherPasswordEndsEveryOtherSession() {
        Holder holder = office.enrolled(2);
        Opened other = office.signedIn(holder);
        SignedIn who = raised(holder);
        Attempt.CredentialsSet set = (Attempt.CredentialsSet) Office.await(changes.password(who, OTHER));

        assertThat(office.of(other)).isEmpty();
        assertThat(Office.await(office.accounts.sessions().of("x".repeat(43), Use.MEMBER)))
                .isEmpty();
        assertThat(office.of(set.opened()).orElseThrow().session().isRaised(office.now()))
                .isTrue();
        assertThat(office.password(holder.name(), Office.PASSWORD, Office.HERE)).isEqualTo(new Attempt.Refused());
        assertThat(office.password(holder.name(), OTHER, Office.HERE)).isInstanceOf(Attempt.NeedsCode.class);
        assertThat(office.told).contains("credentials-changed 2");
        assertThat(Office.await(changes.password(who, OTHER + OTHER))).isEqualTo(new Attempt.StartAgain());
    }

    @Test
    void aTicketOfThePasswordBeforeIsVoid() {
        Holder holder = office.enrolled(2);
        String ticket = office.ticket(holder);
        Office.await(changes.password(raised(holder), OTHER));

        assertThat(office.code(ticket, office.code(holder.secret()))).isEqualTo(new Attempt.StartAgain());
    }

    @Test
    void aBadPasswordIsNotTaken() {
        assertThat(Office.await(changes.password(raised(office.enrolled(2)), "officer2 horses")))
                .isEqualTo(new Attempt.Flawed(Set.of(Flaw.PASSWORD_HAS_NAME)));
    }

    @Test
    void newRecoveryCodesReplaceThoseBefore() {
        Holder holder = office.enrolled(2);
        Attempt.CredentialsSet set = (Attempt.CredentialsSet) Office.await(changes.recoveryCodes(raised(holder)));

        assertThat(office.code(office.ticket(holder), holder.recovery().getFirst()))
                .isEqualTo(new Attempt.Refused());
        assertThat(office.code(office.ticket(holder), set.recoveryCodes().getFirst()))
                .isInstanceOf(Attempt.Succeeded.class);
    }

    @Test
    void anotherAuthenticatorReplacesTheOneBeforeOnceItHasShownACode() {
        Holder holder = office.enrolled(2);
        SignedIn who = raised(holder);
        Attempt.ShowsSecret shown = (Attempt.ShowsSecret) changes.authenticator(who);
        byte[] secret =
                Base32.decode(shown.secret().toLowerCase(Locale.ROOT), 20).orElseThrow();
        assertThat(Office.await(changes.authenticator(who, shown.ticket(), office.code(holder.secret()))))
                .isEqualTo(new Attempt.Refused());
        assertThat(Office.await(changes.authenticator(who, shown.ticket(), office.code(secret))))
                .isInstanceOf(Attempt.CredentialsSet.class);

        office.pass(Duration.ofSeconds(30));
        assertThat(office.code(office.ticket(holder), office.code(holder.secret())))
                .isEqualTo(new Attempt.Refused());
        assertThat(office.code(office.ticket(holder), office.code(secret))).isInstanceOf(Attempt.Succeeded.class);
    }

    @Test
    void anAdministratorEndsEverySessionOfAMember() {
        Holder holder = office.enrolled(2);
        Office.await(office.accounts.endSessions(2));

        assertThat(office.of(holder.opened())).isEmpty();
        assertThat(office.signedIn(holder)).isNotNull();
    }
}
