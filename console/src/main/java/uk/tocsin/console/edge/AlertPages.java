package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;
import uk.tocsin.receipt.DeliveryToken;

/// Where a person reads an alert and says so: `GET /a/{token}` shows it, `POST` with `kind=acknowledge`
/// acknowledges it. Fetching changes nothing: mail gateways fetch every link. After a POST the page is fetched
/// again (303), so that reloading it repeats nothing.
final class AlertPages implements Door {
    private final Engine engine;
    private final Receipts receipts;
    private final Contacts contacts;
    private final InstantSource clock;
    private final Page page;
    private final AlertHtml html;

    AlertPages(Engine engine, Receipts receipts, Contacts contacts, InstantSource clock, Page page) {
        this.engine = engine;
        this.receipts = receipts;
        this.contacts = contacts;
        this.clock = clock;
        this.page = page;
        this.html = new AlertHtml(page);
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Optional<DeliveryToken> token = receipts.token(inquiry.rest());
        if (token.isEmpty()) {
            return Future.succeededFuture(stranger(Refusal.UNKNOWN_TOKEN));
        }
        return inquiry.posts() ? said(inquiry, token.get()) : show(inquiry, token.get());
    }

    private Answer stranger(Refusal why) {
        return Answer.refused(why).withPage(page.both(Phrase.NOT_FOUND, Phrase.NOT_FOUND_TEXT));
    }

    private Future<Answer> said(Inquiry inquiry, DeliveryToken token) {
        Optional<Map<String, String>> form = Forms.parse(inquiry.body());
        if (form.isEmpty() || !"acknowledge".equals(form.get().get("kind"))) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        String language = inquiry.language();
        String back = page.path("/a/" + inquiry.rest() + (language.isEmpty() ? "" : "?lang=" + language));
        return receipts.journal(token, Evidence.ACKNOWLEDGED, EvidenceSource.PERSON)
                .map(answer -> answer.refusal() == null ? Answer.seeOther(back) : stranger(answer.refusal()));
    }

    private Future<Answer> show(Inquiry inquiry, DeliveryToken token) {
        return engine.control(state -> Story.of(state, token.alert()))
                .compose(story -> story.isEmpty()
                        ? Future.succeededFuture(stranger(Refusal.UNKNOWN_DELIVERY))
                        : reader(inquiry, token)
                                .map(reader -> Answer.html(html.render(story.get(), reader, clock.instant()))));
    }

    /// Somebody who was erased reads as a member of the public.
    private Future<AlertHtml.Reader> reader(Inquiry inquiry, DeliveryToken token) {
        return contacts.of(token.ordinal())
                .compose(contact -> engine.acknowledged(token).map(acknowledged -> {
                    Tier tier = engine.tier(token.ordinal());
                    Language own = contact.map(c -> c.language()).orElse(Language.EN);
                    return new AlertHtml.Reader(tier, language(inquiry, own), acknowledged);
                }));
    }

    static Language language(Inquiry inquiry, Language own) {
        return switch (inquiry.language()) {
            case "en" -> Language.EN;
            case "cy" -> Language.CY;
            default -> own;
        };
    }
}
