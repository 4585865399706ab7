package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.receipt.DeliveryToken;

/// Where a person reads an alert and answers it: `GET /a/{token}` shows it, `POST` says that they have read it or have
/// acted, or answers what the alert asks ([Press]). Fetching changes nothing: mail gateways fetch every link. After a
/// POST the page is fetched again (303), so that reloading it repeats nothing.
final class AlertPages implements Door {
    private final Engine engine;
    private final Receipts receipts;
    private final Contacts contacts;
    private final InstantSource clock;
    private final Page page;
    private final AlertHtml html;

    AlertPages(Engine engine, Receipts receipts, Contacts contacts, InstantSource clock, AlertHtml html, Page page) {
        this.engine = engine;
        this.receipts = receipts;
        this.contacts = contacts;
        this.clock = clock;
        this.page = page;
        this.html = html;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Optional<DeliveryToken> token = receipts.token(inquiry.rest());
        if (token.isEmpty()) {
            return Future.succeededFuture(stranger(Refusal.UNKNOWN_TOKEN));
        }
        return engine.control(state -> Story.of(state, token.get().alert())).compose(story -> {
            if (story.isEmpty()) {
                return Future.succeededFuture(stranger(Refusal.UNKNOWN_DELIVERY));
            }
            Look look = new Look(inquiry, token.get(), story.get());
            return inquiry.posts() ? said(look) : show(look, new Given(Map.of()));
        });
    }

    /// A request about one delivery of an alert.
    private record Look(Inquiry inquiry, DeliveryToken token, Story story) {}

    private Answer stranger(Refusal why) {
        return Answer.refused(why).withPage(page.both(Phrase.NOT_FOUND, Phrase.NOT_FOUND_TEXT));
    }

    /// Where the page is, in the language that was asked for.
    private String address(Inquiry inquiry) {
        String language = inquiry.language();
        return page.path("/a/" + inquiry.rest() + (language.isEmpty() ? "" : "?lang=" + language));
    }

    private Future<Answer> said(Look look) {
        boolean open = AlertHtml.open(
                        look.story().content(), engine.tier(look.token().ordinal()), Language.EN)
                .isPresent();
        Prompts prompts = open ? look.story().content().prompts() : Prompts.NONE;
        Press press = Press.of(Forms.parse(look.inquiry().body()).orElse(Map.of()), prompts, open);
        if (press instanceof Press.Nothing nothing) {
            return show(look, AnswerHtml.unanswered(nothing.question()));
        }
        return receipts.press(look.token(), press).map(answer -> after(look, answer));
    }

    private Answer after(Look look, Answer answer) {
        if (answer.refusal() == null) {
            return Answer.seeOther(address(look.inquiry()));
        }
        return answer.refusal() == Refusal.MALFORMED ? answer : stranger(answer.refusal());
    }

    private Future<Answer> show(Look look, Given given) {
        AnswerHtml.Desk desk = new AnswerHtml.Desk(address(look.inquiry()), Map.of());
        return reader(look).map(reader -> {
            Instant now = clock.instant();
            AlertHtml.Reply reply = new AlertHtml.Reply(desk, look.token(), given);
            Answer answer = Answer.html(html.render(look.story(), reader, reply, now));
            SortedSet<String> schemes = html.schemes(look.story().content());
            Answer leading =
                    schemes.isEmpty() ? answer : answer.with(ContentPolicy.HEADER, ContentPolicy.leading(schemes));
            return given.good() ? leading : leading.status(400);
        });
    }

    /// Somebody who was erased reads as a member of the public.
    private Future<AlertHtml.Reader> reader(Look look) {
        DeliveryToken token = look.token();
        return contacts.of(token.ordinal())
                .compose(contact -> engine.acknowledged(token)
                        .compose(acknowledged -> engine.responses(token.ordinal(), token.alert())
                                .map(responses -> {
                                    int premises = contact.map(
                                                    c -> c.profile().premises().size())
                                            .orElse(0);
                                    Language own =
                                            contact.map(Contact::language).orElse(Language.EN);
                                    return new AlertHtml.Reader(
                                            engine.tier(token.ordinal()),
                                            language(look.inquiry(), own),
                                            new Said(acknowledged, responses, premises));
                                })));
    }

    static Language language(Inquiry inquiry, Language own) {
        return switch (inquiry.language()) {
            case "en" -> Language.EN;
            case "cy" -> Language.CY;
            default -> own;
        };
    }
}
