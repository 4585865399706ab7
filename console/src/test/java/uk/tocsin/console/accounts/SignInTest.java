package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.console.accounts.Office.Holder;
import uk.tocsin.register.MemoryRegister;

class SignInTest {
    private final MemoryRegister register = new MemoryRegister();
    private final Office office = Office.on(register);

    @AfterEach
    void close() {
        office.close();
    }

    @Test
    void passwordAndCodeOpenASession() {
        Holder holder = office.enrolled(2);
        Opened opened = office.signedIn(holder);

        SignedIn who = office.of(opened).orElseThrow();
        assertThat(who.staff()).isEqualTo(2);
        assertThat(who.account().name()).isEqualTo("Officer 2");
        assertThat(who.session().isRaised(office.now())).isFalse();
        assertThat(office.told).containsExactly("enrolment-issued 2", "enrolled 2", "signed-in 2");
    }

    @Test
    void theNameMayBeSpelledInAnyCase() {
        office.enrolled(2);

        assertThat(office.password(" Officer2@Example.TEST ", Office.PASSWORD, Office.HERE))
                .isInstanceOf(Attempt.NeedsCode.class);
    }

    @Test
    void whatIsWrongIsNotTold() {
        Holder holder = office.enrolled(2);
        Attempt wrongPassword = office.password(holder.name(), Office.WRONG, Office.HERE);
        Attempt wrongName = office.password("nobody@example.test", Office.PASSWORD, Office.HERE);
        Attempt noName = office.password("no name at all", Office.PASSWORD, Office.HERE);
        office.active.remove(2);
        Attempt notActive = office.password(holder.name(), Office.PASSWORD, Office.HERE);

        assertThat(List.of(wrongPassword, wrongName, noName, notActive)).containsOnly(new Attempt.Refused());
        assertThat(office.told).endsWith("failed 2", "failed 0", "failed 0", "failed 2");
    }

    @Test
    void aCodeCountsOnce() {
        Holder holder = office.enrolled(2);
        String code = office.code(holder.secret());

        assertThat(office.code(office.ticket(holder), code)).isInstanceOf(Attempt.Succeeded.class);
        assertThat(office.code(office.ticket(holder), code)).isEqualTo(new Attempt.Refused());
    }

    @Test
    void aTicketCountsOnceAndForFiveMinutes() {
        Holder holder = office.enrolled(2);
        String used = office.ticket(holder);
        office.code(used, office.code(holder.secret()));
        String late = office.ticket(holder);
        office.pass(Duration.ofMinutes(5));

        assertThat(office.code(used, office.code(holder.secret()))).isEqualTo(new Attempt.StartAgain());
        assertThat(office.code(late, office.code(holder.secret()))).isEqualTo(new Attempt.StartAgain());
        assertThat(office.code("made up", office.code(holder.secret()))).isEqualTo(new Attempt.StartAgain());
    }

    @Test
    void everyRecoveryCodeCountsOnce() {
        Holder holder = office.enrolled(2);
        for (String code : holder.recovery()) {
            Attempt first = office.code(office.ticket(holder), code.toLowerCase(Locale.ROOT));
            assertThat(first)
                    .isInstanceOfSatisfying(
                            Attempt.Succeeded.class,
                            done -> assertThat(done.recoveryLeft())
                                    .isEqualTo(holder.recovery().size()
                                            - 1
                                            - holder.recovery().indexOf(code)));
            assertThat(office.code(office.ticket(holder), code)).isEqualTo(new Attempt.Refused());
        }
        assertThat(holder.recovery()).hasSize(10);
        assertThat(office.told).contains("signed-in-recovery 2");
    }

    @Test
    void delaysGrowForNamesThatExistAndForThoseThatDoNot() {
        Holder holder = office.enrolled(2);
        for (String name : List.of(holder.name(), "nobody@example.test")) {
            List<Duration> delays = new ArrayList<>();
            for (int i = 0; delays.size() < 12; i++) {
                switch (office.password(name, Office.WRONG, "remote " + i)) {
                    case Attempt.Throttled(Instant until) -> {
                        delays.add(Duration.between(office.now(), until));
                        office.pass(delays.getLast());
                    }
                    case Attempt.Refused() -> assertThat(i).isLessThan(27);
                    case Attempt.NeedsCode _, Attempt.Busy() -> throw new AssertionError("taken");
                }
            }
            assertThat(delays.stream().map(Duration::toSeconds))
                    .as(name)
                    .containsExactly(2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 512L, 900L, 900L, 900L);
        }
    }

