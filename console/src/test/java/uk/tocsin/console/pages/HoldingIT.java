package uk.tocsin.console.pages;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import uk.tocsin.console.House;
import uk.tocsin.console.api.AlertJson;
import uk.tocsin.console.edge.People;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.Basis;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.HoldingMessage.PermittedArea;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;

/// What one person does at the moment: releases what two approved beforehand, breaks the glass; and what follows.
@ExtendWith(OpenHouse.class)
class HoldingIT {
    static House house;
    static Screen screen;

    @BeforeAll
    static void open(House opened, Screen shown) {
        house = opened;
        house.register(new People(house.installation().taxonomy()).with(12, ChannelKind.EMAIL));
        screen = shown;
    }

    private static Alert content(String words) {
        JsonObject variant = new JsonObject()
                .put("tier", "public")
                .put("language", "en-GB")
                .put("headline", words)
                .put("shortText", words + ".")
                .put("description", "Police are dealing with an incident.")
                .put("instruction", "Stay away.");
        JsonObject json = new JsonObject()
                .put("event", "Incident")
                .put("categories", JsonArray.of("Security"))
                .put("responses", JsonArray.of("Avoid"))
                .put("urgency", "Immediate")
                .put("severity", "Extreme")
                .put("certainty", "Observed")
                .put("area", new JsonObject().put("description", words))
                .put("expires", now().plus(Duration.ofHours(3)).toString())
                .put("audience", "everyone")
                .put("variants", JsonArray.of(variant))
                .put(
                        "plan",
                        JsonArray.of(new JsonObject().put("channel", "email").put("after", "PT0S")));
        return AlertJson.read(json, house.installation().taxonomy(), 0);
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.SECONDS);
    }

    private static HoldingMessage kept(String key) {
        PermittedArea london = new PermittedArea(Audience.in(Dimension.REGION, "london"), "London");
        PermittedArea wales = new PermittedArea(Audience.in(Dimension.REGION, "wales"), "Wales");
        HoldingMessage message = new HoldingMessage(
                key,
                1,
                content("Avoid {place}"),
                List.of(london, wales),
                1000,
                Duration.ofHours(2),
                now().plus(Duration.ofDays(30)));
        house.must(new Act.HoldingSaved(house.installation().header(House.OFFICER), message));
        return message;
    }

    private static AlertView newest() {
        return House.await(
                house.installation().engine().control(state -> state.alerts().getFirst()));
    }

    @Test
    void aHoldingMessageIsReleasedInFewPressesAndWithinSeconds() {
        HoldingMessage message = kept("incident");
        house.must(
                new Act.HoldingApproved(house.installation().header(House.APPROVER), "incident", 1, message.digest()));
        Screen.Person officer = screen.staff(House.OFFICER).at("/");
        long begun = System.nanoTime();
        Page page = officer.page();

        // A person looks for half a second before each press and types six characters a second.
        Hand hand = new Hand(page);
        hand.press(AriaRole.LINK, "New alert");
        hand.press(AriaRole.LINK, "Incident");
        officer.look("holding-release");
        hand.type("Place", "Borough Market");
        hand.press(AriaRole.RADIO, "London");
        hand.press(AriaRole.BUTTON, "Release now");
        house.until(() -> newest().dispatch().isPresent());
        int alert = newest().number();
        house.until(() -> house.reach(alert).persons().accepted() > 0);

        assertThat(hand.presses()).isLessThanOrEqualTo(8);
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(45));
        assertThat(newest().content().variants().getFirst().headline()).isEqualTo("Avoid Borough Market");
        assertThat(newest().approval().orElseThrow().basis()).isEqualTo(Basis.HOLDING_MESSAGE);
    }

    @Test
    void whatIsWrongIsSaidAndNothingTypedIsLost() {
        HoldingMessage message = kept("faulty");
        house.must(new Act.HoldingApproved(house.installation().header(House.APPROVER), "faulty", 1, message.digest()));
        Screen.Person officer = screen.staffWithoutScripts(House.OFFICER).at("/holding/faulty");
        Page page = officer.page();

        page.getByLabel("Place").fill("www.example.test <b>");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Release now"))
                .click();

        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("There is a problem")))
                .isVisible();
        assertThat(page.getByLabel("Place")).hasValue("www.example.test <b>");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Choose where it is")))
                .hasAttribute("href", "#f-area");
        officer.look("holding-faults");
    }

    @Test
    void aDraftIsKeptAndApprovedByAnother() {
        int draft = house.must(new Act.VersionSaved(
                        house.installation().header(House.OFFICER), 0, content("Stay inside at {place}"), List.of()))
                .alert();
        Screen.Person officer = screen.staff(House.OFFICER).at("/holding/from/" + draft);
        Page page = officer.page();
        page.getByLabel("Short name").fill("stay-inside");
        page.getByLabel("London").check();
        officer.look("holding-keep");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Keep it"))
                .click();
        assertThat(page.getByText("A second person has to approve it")).isVisible();
        officer.look("holding-list");
        assertThat(house.view(draft).status()).isEqualTo(AlertStatus.CANCELLED);

        Screen.Person approver = screen.staff(House.APPROVER).at("/holding/stay-inside");
        approver.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Approve version 1"))
                .click();
        approver.stepUp();
        assertThat(approver.page().getByText("Holding message: Ready")).isVisible();
        approver.look("holding-ready");
    }

    @Test
    void brokenGlassIsSentAtOnceAndReviewedByAnother() {
        int draft = house.must(new Act.VersionSaved(
                        house.installation().header(House.OFFICER), 0, content("Run from Camden"), List.of()))
                .alert();
        Screen.Person officer = screen.staff(House.OFFICER).at("/alerts/" + draft + "/break-glass");
        Page page = officer.page();
        officer.look("break-glass");
        officer.stepUp();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send it now, alone"))
                .click();
        officer.look("break-glass-faults");
        page.getByLabel("Whose life is at risk, and how?").fill("People in the market: an attacker with a knife");
        page.getByLabel("A life is at risk").check();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Send it now, alone"))
                .click();
        house.until(() -> house.view(draft).dispatch().isPresent());
        assertThat(house.view(draft).approval().orElseThrow().basis()).isEqualTo(Basis.BREAK_GLASS);

        Screen.Person approver = screen.staff(House.APPROVER).at("/");
        assertThat(approver.page().getByText("Reviews owed").first()).isVisible();
        approver.at("/alerts/" + draft + "/review");
        approver.look("review");
        approver.page().getByLabel("Yes").check();
        approver.page().getByLabel("What did you find?").fill("Right: there was no time.");
        approver.stepUp();
        approver.page()
                .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Record the review"))
                .click();
        house.until(() -> !house.view(draft).reviewOwed());
    }
}
