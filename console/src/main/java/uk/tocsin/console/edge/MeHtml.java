package uk.tocsin.console.edge;

import java.util.List;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;
import uk.tocsin.shard.Standings;

/// The page that shows somebody what we hold about them, and what they can do about it. Pure; any thread.
final class MeHtml {
    private final SelfService house;
    private final Offers offers;
    private final ChoiceFields choices;

    MeHtml(SelfService house) {
        this.house = house;
        this.offers = new Offers(house.taxonomy());
        this.choices = new ChoiceFields(offers);
    }

    /// How somebody stands, beyond what their record says.
    ///
    /// @param tier the one they hold now
    /// @param stopped the endpoints that nothing goes to: unsubscribed, or found dead
    record Standing(Tier tier, boolean suspended, List<Standings.Suppression> stopped) {}

    Html render(Visit visit, Standing standing, List<Premises> premises) {
        Language language = visit.language();
        Contact contact = visit.contact();
        Html body = new Html();
        if (standing.suspended()) {
            Notification.PLAIN.open(body, Wording.PAUSED.in(language));
            body.p(Wording.SUSPENDED_TEXT.in(language));
            Notification.PLAIN.close(body);
        } else if (contact.profile().preferences().paused() || !contact.consent()) {
            Notification.PLAIN.open(body, Wording.PAUSED.in(language));
            body.p((contact.consent() ? Wording.PAUSED_TEXT : Wording.WITHDRAWN_TEXT).in(language));
            Notification.PLAIN.close(body);
        }
        body.h1(Wording.ME.in(language));
        links(body, language);
        details(body, contact, language);
        endpoints(body, visit, standing.stopped());
        wishes(body, visit, standing.tier());
        premises(body, premises, language);
        consents(body, visit);
        leaving(body, visit);
        return body;
    }

    private void links(Html body, Language language) {
        body.raw("<ul class=\"govuk-list\">\n<li>")
                .link(house.page().path("/me/alerts", language), Wording.ARCHIVE.in(language))
                .raw("</li>\n<li>")
                .link(house.page().path("/me/data"), Wording.DATA.in(language))
                .raw("</li>\n</ul>\n");
    }

    private void details(Html body, Contact contact, Language language) {
        body.h2(Wording.YOU_TITLE.in(language)).raw("<dl class=\"govuk-summary-list\">\n");
        body.fact(Wording.NAME.in(language), contact.name());
        body.fact(Wording.READS.in(language), contact.language() == Language.CY ? "Cymraeg" : "English");
        body.fact(Wording.SINCE.in(language), Times.of(contact.profile().since(), language));
        body.raw("</dl>\n");
        change(body, "/me/details", Wording.CHANGE_YOU, language);
    }

    private void change(Html body, String path, Bilingual words, Language language) {
        body.raw("<p class=\"govuk-body\">")
                .link(house.page().path(path, language), words.in(language))
                .raw("</p>\n");
    }

    static Bilingual channel(ChannelKind channel) {
        return switch (channel) {
            case PUSH -> Wording.DEVICE;
            case SMS -> Wording.MOBILE;
            case EMAIL -> Wording.EMAIL;
        };
    }

    /// What somebody calls an endpoint: a device has no name that people know.
    private static String name(Endpoint endpoint, Language language) {
        return endpoint.channel() == ChannelKind.PUSH ? Wording.DEVICE.in(language) : endpoint.address();
    }

    private static Bilingual state(Endpoint endpoint, List<Standings.Suppression> stopped) {
        return switch (endpoint.state()) {
            case UNCONFIRMED -> Wording.STATE_UNCONFIRMED;
            case OFF -> Wording.STATE_OFF;
            case IN_USE -> isStopped(endpoint, stopped) ? Wording.STATE_STOPPED : Wording.STATE_IN_USE;
        };
    }

    private static boolean isStopped(Endpoint endpoint, List<Standings.Suppression> stopped) {
        return stopped.stream().anyMatch(each -> each.endpoint() == endpoint.index());
    }

    private void endpoints(Html body, Visit visit, List<Standings.Suppression> stopped) {
        Language language = visit.language();
        body.h2(Wording.ENDPOINTS.in(language));
        for (Endpoint each : visit.contact().endpoints()) {
            body.raw("<div class=\"govuk-summary-card\">\n<div class=\"govuk-summary-card__title-wrapper\">")
                    .element("h3", "govuk-summary-card__title", name(each, language))
                    .raw("</div>\n<div class=\"govuk-summary-card__content\">\n")
                    .p(channel(each.channel()).in(language) + ": "
                            + state(each, stopped).in(language));
            body.raw("<div class=\"govuk-button-group\">\n");
            boolean used = each.state() == EndpointState.IN_USE && !isStopped(each, stopped);
            if (used) {
                act(body, visit, each, "off", Wording.SWITCH_OFF);
            } else if (each.state() != EndpointState.UNCONFIRMED) {
                act(body, visit, each, "on", Wording.SWITCH_ON);
            }
            act(body, visit, each, "remove", Wording.REMOVE);
            body.raw("</div>\n</div>\n</div>\n");
        }
        change(body, "/me/add", Wording.ADD_ADDRESS, language);
    }

