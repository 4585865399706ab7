package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import uk.tocsin.control.HoldingMessage.PermittedArea;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Effect;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Relation;
import uk.tocsin.model.codec.AlertCodec;

/// Messages that two people approve beforehand and one releases.
final class HoldingTest {
    private static final String KEY = Samples.holding(1).key();

    private final Office office = new Office();

    @Test
    void oneOfficerReleasesItWithThePlaceAndWhoApprovedItIsRecorded() {
        HoldingMessage message = office.held();
        Act.HoldingReleased act = office.release(Office.OTHER_BOTH, message, "Camden Town", 0);
        Verdict.Accepted verdict = office.must(act);
        AlertView view = office.view(verdict.alert());
        Alert sent = view.content();
        assertThat(view.status()).isEqualTo(AlertStatus.DISPATCHED);
        assertThat(view.relation()).isEqualTo(Relation.ORIGINAL);
        assertThat(sent.variants().getFirst().headline()).isEqualTo("Avoid Camden Town");
        assertThat(sent.variants().get(1).shortText()).startsWith("Cadwch draw o Camden Town");
        assertThat(sent.area()).isEqualTo(new Area("Camden Town", Optional.empty(), List.of()));
        assertThat(sent.audience())
                .isEqualTo(Audience.and(
                        message.content().audience(), message.areas().getFirst().audience()));
        assertThat(sent.expires()).isEqualTo(act.header().time().plus(message.lifetime()));
        assertThat(view.approval().orElseThrow()).satisfies(approval -> {
            assertThat(approval.basis()).isEqualTo(Basis.HOLDING_MESSAGE);
            assertThat(approval.because()).isEqualTo(KEY);
            assertThat(approval.approver()).isEqualTo(Office.APPROVER);
            assertThat(approval.digest()).isEqualTo(AlertCodec.digest(sent));
        });
        assertThat(view.submission().orElseThrow().submitter()).isEqualTo(Office.OTHER_BOTH);
        assertThat(view.submission().orElseThrow().matched()).isEqualTo(act.matched());
        assertThat(view.reviewOwed()).isFalse();
        assertThat(verdict.effects()).singleElement().isInstanceOfSatisfying(Effect.Dispatch.class, effect -> {
            assertThat(effect.alert()).isEqualTo(verdict.alert());
            assertThat(effect.digest()).isEqualTo(AlertCodec.digest(sent));
            assertThat(effect.audience()).isEqualTo(sent.audience());
        });
    }

    @Test
    void whoWroteAnyVersionDoesNotApproveIt() {
        office.must(new Act.HoldingSaved(office.by(Office.BOTH), Samples.holding(1)));
        office.must(new Act.HoldingSaved(office.by(Office.OFFICER), Samples.holding(2)));
        HoldingMessage latest = Samples.holding(2);
        office.refused(Reason.TWO_PEOPLE, new Act.HoldingApproved(office.by(Office.BOTH), KEY, 2, latest.digest()));
        office.refused(
                Reason.MISSING_ROLE, new Act.HoldingApproved(office.by(Office.OFFICER), KEY, 2, latest.digest()));
        office.refused(
                Reason.VERSION,
                new Act.HoldingApproved(
                        office.by(Office.APPROVER), KEY, 1, Samples.holding(1).digest()));
        office.refused(
                Reason.DIGEST,
                new Act.HoldingApproved(
                        office.by(Office.APPROVER), KEY, 2, Samples.holding(1).digest()));
        office.must(new Act.HoldingApproved(office.by(Office.APPROVER), KEY, 2, latest.digest()));
        office.refused(Reason.STATUS, new Act.HoldingApproved(office.by(Office.OTHER_BOTH), KEY, 2, latest.digest()));
    }

    @Test
    void nothingIsReleasedThatIsNotApprovedOrIsWithdrawnOrHasEnded() {
        HoldingMessage message = Samples.holding(1);
        office.refused(Reason.UNKNOWN_HOLDING_MESSAGE, office.release(Office.OFFICER, message, "Camden Town", 0));
        office.must(new Act.HoldingSaved(office.by(Office.OFFICER), message));
        office.refused(Reason.STATUS, office.release(Office.OFFICER, message, "Camden Town", 0));
        office.must(new Act.HoldingApproved(office.by(Office.APPROVER), KEY, 1, message.digest()));
        office.refused(Reason.MISSING_ROLE, office.release(Office.APPROVER, message, "Camden Town", 0));
        office.refused(Reason.VERSION, office.release(Office.OFFICER, Samples.holding(2), "Camden Town", 0));
        office.must(new Act.HoldingWithdrawn(office.by(Office.APPROVER), KEY, "Out of date"));
        office.refused(Reason.STATUS, office.release(Office.OFFICER, message, "Camden Town", 0));
        office.refused(Reason.STATUS, new Act.HoldingWithdrawn(office.by(Office.OFFICER), KEY, "Out of date"));
        office.refused(Reason.STATUS, new Act.HoldingApproved(office.by(Office.APPROVER), KEY, 1, message.digest()));
        assertThat(office.state.alerts()).isEmpty();
        assertThat(office.state.holdingMessage(KEY).orElseThrow().withdrawn()).hasValue("Out of date");

        HoldingMessage again = Samples.holding(2);
        office.must(new Act.HoldingSaved(office.by(Office.OFFICER), again));
        office.must(new Act.HoldingApproved(office.by(Office.APPROVER), KEY, 2, again.digest()));
        office.later(Duration.between(office.now, again.until()));
        office.refused(Reason.EXPIRED, office.release(Office.OFFICER, again, "Camden Town", 0));
    }