    @Test
    void aStrangerDoesNotKeepAnOfficerFromSigningIn() {
        Holder holder = office.enrolled(2);
        for (int i = 0; i < 6; i++) {
            office.password(holder.name(), Office.WRONG, Office.ELSEWHERE);
        }

        assertThat(office.password(holder.name(), Office.PASSWORD, Office.ELSEWHERE))
                .isInstanceOf(Attempt.Throttled.class);
        assertThat(office.password(holder.name(), Office.PASSWORD, Office.HERE)).isInstanceOf(Attempt.NeedsCode.class);
        assertThat(office.told).containsOnlyOnce("throttled 2");
    }

    @Test
    void guessingCodesIsDelayedToo() {
        Holder holder = office.enrolled(2);
        String ticket = office.ticket(holder);
        for (int i = 0; i < 4; i++) {
            assertThat(office.code(ticket, "00000" + i)).isEqualTo(new Attempt.Refused());
        }

        assertThat(office.code(ticket, office.code(holder.secret()))).isInstanceOf(Attempt.Throttled.class);
        office.pass(Duration.ofSeconds(2));
        assertThat(office.code(ticket, office.code(holder.secret()))).isInstanceOf(Attempt.Succeeded.class);
    }

    @Test
    void aRushOfGuessesIsLookedAtOneByOne() {
        Holder holder = office.enrolled(2);
        List<Future<Attempt.OfPassword>> all = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            all.add(office.accounts.signIn().password(holder.name(), Office.WRONG, "remote " + i));
        }
        List<Attempt.OfPassword> answers = all.stream().map(Office::await).toList();

        assertThat(answers).filteredOn(Attempt.Refused.class::isInstance).hasSize(4);
        assertThat(answers).filteredOn(Attempt.Throttled.class::isInstance).hasSize(26);
    }

    @Test
    void ofTwoWhoUseACodeAtOnceOneIsSignedIn() {
        Holder holder = office.enrolled(2);
        String code = office.code(holder.secret());
        String first = office.ticket(holder);
        String second = office.ticket(holder);
        List<Attempt> answers = List.of(
                        office.accounts.signIn().code(first, code, Office.HERE, ""),
                        office.accounts.signIn().code(second, code, Office.HERE, ""),
                        office.accounts.signIn().code(first, code, Office.HERE, ""))
                .stream()
                .<Attempt>map(Office::await)
                .toList();

        assertThat(answers).filteredOn(Attempt.Succeeded.class::isInstance).hasSize(1);
        assertThat(office.meters
                        .counter("tocsin.accounts.events", "what", "signed-in")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void anAddressThatTriesManyNamesIsDelayed() {
        for (int i = 0; i < 21; i++) {
            assertThat(office.password("nobody" + i + "@example.test", Office.WRONG, Office.ELSEWHERE))
                    .isEqualTo(new Attempt.Refused());
        }

        assertThat(office.password("nobody@example.test", Office.WRONG, Office.ELSEWHERE))
                .isEqualTo(new Attempt.Throttled(office.now().plusSeconds(2)));
    }

    @Test
    void delaysOfAnAccountOutliveTheProcess() {
        Holder holder = office.enrolled(2);
        for (int i = 0; i < 5; i++) {
            office.password(holder.name(), Office.WRONG, Office.ELSEWHERE);
        }
        try (Office next = new Office(register, office.now(), RandomGenerator.getDefault())) {
            next.active.add(2);
            assertThat(next.password(holder.name(), Office.PASSWORD, Office.ELSEWHERE))
                    .isInstanceOf(Attempt.Throttled.class);
        }
    }

    @Test
    void aCrowdIsTurnedAwayAndNobodyIsForgotten() {
        List<Future<Attempt.OfPassword>> all = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            all.add(office.accounts.signIn().password("n" + i + "@example.test", Office.WRONG, "remote " + i));
        }
        Set<Attempt> answers = new HashSet<>();
        all.forEach(each -> answers.add(Office.await(each)));

        assertThat(answers).containsExactlyInAnyOrder(new Attempt.Refused(), new Attempt.Busy());
        assertThat(office.meters.counter("tocsin.accounts.busy").count()).isPositive();
        assertThat(office.password("n@example.test", Office.WRONG, Office.HERE)).isEqualTo(new Attempt.Refused());
    }

    @Test
    void nothingThatWasMadeUpFillsTheStore() {
        for (int i = 0; i < 5; i++) {
            office.password("nobody" + i + "@example.test", Office.WRONG, "remote " + i);
        }

        assertThat(register.documentKeys("account", 100).toCompletableFuture().join())
                .containsExactly("0");
        assertThat(register.documentKeys("account-name", 100)
                        .toCompletableFuture()
                        .join())
                .isEmpty();
        assertThat(Office.await(office.accounts.all())).isEmpty();
    }
}
