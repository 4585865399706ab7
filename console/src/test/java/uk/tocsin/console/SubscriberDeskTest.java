package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.RegisterRefusal;
import uk.tocsin.console.register.Retention;
import uk.tocsin.console.register.SubscriberDesk;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

class SubscriberDeskTest {
    private static final long LIMIT_SECONDS = 30;
    private static final Instant SOME_TIME = Instant.parse("2026-11-25T10:00:00Z");
    private static final Organisation.Address MAIL =
            new Organisation.Address(ChannelKind.EMAIL, "sam@cafe.example.test");
    private static final Organisation.Address PHONE = new Organisation.Address(ChannelKind.SMS, "+447700900123");

    private record Asked(NoticeKind kind, ChannelKind channel, int ordinal, int endpoint) {}

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private Rehearsal rehearsal;
    private SubscriberDesk desk;

    @BeforeEach
    void open(@TempDir Path data) {
        rehearsal = Rehearsal.open(data);
        desk = rehearsal.house.desk((kind, channel, ordinal, endpoint, _) -> {
            asked.add(new Asked(kind, channel, ordinal, endpoint));
            return Future.succeededFuture();
        });
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    @Test
    void whoHasConfirmedNothingIsInNoSegmentAndWhoHasIs() {
        int sam = begin(Optional.empty(), MAIL, PHONE);

        assertThat(rehearsal.everyone()).isZero();
        assertThat(asked)
                .containsExactlyInAnyOrder(
                        new Asked(NoticeKind.CONFIRM, ChannelKind.EMAIL, sam, 0),
                        new Asked(NoticeKind.CONFIRM, ChannelKind.SMS, sam, 1));

        Contact after = get(desk.confirm(sam, 0));
        assertThat(rehearsal.everyone()).isOne();
        assertThat(after.tier()).isEqualTo(Tier.PUBLIC);
        assertThat(after.endpoints())
                .extracting(Endpoint::state)
                .containsExactly(EndpointState.IN_USE, EndpointState.UNCONFIRMED);
    }

    @Test
    void premisesMakeItABusinessWithTheFirstConfirmedAddress() {
        int sam = begin(Optional.of(cafe()), MAIL);
        assertThat(get(desk.find(sam)).orElseThrow().tier()).isEqualTo(Tier.PUBLIC);

        Contact after = get(desk.confirm(sam, 0));

        assertThat(after.tier()).isEqualTo(Tier.BUSINESS);
        assertThat(get(desk.premises(sam, after)))
                .singleElement()
                .satisfies(p -> assertThat(p.postcode()).isEqualTo("NW1 8AB"));
    }

    @Test
    void countsShowAnErasureBeforeItIsAnswered() {
        for (int i = 0; i < 20; i++) {
            int sam = begin(
                    Optional.empty(), new Organisation.Address(ChannelKind.EMAIL, "sam" + i + "@cafe.example.test"));
            get(desk.confirm(sam, 0));
            assertThat(rehearsal.everyone()).isOne();
            assertThat(rehearsal.erase(sam)).isTrue();
            assertThat(rehearsal.everyone()).isZero();
        }
    }

    @Test
    void aConfirmationIsForOnce() {
        int sam = begin(Optional.empty(), MAIL);
        get(desk.confirm(sam, 0));
        refused(desk.confirm(sam, 0), RegisterRefusal.Why.CONFIRMED);
        refused(desk.confirm(sam, 7), RegisterRefusal.Why.NO_ENDPOINT);
        refused(desk.confirm(sam + 64, 0), RegisterRefusal.Why.UNKNOWN);
    }

    @Test
    void theOwnerOfAnAddressIsToldAndTheNewcomerLearnsNothing() {
        int sam = begin(Optional.empty(), MAIL);
        get(desk.confirm(sam, 0));
        asked.clear();

        assertThat(get(desk.begin(UUID.randomUUID(), List.of(), person("Eve", false, MAIL))))
                .isEmpty();
        assertThat(asked).containsExactly(new Asked(NoticeKind.ADDRESS_CLAIMED, ChannelKind.EMAIL, sam, 0));
        assertThat(rehearsal.everyone()).isOne();
    }

    @Test
    void ofTwoWhoBeganWithOneAddressTheFirstToConfirmHasIt() {
        int first = begin(Optional.empty(), MAIL);
        int second = begin(Optional.empty(), MAIL);
        get(desk.confirm(second, 0));
        refused(desk.confirm(first, 0), RegisterRefusal.Why.OWNED);
    }

    @Test
    void aSignInLinkWorksOnce() {
        int sam = begin(Optional.empty(), MAIL);
        get(desk.confirm(sam, 0));
        asked.clear();
        get(desk.askSignIn(ChannelKind.EMAIL, "nobody@cafe.example.test"));
        assertThat(asked).isEmpty();
        get(desk.askSignIn(ChannelKind.EMAIL, MAIL.value()));
        assertThat(asked).containsExactly(new Asked(NoticeKind.SIGN_IN, ChannelKind.EMAIL, sam, 0));

        get(desk.signIn(sam, 29_000_000));
        refused(desk.signIn(sam, 29_000_000), RegisterRefusal.Why.USED);
        refused(desk.signIn(sam, 28_999_999), RegisterRefusal.Why.USED);
        get(desk.signIn(sam, 29_000_001));
    }

    @Test
    void changesMadeAtOnceAllCount() {
        int sam = begin(Optional.empty(), MAIL);
        get(desk.confirm(sam, 0));
        List<Future<Contact>> all = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Consent consent = new Consent(Consent.Purpose.ADVICE, i % 2 == 0, i, SOME_TIME, Consent.Source.PAGE);
            all.add(desk.agree(sam, consent));
        }
        get(Future.all(all));
        assertThat(get(desk.find(sam)).orElseThrow().profile().consents()).hasSize(20);
    }

