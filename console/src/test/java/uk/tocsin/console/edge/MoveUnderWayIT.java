package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.Engines;
import uk.tocsin.console.House;
import uk.tocsin.console.Migrate;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.reach.Reach;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.simulator.Behaviour;

/// An installation moves into a cluster, on a real Kafka and a real Redis, while people and officers are in the middle
/// of something: all of it is ended there, by what was sent and written before.
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class MoveUnderWayIT {
    private static final int PEOPLE = 12;
    private static final int STOPPED = 0;
    private static final int CHOOSY = 1;
    private static final int READER = 2;

    /// Providers take everything, and nobody answers by themselves.
    private static final Behaviour SILENT = new Behaviour(
            new Behaviour.Push(Map.of(), 0, 0, 0),
            new Behaviour.Sms(Map.of(), 0, Map.of(), 0, 0),
            new Behaviour.Email(Map.of(), 0, 0, 0),
            0);

    /// The endpoint that is everybody's first.
    private static final int MAIL = 0;

    private static final String EXTREME = "Extreme only: danger to life now";

    /// Longer than a move takes.
    private static final Duration LATER = Duration.ofSeconds(20);

    @TempDir
    private Path root = Path.of("");

    private int[] people = {};
    private int sent;
    private int submitted;
    private int scheduled;
    private Instant due = Instant.MAX;
    private String link = "";
    private String receipt = "";
    private String again = "";
    private String used = "";

    @Test
    void whatWasBegunHereIsEndedThere() throws Exception {
        try (House house = House.open(root, SILENT)) {
            isInTheMiddle(house);
        }
        Path node = Files.createDirectories(root.resolve("node"));
        String prefix = "u" + UUID.randomUUID().toString().substring(0, 8);
        Path data = root.resolve("data");
        Migrate.run(data, Engines.shared().settings(node, prefix), Progress.NONE);
        Files.copy(data.resolve("tocsin.key"), node.resolve("tocsin.key"));
        try (House house = House.open(root, SILENT, Engines.shared().node(node, prefix))) {
            house.until(() -> everyone(house) == PEOPLE + 1);
            aReceiptOfBeforeCounts(house);
            whatWasApprovedBeforeGoesOutWhenItsTimeComes(house);
            whatWasSubmittedBeforeIsApproved(house);
            whoStoppedStaysStoppedUntilTheyPress(house);
            choicesAreAsTheyWere(house);
            whoHadConfirmedOneAddressConfirmsTheOther(house);
        }
    }

    private void isInTheMiddle(House house) throws Exception {
        people = house.register(
                        new People(house.installation().taxonomy()).with(PEOPLE, ChannelKind.EMAIL, ChannelKind.SMS))
                .ordinals();
        house.until(() -> everyone(house) == PEOPLE);
        sent = house.issue(Alerts.on(ChannelKind.EMAIL));
        house.settle(sent);
        receipt = "/a/" + token(house, sent, people[READER]);
        try (Browser browser = new Browser(house.edge().port());
                Phone sam = new Phone(house, 1, SelfServiceIT.MAIL, SelfServiceIT.NUMBER);
                Phone stopper = new Phone(house, 2, People.mail(STOPPED), People.phone(STOPPED))) {
            SelfServiceIT.joins(browser);
            link = Phone.link(sam.newest("email", 1));
            String code = Phone.code(sam.newest("sms", 1));
            browser.open("/code").submit("/code", "address", SelfServiceIT.MOBILE, "code", code);
            assertThat(browser.page()).contains("This address is confirmed");
            house.until(() -> everyone(house) == PEOPLE + 1);
            browser.post(
                    "/u/" + token(house, sent, people[STOPPED]),
                    Map.of("List-Unsubscribe", "One-Click"),
                    "Accept",
                    "*/*");
            assertThat(browser.status()).isEqualTo(200);
            again = Phone.link(stopper.newest("sms", 1));
            used = entrance(house, people[CHOOSY], 10);
            browser.open(used).submit("/n/", "kind", "yes");
            browser.open("/me/choices")
                    .submit("/me/choices", "minimum", "Extreme", "quiet", "none", "region-london", "yes");
            assertThat(browser.page()).contains(EXTREME);
        }
        submitted = house.submit(Alerts.on(ChannelKind.EMAIL));
        scheduled = house.submit(Alerts.on(ChannelKind.EMAIL));
        due = Instant.now().plus(LATER);
        house.approve(scheduled, Optional.of(due));
        assertThat(house.view(scheduled).status()).isEqualTo(AlertStatus.SCHEDULED);
    }

    private static long everyone(House house) {
        return house.installation().engine().count(new Audience.Everyone());
    }

    private static String token(House house, int alert, int person) {
        return house.installation().keys().tokens().url(new DeliveryToken(alert, person, 0, MAIL));
    }

    /// The link of a sign-in that ends in so many minutes.
    private static String entrance(House house, int person, int minutes) {
        NoticeToken token =
                NoticeToken.of(NoticeKind.SIGN_IN, person, MAIL, Instant.now().plus(Duration.ofMinutes(minutes)));
        return "/n/" + house.installation().keys().tokens().url(token);
    }

    private static Reach.Funnel mails(House house, int alert) {
        return Objects.requireNonNull(house.reach(alert).channels().get(ChannelKind.EMAIL));
    }

    private static long in(House house, int alert, DeliveryState state) {
        return mails(house, alert).states().getOrDefault(state, 0L);
    }

    // ---- there

    private void aReceiptOfBeforeCounts(House house) throws Exception {
        long before = in(house, sent, DeliveryState.ACKNOWLEDGED);
        try (Visitor visitor = new Visitor(house.edge().port())) {
            assertThat(visitor.form(receipt, Map.of("kind", "acknowledge")).statusCode())
                    .isEqualTo(303);
        }
        house.until(() -> in(house, sent, DeliveryState.ACKNOWLEDGED) == before + 1);
        assertThat(mails(house, sent).planned()).isEqualTo(PEOPLE);
    }

    private void whatWasApprovedBeforeGoesOutWhenItsTimeComes(House house) {
        house.until(() -> house.view(scheduled).dispatch().isPresent());
        assertThat(house.view(scheduled).dispatch().orElseThrow().time()).isAfterOrEqualTo(due);
        allButTwo(house, scheduled);
    }

    private void whatWasSubmittedBeforeIsApproved(House house) {
        assertThat(house.view(submitted).status()).isEqualTo(AlertStatus.SUBMITTED);
        house.approve(submitted, Optional.empty());
        allButTwo(house, submitted);
    }

    /// One has stopped, and to another this is not severe enough.
    private static void allButTwo(House house, int alert) {
        house.settle(alert);
        assertThat(house.simulator().counts().getJsonObject("email").getLong("duplicates"))
                .isZero();
        assertThat(in(house, alert, DeliveryState.SUPPRESSED)).isEqualTo(2);
        assertThat(mails(house, alert).planned()).isEqualTo(PEOPLE);
    }

    private void whoStoppedStaysStoppedUntilTheyPress(House house) throws Exception {
        try (Browser browser = new Browser(house.edge().port())) {
            browser.open(entrance(house, people[STOPPED], 15)).submit("/n/", "kind", "yes");
            assertThat(browser.open("/me?lang=en").page()).contains("stopped: nothing is sent there");
            browser.open(again + "?lang=en").submit("/n/", "kind", "yes");
            assertThat(browser.page()).contains("Messages are started again");
        }
    }

    private void choicesAreAsTheyWere(House house) throws Exception {
        try (Browser browser = new Browser(house.edge().port())) {
            browser.post(used, Map.of("kind", "yes"));
            assertThat(browser.status()).as("a link that was used before").isEqualTo(410);
            browser.open(entrance(house, people[CHOOSY], 15)).submit("/n/", "kind", "yes");
            assertThat(browser.open("/me?lang=en").page()).contains(EXTREME);
        }
    }

    private static long withMail(House house) {
        return house.installation().engine().count(Audience.in(Dimension.HAS, "email"));
    }

    private void whoHadConfirmedOneAddressConfirmsTheOther(House house) throws Exception {
        try (Browser browser = new Browser(house.edge().port())) {
            long before = withMail(house);
            browser.open(link).submit("/n/", "kind", "yes");
            assertThat(browser.page()).contains("This address is confirmed");
            house.until(() -> withMail(house) == before + 1);
        }
    }
}
