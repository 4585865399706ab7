package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.accounts.Office.Holder;
import uk.tocsin.receipt.Base32;
import uk.tocsin.register.MemoryRegister;

class EnrolmentTest {
    private static final Choice CHOICE = new Choice("Officer", "officer@example.test", Office.PASSWORD);

    private final Office office = Office.on(new MemoryRegister());
    private final Enrolment enrolment = office.accounts.enrolment();

    @AfterEach
    void close() {
        office.close();
    }

    private Attempt.OfBeginning begin(String code, Choice choice) {
        return Office.await(enrolment.begin(code, choice, Office.HERE));
    }

    private String issued(int staff) {
        office.active.add(staff);
        return Office.await(enrolment.issue(staff));
    }

    private Attempt.OfSetting confirm(Attempt shown) {
        Attempt.ShowsSecret secret = (Attempt.ShowsSecret) shown;
        byte[] bytes =
                Base32.decode(secret.secret().toLowerCase(Locale.ROOT), 20).orElseThrow();
        return Office.await(enrolment.confirm(secret.ticket(), office.code(bytes), Office.HERE));
    }

    @Test
    void aCodeCountsOnce() {
        String code = issued(2);
        Attempt first = begin(code, CHOICE);
        Attempt second = begin(code, CHOICE);

        assertThat(confirm(first))
                .isInstanceOfSatisfying(
                        Attempt.CredentialsSet.class,
                        set -> assertThat(set.recoveryCodes())
                                .hasSize(10)
                                .doesNotHaveDuplicates()
                                .allMatch(each -> each.matches("([A-Z2-7]{4}-){3}[A-Z2-7]{4}")));
        assertThat(confirm(second)).isEqualTo(new Attempt.StartAgain());
        assertThat(begin(code, CHOICE)).isEqualTo(new Attempt.Refused());
    }

    @Test
    void aCodeIsGoodForADayAndUntilTheNext() {
        String first = issued(2);
        String second = issued(2);
        assertThat(begin(first, CHOICE)).isEqualTo(new Attempt.Refused());
        assertThat(begin(second.toLowerCase(Locale.ROOT), CHOICE)).isInstanceOf(Attempt.ShowsSecret.class);
        office.pass(Duration.ofHours(24));
        assertThat(begin(second, CHOICE)).isEqualTo(new Attempt.Refused());
    }

    @Test
    void aCodeOfOneMemberIsNoneOfAnother() {
        String code = issued(2);
        issued(3);

        assertThat(begin("3" + code.substring(1), CHOICE)).isEqualTo(new Attempt.Refused());
        assertThat(begin("", CHOICE)).isEqualTo(new Attempt.Refused());
        assertThat(begin("2-", CHOICE)).isEqualTo(new Attempt.Refused());
    }

    @Test
    void whoIsNotActiveGetsNoAccount() {
        Attempt shown = begin(issued(2), CHOICE);
        office.active.remove(2);

        assertThat(confirm(shown)).isEqualTo(new Attempt.Refused());
        assertThat(Office.await(office.accounts.account(2))).isEmpty();
    }

    @Test
    void aWrongFirstCodeMayBeTriedAgain() {
        Attempt.ShowsSecret shown = (Attempt.ShowsSecret) begin(issued(2), CHOICE);

        assertThat(Office.await(enrolment.confirm(shown.ticket(), "12345", Office.HERE)))
                .isEqualTo(new Attempt.Refused());
        assertThat(confirm(shown)).isInstanceOf(Attempt.CredentialsSet.class);
    }

    @Test
    void twoMembersDoNotShareAName() {
        Attempt first = begin(issued(2), CHOICE);
        Attempt second = begin(issued(3), CHOICE);
        confirm(first);

        assertThat(confirm(second)).isEqualTo(new Attempt.Flawed(Set.of(Flaw.SIGN_IN_NAME_TAKEN)));
        assertThat(begin(issued(3), CHOICE)).isEqualTo(new Attempt.Flawed(Set.of(Flaw.SIGN_IN_NAME_TAKEN)));
    }

    @Test
    void whatWasChosenBadlyIsToldAndTheCodeIsStillGood() {
        String code = issued(2);

        assertThat(begin(code, new Choice("Officer", "officer@example.test", "short")))
                .isEqualTo(new Attempt.Flawed(Set.of(Flaw.PASSWORD_SHORT)));
        assertThat(confirm(begin(code, CHOICE))).isInstanceOf(Attempt.CredentialsSet.class);
    }

    @Test
    void enrollingAnewReplacesEverything() {
        Holder before = office.enrolled(2);
        Attempt.OfSetting set = confirm(begin(issued(2), CHOICE));

        assertThat(set).isInstanceOf(Attempt.CredentialsSet.class);
        assertThat(office.of(before.opened())).isEmpty();
        assertThat(office.password(before.name(), Office.PASSWORD, Office.HERE)).isEqualTo(new Attempt.Refused());
        assertThat(office.password("officer@example.test", Office.PASSWORD, Office.HERE))
                .isInstanceOf(Attempt.NeedsCode.class);
    }

    @Test
    void theFirstToEnrolIsTheAdministrator() {
        String code = Office.await(enrolment.first()).orElseThrow();
        office.enrolled(1, code);

        assertThat(office.active).containsExactly(1);
        assertThat(Office.await(enrolment.first())).isEmpty();
    }

    @Test
    void theCodeOfTheFirstIsVoidOnceSomebodyHasAnAccount() {
        Attempt shown = begin(Office.await(enrolment.first()).orElseThrow(), CHOICE);
        office.active.add(1);
        office.enrolled(2);

        assertThat(confirm(shown)).isEqualTo(new Attempt.Refused());
    }

    @Test
    void aForgottenAccountLeavesNothing() {
        Holder holder = office.enrolled(2);
        Office.await(office.accounts.forget(2));

        assertThat(office.of(holder.opened())).isEmpty();
        assertThat(office.password(holder.name(), Office.PASSWORD, Office.HERE)).isEqualTo(new Attempt.Refused());
        assertThat(office.enrolled(2).name()).isEqualTo(holder.name());
        assertThat(office.of(holder.opened())).isEmpty();
    }
}