    @Test
    void whoWithdrawsConsentIsCountedNoMoreAndComesBackByAgreeing() {
        int sam = begin(Optional.empty(), MAIL);
        get(desk.confirm(sam, 0));
        get(desk.agree(sam, new Consent(Consent.Purpose.ALERTS, false, 1, SOME_TIME, Consent.Source.PAGE)));
        assertThat(rehearsal.everyone()).isZero();
        get(desk.agree(sam, new Consent(Consent.Purpose.ALERTS, true, 1, SOME_TIME, Consent.Source.PAGE)));
        assertThat(rehearsal.everyone()).isOne();
    }

    @Test
    void preferencesAreKept() {
        int sam = begin(Optional.empty(), MAIL);
        Preferences wanted = new Preferences(Severity.SEVERE, QuietHours.FROM_22_TO_7, false);
        get(desk.change(sam, contact -> contact.with(contact.profile().with(wanted))));
        assertThat(get(desk.find(sam)).orElseThrow().profile().preferences()).isEqualTo(wanted);
    }

    @Test
    void anAddressThatWasRemovedIsFreeAndItsIndexRests() {
        int sam = begin(Optional.empty(), MAIL, PHONE);
        get(desk.confirm(sam, 0));
        get(desk.confirm(sam, 1));
        get(desk.remove(sam, 0));
        Contact after = get(desk.add(sam, new Organisation.Address(ChannelKind.EMAIL, "new@cafe.example.test")));

        assertThat(after.endpoints()).extracting(Endpoint::index).containsExactly(1, 2);
        int other = begin(Optional.empty(), MAIL);
        assertThat(get(desk.confirm(other, 0)).endpoints()).singleElement().matches(Endpoint::inUse);
    }

