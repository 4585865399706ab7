package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FormData;
import com.microsoft.playwright.options.RequestOptions;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.House;
import uk.tocsin.console.edge.Alerts;
import uk.tocsin.console.edge.People;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Role;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.Variant;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

/// A second person decides, before a real browser.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
@ExtendWith(OpenHouse.class)
class ApproveIT {
    /// Writes alerts and approves those of others.
    private static final int BOTH = 11;

    static House house;
    static Screen screen;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        house.must(new Act.UserSet(house.installation().header(House.ADMINISTRATOR), BOTH, -1, true));
        house.must(new Act.RolesSet(
                house.installation().header(House.ADMINISTRATOR), BOTH, Set.of(Role.OFFICER, Role.APPROVER)));
        house.register(new People(house.installation().taxonomy()).with(30, ChannelKind.values()));
        screen = shown;
    }

    private static Alert alert() {
        return Alerts.on(ChannelKind.values());
    }

    private static Alert in(String region) {
        Alert alert = alert();
        return new Alert(
                alert.mode(),
                alert.type(),
                alert.handling(),
                alert.classification(),
                alert.event(),
                alert.area(),
                alert.expires(),
                alert.knownAt(),
                alert.link(),
                alert.variants(),
                Audience.in(Dimension.REGION, region),
                alert.plan(),
                alert.parent());
    }

    private static int draft(int editor, Alert alert) {
        return house.must(new Act.VersionSaved(house.installation().header(editor), 0, alert, List.of()))
                .alert();
    }

    private static void submit(int number, int version) {
        house.must(new Act.Submitted(house.installation().header(House.OFFICER), number, version, 30));
    }

    private static int submitted(int editor) {
        int number = draft(editor, alert());
        submit(number, 1);
        return number;
    }

    /// The same alert with another place in its headline.
    private static Alert reworded(Alert alert) {
        Variant first = alert.variants().getFirst();
        Variant other = new Variant(
                first.tier(),
                first.language(),
                "Keep away from Camden Lock",
                first.shortText(),
                first.description(),
                first.instruction());
        return new Alert(
                alert.mode(),
                alert.type(),
                alert.handling(),
                alert.classification(),
                alert.event(),
                alert.area(),
                alert.expires(),
                alert.knownAt(),
                alert.link(),
                List.of(other, alert.variants().get(1), alert.variants().get(2)),
                alert.audience(),
                alert.plan(),
                alert.parent());
    }

    private static AlertStatus status(int number) {
        return house.view(number).status();
    }

    private static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .click();
    }

    private static void unfold(Page page, String title) {
        page.getByText(title, new Page.GetByTextOptions().setExact(true)).click();
    }

    @Test
    void anApproverSeesExactlyWhatGoesOutAndToHowMany() {
        int number = submitted(House.OFFICER);
        Screen.Person approver = screen.raised(House.APPROVER).at("/alerts/" + number);

        assertThat(approver.page().getByText("This goes to 30 people, 30 by text"))
                .isVisible();
        assertThat(approver.page().locator(".tocsin-sms").first()).containsText("Police are there.");
        assertThat(approver.page().getByText("Osgowch")).hasCount(0);
        assertThat(approver.page()
                        .getByText("Cadwch draw o Farchnad Camden. Mae'r heddlu yno.")
                        .first())
                .isVisible();
        unfold(approver.page(), "Who that is");
        approver.look("approve");
        press(approver.page(), "Approve");
        assertThat(approver.page().getByText("The alert is on its way")).isVisible();
        assertThat(house.view(number).approval().map(AlertView.Approval::approver))
                .contains(House.APPROVER);
    }

    @Test
    void anApproverReadsTheProtectedTextAndTheMessageThatLeadsToIt() {
        int number = draft(House.OFFICER, Alerts.restricted(ChannelKind.values()));
        submit(number, 1);
        Screen.Person approver = screen.staff(House.APPROVER).at("/alerts/" + number);

        for (String message : List.of(".tocsin-phone__text", ".tocsin-sms", ".tocsin-mail__body")) {
            assertThat(approver.page().locator(message).first()).containsText("protected message");
        }
        assertThat(approver.page().getByText("Police are dealing with a suspicious item"))
                .isVisible();
        approver.look("approve-protected");
    }

    @Test
    void approvingWorksWithoutScripts() {
        int number = submitted(House.OFFICER);
        Page page = screen.raisedWithoutScripts(House.APPROVER)
                .at("/alerts/" + number)
                .page();

        press(page, "Approve");
        assertThat(status(number)).isIn(AlertStatus.DISPATCHED, AlertStatus.CLOSED);
    }

    @Test
    void approvingWorksByKeyboardAlone() {
        int number = submitted(House.OFFICER);
        Page page = screen.raised(House.APPROVER).at("/alerts/" + number).page();

        for (int i = 0; i < 80; i++) {
            page.keyboard().press("Tab");
            if (page.evaluate("document.activeElement.textContent.trim()").equals("Approve")) {
                page.keyboard().press("Enter");
                break;
            }
        }
        assertThat(page.getByText("The alert is on its way")).isVisible();
        assertThat(status(number)).isIn(AlertStatus.DISPATCHED, AlertStatus.CLOSED);
    }

    @Test
    void twoTabsAreOneApproval() {
        int number = submitted(House.OFFICER);
        Screen.Person approver = screen.raised(House.APPROVER).at("/alerts/" + number);
        Page second = approver.context().newPage();
        second.navigate("/alerts/" + number);
        String digest = approver.page().locator("input[name=digest]").inputValue();
        String proof = approver.page().locator("main input[name=proof]").first().inputValue();
        String once = approver.page()
                .locator("form[action$='/approve'] input[name=once]")
                .inputValue();

        press(approver.page(), "Approve");
        assertThat(approver.page().getByText("The alert is on its way")).isVisible();
        long position = house.view(number).approval().orElseThrow().position();
        press(second, "Approve");
        assertThat(second.getByText("nothing was done").first()).isVisible();
        FormData form = FormData.create()
                .set("digest", digest)
                .set("proof", proof)
                .set("once", once)
                .set("when", "now")
                .set("meant", "30");
        APIResponse repeated = approver.context()
                .request()
                .post(
                        "/alerts/" + number + "/approve",
                        RequestOptions.create().setForm(form).setMaxRedirects(0));

        assertThat(repeated.status()).isEqualTo(303);
        assertThat(house.view(number).approval().orElseThrow().position()).isEqualTo(position);
        assertThat(house.view(number).children()).isEmpty();
    }

    @Test
    void whatWasSavedMeanwhileIsNotApproved() {
        int number = submitted(House.OFFICER);
        Screen.Person approver = screen.raised(House.APPROVER).at("/alerts/" + number);
        house.must(new Act.Returned(house.installation().header(House.OFFICER), number, "a word is wrong"));
        house.must(new Act.VersionSaved(
                house.installation().header(House.OFFICER),
                number,
                reworded(house.view(number).content()),
                List.of()));
        submit(number, 2);

        press(approver.page(), "Approve");
        assertThat(approver.page().getByText("This alert has changed since you opened this page"))
                .isVisible();
        assertThat(status(number)).isEqualTo(AlertStatus.SUBMITTED);
        assertThat(approver.page().locator("ins").first()).containsText("Lock");
        approver.look("approve-changed");
    }

    @Test
    void nobodyApprovesTheirOwnWords() {
        int number = submitted(BOTH);
        Screen.Person editor = screen.raised(BOTH).at("/alerts/" + number);

        assertThat(editor.page().getByText("You edited a part of this alert, so a second person has to approve it."))
                .isVisible();
        assertThat(editor.page()
                        .getByRole(
                                AriaRole.BUTTON,
                                new Page.GetByRoleOptions().setName("Approve").setExact(true)))
                .hasCount(0);
        FormData form = FormData.create()
                .set("digest", house.view(number).versions().getLast().digest().hex())
                .set(
                        "proof",
                        editor.page().locator("main input[name=proof]").first().inputValue())
                .set("when", "now");
        APIResponse byHand = editor.context()
                .request()
                .post(
                        "/alerts/" + number + "/approve",
                        RequestOptions.create().setForm(form).setMaxRedirects(0));

        assertThat(byHand.status()).isEqualTo(422);
        assertThat(byHand.text()).contains("a second person has to approve it");
        assertThat(status(number)).isEqualTo(AlertStatus.SUBMITTED);
    }

    @Test
    void rejectingTakesAReasonAndReturningKeepsIt() {
        int number = submitted(House.OFFICER);
        Screen.Person approver = screen.raised(House.APPROVER).at("/alerts/" + number);

        unfold(approver.page(), "Return it to be changed");
        press(approver.page(), "Return");
        assertThat(approver.page().getByText("Enter a reason").first()).isVisible();
        approver.check("approve-fault");
        approver.page().getByLabel("What should change").fill("Name the street");
        press(approver.page(), "Return");
        assertThat(approver.page().getByText("Name the street")).isVisible();
        assertThat(status(number)).isEqualTo(AlertStatus.RETURNED);
    }

    @Test
    void approvingForLaterIsScheduledAndCanBeCalledOff() {
        int number = submitted(House.OFFICER);
        Page page = screen.raised(House.APPROVER).at("/alerts/" + number).page();
        String at = house.installation()
                .clock()
                .instant()
                .plusSeconds(3600)
                .atZone(Text.ZONE)
                .toLocalDateTime()
                .toString();

        page.getByLabel("Later", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("Day, if later").fill(at.substring(0, 10));
        page.getByLabel("Time in the United Kingdom, if later").fill(at.substring(11, 16));
        press(page, "Approve");
        assertThat(page.getByText("The alert is approved and scheduled")).isVisible();
        assertThat(status(number)).isEqualTo(AlertStatus.SCHEDULED);
        unfold(page, "Call off the scheduled dispatch");
        page.getByLabel("Reason", new Page.GetByLabelOptions().setExact(true))
                .first()
                .fill("Not needed any more");
        press(page, "Call off");
        assertThat(status(number)).isEqualTo(AlertStatus.VOIDED);
    }

    @Test
    void whoIsSuppressedOnEveryChannelWillNotHearOfIt() {
        Engine engine = house.installation().engine();
        int slot = House.await(engine.take(0, SlotKind.SUBSCRIBER, 1, UUID.randomUUID()));
        int[] segments = {house.installation().taxonomy().code(Dimension.REGION, "northern-ireland")};
        long number = EndpointMask.with(0, 0, ChannelKind.SMS);
        House.await(engine.change(
                0,
                new ShardRecord.SubscribersSet(
                        List.of(new ShardRecord.SubscriberEntry(slot, segments, number, new int[0], 0)))));
        House.await(engine.endpoint(Shards.ordinal(0, slot), 0, true));
        int alert = draft(House.OFFICER, in("northern-ireland"));
        submit(alert, 1);

        Screen.Person approver = screen.raised(House.APPROVER).at("/alerts/" + alert);

        assertThat(approver.page().getByText("1 person will not hear of it")).isVisible();
    }

    @Test
    void aVeryLargeAlertIsApprovedByTypingItsNumber() {
        people(1600);
        int number = draft(House.OFFICER, in("wales"));
        submit(number, 1);
        Screen.Person approver = screen.raised(House.APPROVER).at("/alerts/" + number);
        String at = house.installation()
                .clock()
                .instant()
                .plusSeconds(3600)
                .atZone(Text.ZONE)
                .toLocalDateTime()
                .toString();

        assertThat(approver.page().getByText("This goes to about 102,000 people at 102,000 premises"))
                .isVisible();
        press(approver.page(), "Approve");
        assertThat(approver.page()
                        .getByText("Type 102,400 to confirm how many people this goes to")
                        .first())
                .isVisible();
        approver.look("approve-large");
        approver.page().getByLabel("Type how many people it goes to").fill("102,400");
        approver.page()
                .getByLabel("Later", new Page.GetByLabelOptions().setExact(true))
                .check();
        approver.page().getByLabel("Day, if later").fill(at.substring(0, 10));
        approver.page().getByLabel("Time in the United Kingdom, if later").fill(at.substring(11, 16));
        press(approver.page(), "Approve");
        assertThat(approver.page().getByText("The alert is approved and scheduled"))
                .isVisible();
    }

    /// So many people in Wales in every shard, each with premises, whom the register does not know: only to be
    /// counted.
    private static void people(int each) {
        Engine engine = house.installation().engine();
        Taxonomy taxonomy = house.installation().taxonomy();
        int[] segments = {taxonomy.code(Dimension.REGION, "wales"), taxonomy.code(Dimension.SIZE, "micro")};
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            int first = House.await(engine.take(shard, SlotKind.SUBSCRIBER, each, UUID.randomUUID()));
            int places = House.await(engine.take(shard, SlotKind.PREMISES, each, UUID.randomUUID()));
            List<ShardRecord.SubscriberEntry> entries = IntStream.range(0, each)
                    .mapToObj(i -> new ShardRecord.SubscriberEntry(first + i, segments, 0, new int[] {places + i}, 0))
                    .toList();
            House.await(engine.change(shard, new ShardRecord.SubscribersSet(entries)));
        }
    }

    @Test
    void theListLeadsToEveryAlert() {
        draft(House.OFFICER, alert());
        Screen.Person officer = screen.staff(House.OFFICER).at("/alerts");

        officer.page().getByLabel("Status").selectOption("draft");
        press(officer.page(), "Show");
        assertThat(officer.page().locator("tbody tr").first()).containsText("Draft");
        officer.at("/alerts").look("alerts");
        officer.page().locator("tbody a").last().click();
        assertThat(officer.page().locator("h1")).hasText("Suspicious item");
    }
}