    private void act(Html body, Visit visit, Endpoint endpoint, String what, Bilingual words) {
        Language language = visit.language();
        body.raw(post(visit, "/me/endpoint")
                .hidden("endpoint", Integer.toString(endpoint.index()))
                .hidden("do", what)
                .html()
                .raw("<button type=\"submit\" class=\"govuk-button govuk-button--secondary\">")
                .text(words.in(language))
                .element("span", "govuk-visually-hidden", ": " + name(endpoint, language))
                .raw("</button>\n</form>\n")
                .toString());
    }

    /// Begins a form of this session.
    FormHtml post(Visit visit, String path) {
        return new FormHtml(visit.language(), visit.given())
                .open(house.page().path(path, visit.language()))
                .hidden("proof", house.sessions().proof(visit.session()));
    }

    private void wishes(Html body, Visit visit, Tier tier) {
        Language language = visit.language();
        var profile = visit.contact().profile();
        body.h2(Wording.CHOICES_TITLE.in(language)).raw("<dl class=\"govuk-summary-list\">\n");
        choices.tell(body, profile.segments(), profile.preferences(), language);
        body.fact(Wording.TIER_NOW.in(language), offers.label(Dimension.TIER.segment(tier.code() + 1), language));
        body.raw("</dl>\n");
        change(body, "/me/choices", Wording.CHANGE_CHOICES, language);
        boolean paused = profile.preferences().paused();
        body.raw(post(visit, "/me/pause")
                .hidden("paused", paused ? "no" : "yes")
                .button(paused ? Wording.RESUME : Wording.PAUSE, " govuk-button--secondary")
                .close()
                .html()
                .toString());
    }

    private void premises(Html body, List<Premises> premises, Language language) {
        body.h2(Wording.PREMISES.in(language));
        if (premises.isEmpty()) {
            body.p(Wording.PREMISES_NONE.in(language));
        }
        for (Premises each : premises) {
            body.raw("<dl class=\"govuk-summary-list\">\n");
            body.fact(Wording.ORGANISATION.in(language), each.organisationName());
            if (!each.name().isBlank()) {
                body.fact(Wording.SITE_NAME.in(language), each.name());
            }
            body.fact(Wording.ADDRESS.in(language), each.address() + ", " + each.postcode());
            body.fact(
                    Wording.KNOWN_AS.in(language),
                    String.join(
                            ", ",
                            each.segments().stream()
                                    .map(segment -> offers.label(segment, language))
                                    .toList()));
            body.raw("</dl>\n");
        }
        change(body, "/me/premises", Wording.ADD_PREMISES, language);
    }

    private void consents(Html body, Visit visit) {
        Language language = visit.language();
        body.h2(Wording.CONSENTS.in(language)).raw("<ul class=\"govuk-list govuk-list--bullet\">\n");
        for (Consent each : visit.contact().profile().consents()) {
            body.element(
                    "li",
                    purpose(each.purpose()).in(language) + ": "
                            + (each.given() ? Wording.GIVEN : Wording.TAKEN_BACK).in(language) + ", "
                            + Times.of(each.time(), language) + " (" + Wording.VERSION.in(language) + " "
                            + each.wording() + ")");
        }
        body.raw("</ul>\n").p(Wording.CONSENTS_TEXT.in(language));
        consent(body, visit, Consent.Purpose.ALERTS, visit.contact().consent());
        consent(body, visit, Consent.Purpose.EXERCISES, agrees(visit.contact(), Consent.Purpose.EXERCISES));
    }

    private void consent(Html body, Visit visit, Consent.Purpose purpose, boolean agrees) {
        Bilingual words = switch (purpose) {
            case ALERTS -> agrees ? Wording.WITHDRAW : Wording.AGREE_AGAIN;
            case EXERCISES, ADVICE -> agrees ? Wording.WITHDRAW_EXERCISES : Wording.AGREE_EXERCISES;
        };
        body.raw(post(visit, "/me/consent")
                .hidden("purpose", purpose.word())
                .hidden("agrees", agrees ? "no" : "yes")
                .button(words, " govuk-button--secondary")
                .close()
                .html()
                .toString());
    }

    /// What somebody said last about a purpose.
    static boolean agrees(Contact contact, Consent.Purpose purpose) {
        boolean agrees = false;
        for (Consent each : contact.profile().consents()) {
            agrees = each.purpose() == purpose ? each.given() : agrees;
        }
        return agrees;
    }

    static Bilingual purpose(Consent.Purpose purpose) {
        return switch (purpose) {
            case ALERTS -> Wording.PURPOSE_ALERTS;
            case EXERCISES -> Wording.PURPOSE_EXERCISES;
            case ADVICE -> Wording.PURPOSE_ADVICE;
        };
    }

    private void leaving(Html body, Visit visit) {
        body.h2(Wording.LEAVING.in(visit.language()));
        change(body, "/me/erase", Wording.ERASE, visit.language());
        body.raw(post(visit, "/me/sign-out")
                .button(Wording.SIGN_OUT)
                .close()
                .html()
                .toString());
    }
}