    @Test
    void aDeviceThatRenewsItsTokenIsOneDevice() {
        int sam = begin(Optional.empty(), MAIL);
        get(desk.confirm(sam, 0));
        get(desk.device(sam, "device-token-1", Optional.empty()));
        Contact after = get(desk.device(sam, "device-token-2", Optional.of("device-token-1")));

        assertThat(after.endpoints())
                .filteredOn(e -> e.channel() == ChannelKind.PUSH)
                .extracting(Endpoint::address)
                .containsExactly("device-token-2");
        assertThat(get(desk.owner(ChannelKind.PUSH, "device-token-1"))).isEmpty();
    }

    @Test
    void premisesAreForgottenWithTheLastWhoAnsweredForThem() {
        int sam = begin(Optional.of(cafe()), MAIL);
        Contact contact = get(desk.confirm(sam, 0));
        rehearsal.erase(sam);
        assertThat(get(desk.premises(sam, contact))).isEmpty();
        assertThat(get(desk.find(sam))).isEmpty();
    }

    @Test
    void whoConfirmsNothingIsForgottenAfterADayAndTheAuditSaysSo() {
        int forgotten = begin(Optional.of(cafe()), MAIL);
        int kept = begin(Optional.empty(), PHONE);
        get(desk.confirm(kept, 0));
        List<String> audit = new ArrayList<>();
        retention(Duration.ofHours(23), audit);
        assertThat(get(desk.find(forgotten))).isPresent();

        retention(Duration.ofHours(25), audit);

        assertThat(get(desk.find(forgotten))).isEmpty();
        assertThat(get(desk.find(kept))).isPresent();
        assertThat(audit).containsExactly("unconfirmed 1");
        retention(Duration.ofHours(26), audit);
        assertThat(audit).hasSize(1);
    }

    private void retention(Duration later, List<String> audit) {
        Installation house = rehearsal.house;
        get(new Retention(
                        house.register(),
                        house.registrar(),
                        desk::find,
                        house.erasures(),
                        Clock.offset(house.clock(), later),
                        (rule, count) -> audit.add(rule.word() + " " + count))
                .run());
    }

    @Test
    void whoLosesAVettedTierHasTheirOwnAgainAndIsTold() {
        int sam = begin(Optional.of(cafe()), MAIL);
        get(desk.confirm(sam, 0));
        get(desk.change(sam, contact -> contact.in(Tier.CT)));
        assertThat(rehearsal.house.engine().tier(sam)).isEqualTo(Tier.CT);
        asked.clear();

        get(desk.tierRevoked(sam));

        assertThat(rehearsal.house.engine().tier(sam)).isEqualTo(Tier.BUSINESS);
        assertThat(asked).containsExactly(new Asked(NoticeKind.TIER_CHANGED, ChannelKind.EMAIL, sam, 0));
        get(desk.tierRevoked(sam + 64));
    }

    private int begin(Optional<Premises> premises, Organisation.Address... addresses) {
        List<Organisation.Premises> places =
                premises.map(Organisation.Premises::of).map(List::of).orElse(List.of());
        UUID organisation = premises.map(Premises::organisation).orElseGet(UUID::randomUUID);
        Organisation.Person sam = person("Sam", premises.isPresent(), addresses);
        return get(desk.begin(organisation, places, sam)).orElseThrow();
    }

    private static Organisation.Person person(String name, boolean premises, Organisation.Address... addresses) {
        int[] first = premises ? new int[] {0} : new int[0];
        return new Organisation.Person(name, Tier.PUBLIC, Language.EN, new int[0], List.of(addresses), first);
    }

    private static Premises cafe() {
        return new Premises(
                UUID.randomUUID(), "Sam's Café", "", "1 Bow Lane", "NW1 8AB", 51.539, -0.1426, List.of(), List.of());
    }

    private static <T> T get(Future<T> future) {
        return Installation.await(future, LIMIT_SECONDS);
    }

    private static void refused(Future<?> future, RegisterRefusal.Why why) {
        assertThatThrownBy(() -> get(future))
                .satisfies(e -> assertThat(((RegisterRefusal) e).why()).isEqualTo(why));
    }
}
