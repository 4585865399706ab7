package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.accounts.Office.Holder;
import uk.tocsin.register.MemoryRegister;

class SessionsTest {
    private final MemoryRegister register = new MemoryRegister();
    private final Office office = Office.on(register);

    @AfterEach
    void close() {
        office.close();
    }

    private List<String> kept() {
        return register.documentKeys("session", 100).toCompletableFuture().join();
    }

    @Test
    void aSessionEndsAfterAnHourInWhichItsMemberDidNothing() {
        Opened opened = office.enrolled(2).opened();
        for (int i = 0; i < 4; i++) {
            office.pass(Duration.ofMinutes(59));
            assertThat(office.of(opened)).isPresent();
        }
        office.pass(Duration.ofMinutes(60));

        assertThat(office.of(opened)).isEmpty();
        office.pass(Session.KEPT);
        assertThat(Office.await(office.accounts.sweep())).isEqualTo(1);
        assertThat(kept()).isEmpty();
    }

    @Test
    void whoSignsInAgainGoesOnWithThePagesThatWereOpen() {
        Holder holder = office.enrolled(2);
        Opened ended = holder.opened();
        office.pass(Session.IDLE);
        Session next = office.signedInAfter(holder, ended.token()).session();

        assertThat(next.proves(ended.session().form())).isTrue();
        assertThat(office.of(ended)).isEmpty();
        assertThat(kept()).containsExactly(next.id());
    }

    @Test
    void nobodyGoesOnWithThePagesOfAnotherOrOfASessionThatLivesOrWasEnded() {
        Holder holder = office.enrolled(2);
        Opened others = office.enrolled(3).opened();
        Opened signedOut = office.signedIn(holder);
        Office.await(office.accounts
                .sessions()
                .end(office.of(signedOut).orElseThrow().session()));
        office.pass(Session.IDLE.minusMinutes(1));
        Opened living = office.signedIn(holder);
        office.pass(Duration.ofMinutes(2));

        for (Opened before : List.of(others, signedOut, living)) {
            Session next = office.signedInAfter(holder, before.token()).session();
            assertThat(next.proves(before.session().form())).isFalse();
        }
        assertThat(office.of(living)).isPresent();
    }

    @Test
    void aPageThatAsksByItselfKeepsNoSessionAlive() {
        Opened opened = office.enrolled(2).opened();
        office.of(opened);
        Instant end = office.now().plus(Session.IDLE);
        for (int i = 0; i < 59; i++) {
            office.pass(Duration.ofMinutes(1));
            assertThat(office.of(opened, Use.PAGE).orElseThrow().session().endsAt())
                    .isEqualTo(end);
        }
        office.pass(Duration.ofMinutes(1));

        assertThat(office.of(opened, Use.PAGE)).isEmpty();
    }

    @Test
    void aSessionEndsAfterSixHoursWhateverHappens() {
        Opened opened = office.enrolled(2).opened();
        Instant end = opened.session().opened().plus(Session.LONGEST);
        while (office.now().plus(Duration.ofMinutes(30)).isBefore(end)) {
            office.pass(Duration.ofMinutes(30));
            assertThat(office.of(opened)).isPresent();
        }
        assertThat(office.of(opened).orElseThrow().session().endsAt()).isEqualTo(end);
        office.pass(Duration.between(office.now(), end));

        assertThat(office.of(opened)).isEmpty();
    }

    @Test
    void whoSignsOutIsOutAndTheOtherSessionLives() {
        Holder holder = office.enrolled(2);
        Opened other = office.signedIn(holder);
        SignedIn who = office.of(holder.opened()).orElseThrow();
        Office.await(office.accounts.sessions().end(who.session()));

        assertThat(office.of(holder.opened())).isEmpty();
        assertThat(office.of(other)).isPresent();
        assertThat(office.told).endsWith("signed-out 2");
    }

    @Test
    void whoIsNoLongerActiveIsOut() {
        Opened opened = office.enrolled(2).opened();
        assertThat(office.of(opened)).isPresent();
        office.active.remove(2);

        assertThat(office.of(opened)).isEmpty();
        office.active.add(2);
        assertThat(office.of(opened)).isEmpty();
    }

    @Test
    void tokensThatWereNeverGivenOpenNothing() {
        Opened opened = office.enrolled(2).opened();
        String token = opened.token();

        for (String made : List.of(
                "", "x", token + "x", token.substring(1) + "_", opened.session().id())) {
            assertThat(Office.await(office.accounts.sessions().of(made, Use.MEMBER)))
                    .as(made)
                    .isEmpty();
        }
    }