    @Test
    void theApprovedVersionMayBeReleasedUntilANewerOneIsApproved() {
        HoldingMessage first = office.held();
        office.must(new Act.HoldingSaved(office.by(Office.OFFICER), Samples.holding(2)));
        assertThat(office.state.holdingMessage(KEY).orElseThrow().releasable(office.now))
                .hasValue(first);
        office.must(office.release(Office.OFFICER, first, "Camden Town", 0));
        office.must(new Act.HoldingApproved(
                office.by(Office.APPROVER), KEY, 2, Samples.holding(2).digest()));
        office.refused(Reason.VERSION, office.release(Office.OFFICER, first, "Barnet", 0));
        office.must(office.release(Office.OFFICER, Samples.holding(2), "Barnet", 0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " Camden",
                "Camden\nTown",
                "Camden\tTown",
                "https://evil.example",
                "see www.evil",
                "evil.example",
                "a@b",
                "the {place}",
                "Cam\u200bden",
                "Cam\u202eden",
                "Cam\u0007den",
                "Cam\ud800den"
            })
    void aPlaceIsOneLineOfPrintableCharactersWithoutALink(String place) {
        assertThat(HoldingRules.placeFault(place)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Camden Town", "St. Pancras", "Ynys Môn", "King's Cross, N1C 4AH", "A"})
    void whatAPlaceIsCalledIsAPlace(String place) {
        assertThat(HoldingRules.placeFault(place)).isEmpty();
    }

    @Test
    void aBadPlaceAreaOrCountIsRefused() {
        HoldingMessage message = office.held();
        office.refused(Reason.FIELD, office.release(Office.OFFICER, message, "M".repeat(81), 0));
        office.must(office.release(Office.OFFICER, message, "M".repeat(80), 0));
        Act.HoldingReleased act = office.release(Office.OFFICER, message, "Camden Town", 0);
        office.refused(Reason.FIELD, changed(act, act.place(), 2, 1000, act.alert()));
        office.refused(Reason.EMPTY_AUDIENCE, with(office, message, 0));
        office.refused(Reason.LIMIT, with(office, message, 50_001));
        office.must(with(office, message, 50_000));
    }

    private static Act with(Office office, HoldingMessage message, long matched) {
        Act.HoldingReleased act = office.release(Office.OFFICER, message, "Camden Town", 0);
        return changed(act, act.place(), act.area(), matched, act.alert());
    }

    private static Act changed(Act.HoldingReleased act, String place, int area, long matched, int alert) {
        ActHeader header = new ActHeader(
                new UUID(area + matched, alert + 31L * place.hashCode()),
                act.header().actor(),
                act.header().time());
        return new Act.HoldingReleased(header, act.key(), act.version(), place, area, matched, alert, act.signature());
    }

    @Test
    void theSignatureIsOverExactlyWhatIsSent() {
        HoldingMessage message = office.held();
        Act.HoldingReleased act = office.release(Office.OFFICER, message, "Camden Town", 0);
        office.refused(Reason.SIGNATURE, changed(act, "Barnet", 0, 1000, act.alert()));
        office.refused(Reason.SIGNATURE, changed(act, act.place(), 1, 1000, act.alert()));
        office.refused(Reason.NUMBER, changed(act, act.place(), 0, 1000, act.alert() + 1));
        office.must(act);
    }

    @Test
    void whoeverBeginsAnAlertFirstTakesTheNumber() {
        HoldingMessage message = office.held();
        Act.HoldingReleased act = office.release(Office.OFFICER, message, "Camden Town", 0);
        office.saved(Office.BOTH, Samples.alert());
        office.refused(Reason.NUMBER, act);
        office.must(office.release(Office.OFFICER, message, "Camden Town", 0));
    }

    @Test
    void twoReleasesForOnePlaceWithinAMinuteAreOneAlert() {
        HoldingMessage message = office.held();
        Act.HoldingReleased first = office.release(Office.OFFICER, message, "Camden Town", 0);
        int alert = office.must(first).alert();
        assertThat(office.apply(first))
                .isInstanceOfSatisfying(
                        Verdict.Repeated.class,
                        again -> assertThat(again.alert()).isEqualTo(alert));
        String words = office.refused(Reason.STALE, office.release(Office.BOTH, message, "camden  town", 1));
        assertThat(words).contains("alert " + alert);
        office.must(office.release(Office.BOTH, message, "Barnet", 0));
        office.later(Duration.ofSeconds(55));
        office.refused(Reason.STALE, office.release(Office.BOTH, message, "Camden Town", 0));
        office.later(Duration.ofSeconds(5));
        office.must(office.release(Office.BOTH, message, "Camden Town", 0));
        assertThat(office.state.alerts()).hasSize(3);
    }

    @Test
    void whoTookAWrongReleaseBackMayReleaseAgainAtOnce() {
        HoldingMessage message = office.held();
        int alert = office.must(office.release(Office.OFFICER, message, "Camden Town", 1))
                .alert();
        office.must(new Act.Cancelled(office.by(Office.OFFICER), alert, "The wrong area"));
        office.must(office.release(Office.OFFICER, message, "Camden Town", 0));
    }

    @Test
    void aReleasedAlertIsChangedAndResentLikeAnyOther() {
        HoldingMessage message = office.held();
        int alert = office.must(office.release(Office.OFFICER, message, "Camden Town", 0))
                .alert();
        office.must(new Act.Resent(office.by(Office.OFFICER), alert));
        int child = office.changed(alert, MessageType.CANCEL);
        office.must(office.approve(Office.APPROVER, child));
        assertThat(office.status(alert)).isEqualTo(AlertStatus.CANCELLED);
    }

    @TestFactory
    Stream<DynamicTest> whatCouldNotBeReleasedIsNotKept() {
        return Stream.of(
                bad("key", m -> with(m, "A b", m.content(), m.areas(), m.lifetime(), m.until())),
                bad("lifetime", m -> with(m, KEY, m.content(), m.areas(), Duration.ZERO, m.until())),
                bad("lifetime", m -> with(m, KEY, m.content(), m.areas(), Duration.ofDays(8), m.until())),
                bad("until", m -> with(m, KEY, m.content(), m.areas(), m.lifetime(), Samples.START)),
                bad(
                        "until",
                        m -> with(
                                m,
                                KEY,
                                m.content(),
                                m.areas(),
                                m.lifetime(),
                                m.until().plus(Duration.ofDays(366)))),
                bad("areas", m -> with(m, KEY, m.content(), List.of(), m.lifetime(), m.until())),
                bad("areas[0].audience", m -> inArea(m, Audience.everyone(), "Everywhere")),
                bad("areas[0].audience", m -> inArea(m, Audience.in(Dimension.SECTOR, "retail"), "Shops")),
                bad(
                        "areas[0].audience",
                        m -> inArea(m, Audience.not(Audience.in(Dimension.REGION, "london")), "Not London")),
                bad("areas[0].words", m -> inArea(m, Audience.in(Dimension.REGION, "london"), " ")),
                bad("content.type", m -> content(m, Samples.change(m.content(), MessageType.UPDATE, 1))),
                bad(
                        "content.area",
                        m -> content(
                                m, Samples.withArea(m.content(), Samples.alert().area()))),
                bad(
                        "content.knownAt",
                        m -> content(
                                m,
                                Samples.with(m.content(), m.content().classification(), Optional.of(Samples.START)))),
                bad("content.event", m -> content(m, Samples.withEvent(m.content(), "{place} ".repeat(2)))),
                bad("content.link", m -> content(m, Samples.withLink(m.content(), "https://a.test/{place}"))));
    }

    private DynamicTest bad(String field, UnaryOperator<HoldingMessage> change) {
        return DynamicTest.dynamicTest(field, () -> {
            Act act = new Act.HoldingSaved(office.by(Office.OFFICER), change.apply(Samples.holding(1)));
            assertThat(office.refused(Reason.CONTENT, act)).contains(field);
        });
    }

    private static HoldingMessage with(
            HoldingMessage m, String key, Alert content, List<PermittedArea> areas, Duration lifetime, Instant until) {
        return new HoldingMessage(key, m.version(), content, areas, m.most(), lifetime, until);
    }

    private static HoldingMessage content(HoldingMessage m, Alert content) {
        return with(m, m.key(), content, m.areas(), m.lifetime(), m.until());
    }

    private static HoldingMessage inArea(HoldingMessage m, Audience audience, String words) {
        List<PermittedArea> areas = List.of(new PermittedArea(audience, words));
        return with(m, m.key(), m.content(), areas, m.lifetime(), m.until());
    }

    @Test
    void versionsFollowOneAnother() {
        office.refused(Reason.VERSION, new Act.HoldingSaved(office.by(Office.OFFICER), Samples.holding(2)));
        office.must(new Act.HoldingSaved(office.by(Office.OFFICER), Samples.holding(1)));
        office.refused(Reason.VERSION, new Act.HoldingSaved(office.by(Office.BOTH), Samples.holding(1)));
        office.refused(Reason.MISSING_ROLE, new Act.HoldingSaved(office.by(Office.APPROVER), Samples.holding(2)));
    }
}
