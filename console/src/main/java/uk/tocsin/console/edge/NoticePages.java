package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.Optional;
import uk.tocsin.console.register.RegisterRefusal;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Contact;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.receipt.TokenMint;

/// Where the link of a notice leads: `GET /n/{token}` shows what it is about and a button, `POST` does it. Fetching
/// changes nothing: mail gateways fetch links. Doing it again says that it is done.
final class NoticePages implements Door {
    private final SelfService house;
    private final Engine engine;
    private final TokenMint tokens;

    NoticePages(SelfService house, Engine engine, TokenMint tokens) {
        this.house = house;
        this.engine = engine;
        this.tokens = tokens;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Optional<NoticeToken> token = tokens.verifyNoticeUrl(inquiry.rest());
        if (token.isEmpty()) {
            Answer unknown = Answer.refused(Refusal.UNKNOWN_TOKEN);
            return Future.succeededFuture(unknown.withPage(house.page().both(Phrase.NOT_FOUND, Phrase.NOT_FOUND_TEXT)));
        }
        if (inquiry.posts() && !house.isOurs(inquiry)) {
            return house.strange();
        }
        return house.desk().find(token.get().ordinal()).compose(contact -> {
            Language language =
                    AlertPages.language(inquiry, contact.map(Contact::language).orElse(Language.EN));
            if (contact.isEmpty() || token.get().expired(house.clock().instant())) {
                return Future.succeededFuture(over(language));
            }
            return inquiry.posts()
                    ? done(inquiry, token.get(), language)
                    : Future.succeededFuture(question(token.get(), contact.get(), language));
        });
    }

    private Answer over(Language language) {
        Html body = new Html().h1(Wording.LINK_OVER.in(language));
        body.p(Wording.LINK_OVER_TEXT.in(language));
        signIn(body, language);
        return house.show(SelfService.Sheet.of(language, Wording.LINK_OVER, body))
                .status(410);
    }

    private void signIn(Html body, Language language) {
        body.raw("<p class=\"govuk-body\">")
                .link(house.page().path("/sign-in", language), Wording.SIGN_IN.in(language))
                .raw("</p>\n");
    }

    private Answer question(NoticeToken token, Contact contact, Language language) {
        return switch (token.kind()) {
            case CONFIRM -> {
                boolean open = contact.endpoints().stream()
                        .anyMatch(e -> e.index() == token.endpoint() && e.state() == EndpointState.UNCONFIRMED);
                yield open
                        ? ask(language, Wording.CONFIRM, Wording.CONFIRM_TEXT, Wording.CONFIRM_BUTTON)
                        : confirmed(language);
            }
            case SIGN_IN -> ask(language, Wording.SIGN_IN, Wording.SIGN_IN_LINK_TEXT, Wording.SIGN_IN_BUTTON);
            case UNSUBSCRIBED -> ask(language, Wording.UNDO, Wording.UNDO_TEXT, Wording.UNDO_BUTTON);
            case ADDRESS_CLAIMED -> tell(language, Wording.CLAIMED, Wording.CLAIMED_TEXT);
            case TIER_CHANGED -> tell(language, Wording.TIER, Wording.TIER_TEXT);
            case SUSPENDED -> tell(language, Wording.SUSPENDED, Wording.SUSPENDED_TEXT);
            case REINSTATED -> tell(language, Wording.REINSTATED, Wording.REINSTATED_TEXT);
            case APPROVAL_ASKED -> staff(language, Wording.APPROVAL, Wording.APPROVAL_TEXT);
            case REVIEW_ASKED -> staff(language, Wording.REVIEW, Wording.REVIEW_TEXT);
            case ALERT_VOIDED -> staff(language, Wording.VOIDED, Wording.VOIDED_TEXT);
        };
    }

    /// Staff sign in to the console, which is not here.
    private Answer staff(Language language, Bilingual title, Bilingual text) {
        Html body = new Html().h1(title.in(language)).p(text.in(language));
        return house.show(SelfService.Sheet.of(language, title, body));
    }

    private Answer ask(Language language, Bilingual title, Bilingual text, Bilingual button) {
        Html body = new Html().h1(title.in(language)).p(text.in(language));
        body.raw("<form method=\"post\">\n<button class=\"govuk-button\" name=\"kind\" value=\"yes\">")
                .text(button.in(language))
                .raw("</button>\n</form>\n");
        return house.show(SelfService.Sheet.of(language, title, body));
    }

    private Answer tell(Language language, Bilingual title, Bilingual text) {
        Html body = new Html().h1(title.in(language)).p(text.in(language));
        signIn(body, language);
        return house.show(SelfService.Sheet.of(language, title, body));
    }

    private Answer confirmed(Language language) {
        return tell(language, Wording.CONFIRMED, Wording.CONFIRMED_TEXT);
    }

    private Future<Answer> done(Inquiry inquiry, NoticeToken token, Language language) {
        boolean pressed =
                "yes".equals(house.fields(inquiry).map(f -> f.get("kind")).orElse(""));
        return pressed ? follow(inquiry, token, language) : Answer.refusing(Refusal.MALFORMED);
    }

    /// Does what a notice is for, on behalf of somebody who has shown its link or its code.
    Future<Answer> follow(Inquiry inquiry, NoticeToken token, Language language) {
        Future<Answer> done = switch (token.kind()) {
            case CONFIRM ->
                house.desk().confirm(token.ordinal(), token.endpoint()).map(_ -> confirmed(language));
            case SIGN_IN -> signIn(inquiry, token, language);
            case UNSUBSCRIBED ->
                engine.endpoint(token.ordinal(), Undo.endpoint(token), false)
                        .map(_ -> tell(language, Wording.UNDONE, Wording.UNDONE_TEXT));
            case ADDRESS_CLAIMED, TIER_CHANGED, SUSPENDED, REINSTATED, APPROVAL_ASKED, REVIEW_ASKED, ALERT_VOIDED ->
                Answer.refusing(Refusal.MALFORMED);
        };
        return done.recover(failure -> failure instanceof RegisterRefusal refusal
                ? Future.succeededFuture(refused(refusal.why(), language))
                : Future.failedFuture(failure));
    }

    private Future<Answer> signIn(Inquiry inquiry, NoticeToken token, Language language) {
        return house.desk().signIn(token.ordinal(), token.expiresMinute()).map(contact -> {
            Language theirs = inquiry.language().isEmpty() ? contact.language() : language;
            var heading = house.sessions().heading(inquiry);
            String to = heading.isPresent() ? "/me/alerts/" + heading.getAsInt() : "/me";
            return house.to(to, theirs).with("Set-Cookie", house.sessions().open(token.ordinal()));
        });
    }

    /// Somebody who shows the link controls the address, so they may know what became of it.
    private Answer refused(RegisterRefusal.Why why, Language language) {
        return switch (why) {
            case CONFIRMED -> confirmed(language);
            case USED ->
                tell(language, Wording.LINK_USED, Wording.LINK_USED_TEXT).status(410);
            case OWNED -> tell(language, Wording.OWNED, Wording.OWNED_TEXT);
            case UNKNOWN, NO_ENDPOINT, FULL -> over(language);
        };
    }
}