    @Test
    void theTokenIsNowhereInTheStore() {
        Opened opened = office.enrolled(2).opened();

        assertThat(opened.token()).matches("[\\w-]{43}");
        assertThat(kept()).hasSize(1).noneMatch(key -> key.contains(opened.token()));
        assertThat(opened.toString() + opened.session()).doesNotContain(opened.token());
    }

    @Test
    void aFormShowsWhichSessionItComesFrom() {
        Session mine = office.enrolled(2).opened().session();
        Session other = office.enrolled(3).opened().session();

        assertThat(mine.proves(mine.form())).isTrue();
        assertThat(mine.proves(other.form())).isFalse();
        assertThat(mine.proves("")).isFalse();
    }

    @Test
    void steppingUpGivesAnotherTokenAndIsGoodForFiveMinutes() {
        Opened opened = office.enrolled(2).opened();
        Opened raised = office.raised(opened);

        assertThat(office.of(opened)).isEmpty();
        Session session = office.of(raised).orElseThrow().session();
        assertThat(session.isRaised(office.now())).isTrue();
        assertThat(session.opened()).isEqualTo(opened.session().opened());
        assertThat(session.proves(opened.session().form())).isTrue();
        office.pass(Duration.ofMinutes(5));
        assertThat(office.of(raised).orElseThrow().session().isRaised(office.now()))
                .isFalse();
    }

    @Test
    void aOneTimeCodeStepsUpTooAndOnce() {
        Holder holder = office.enrolled(2);
        SignedIn who = office.of(holder.opened()).orElseThrow();
        String code = office.code(holder.secret());
        Attempt.OfStepUp first = Office.await(office.accounts.stepUp().raise(who, code));
        SignedIn raised = office.of(((Attempt.Succeeded) first).opened()).orElseThrow();

        assertThat(Office.await(office.accounts.stepUp().raise(raised, code))).isEqualTo(new Attempt.Refused());
        assertThat(Office.await(office.accounts.stepUp().raise(who, Office.PASSWORD)))
                .isEqualTo(new Attempt.StartAgain());
    }

    @Test
    void aWrongPasswordDoesNotStepUpAndManyAreDelayed() {
        SignedIn who = office.of(office.enrolled(2).opened()).orElseThrow();
        for (int i = 0; i < 6; i++) {
            assertThat(Office.await(office.accounts.stepUp().raise(who, Office.WRONG)))
                    .isEqualTo(new Attempt.Refused());
        }

        assertThat(Office.await(office.accounts.stepUp().raise(who, Office.PASSWORD)))
                .isEqualTo(new Attempt.Throttled(office.now().plusSeconds(2)));
        assertThat(office.told).contains("step-up-failed 2").endsWith("step-up-failed 2", "throttled 2");
    }

    @Test
    void failuresOfStrangersDoNotDelayAStepUp() {
        Holder holder = office.enrolled(2);
        for (int i = 0; i < 8; i++) {
            office.password(holder.name(), Office.WRONG, Office.ELSEWHERE);
            office.password(holder.name(), Office.WRONG, Office.HERE);
        }

        assertThat(office.raised(holder.opened())).isNotNull();
    }

    @Test
    void sessionsOutliveTheProcess() {
        Opened opened = office.enrolled(2).opened();
        office.pass(Duration.ofMinutes(50));
        office.of(opened);
        office.pass(Duration.ofMinutes(50));
        try (Office next = new Office(register, office.now(), new Random(8))) {
            next.active.add(2);
            assertThat(next.of(opened)).isPresent();
        }
    }

    @Test
    void whatHasEndedIsSwept() {
        Holder holder = office.enrolled(2);
        office.enrolled(3);
        Office.await(office.accounts.enrolment().issue(3));
        office.pass(Duration.ofMinutes(59));
        Opened fresh = office.signedIn(holder);
        office.pass(Duration.ofMinutes(1));

        assertThat(Office.await(office.accounts.sweep())).isZero();
        office.pass(Session.KEPT);
        assertThat(Office.await(office.accounts.sweep())).isEqualTo(2);
        assertThat(kept()).containsExactly(fresh.session().id());
        office.pass(Duration.ofHours(24));
        assertThat(Office.await(office.accounts.sweep())).isEqualTo(2);
        assertThat(register.documentKeys("enrolment", 100).toCompletableFuture().join())
                .isEmpty();
    }
}
