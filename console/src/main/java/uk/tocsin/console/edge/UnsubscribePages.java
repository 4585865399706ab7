package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.receipt.DeliveryToken;

/// Where messages to one endpoint are stopped: `GET /u/{token}` asks, `POST` does it. A mail program posts
/// `List-Unsubscribe=One-Click` (RFC 8058) as a form of either kind; a person presses the button. Doing it again
/// changes nothing. Undoing works for 30 days after the message was dispatched: so long its token's endpoint
/// cannot have become another address.
final class UnsubscribePages implements Door {
    private static final Duration UNDOABLE = Duration.ofDays(30);

    private final Engine engine;
    private final Receipts receipts;
    private final Contacts contacts;
    private final Page page;
    private final EdgeMeters meters;
    private final Farewell farewell;

    UnsubscribePages(
            Engine engine, Receipts receipts, Contacts contacts, Page page, EdgeMeters meters, Farewell farewell) {
        this.engine = engine;
        this.receipts = receipts;
        this.contacts = contacts;
        this.page = page;
        this.meters = meters;
        this.farewell = farewell;
    }

    /// What a POST asks for.
    private enum Wish {
        STOP,
        START,
        NOTHING
    }

    /// What the pages say of a message: its channel, whether undoing works still, the reader's language.
    private record Message(ChannelKind channel, boolean undoable, Language language) {}

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Optional<DeliveryToken> token = receipts.token(inquiry.rest());
        if (token.isEmpty()) {
            return Future.succeededFuture(stranger(Refusal.UNKNOWN_TOKEN));
        }
        Wish wish = inquiry.posts() ? wish(inquiry) : Wish.NOTHING;
        if (inquiry.posts() && wish == Wish.NOTHING) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        return message(inquiry, token.get())
                .compose(found -> found.isEmpty()
                        ? Future.succeededFuture(stranger(Refusal.UNKNOWN_DELIVERY))
                        : done(token.get(), wish, found.get()));
    }

    private Answer stranger(Refusal why) {
        return Answer.refused(why).withPage(page.both(Phrase.NOT_FOUND, Phrase.NOT_FOUND_TEXT));
    }

    private static Wish wish(Inquiry inquiry) {
        if (inquiry.header("Content-Type").toLowerCase(Locale.ROOT).startsWith("multipart/form-data")) {
            String body = inquiry.body().toString(StandardCharsets.UTF_8);
            return body.contains("name=\"List-Unsubscribe\"") && body.contains("One-Click") ? Wish.STOP : Wish.NOTHING;
        }
        Map<String, String> form = Forms.parse(inquiry.body()).orElse(Map.of());
        if ("One-Click".equals(form.get("List-Unsubscribe")) || "stop".equals(form.get("kind"))) {
            return Wish.STOP;
        }
        return "start".equals(form.get("kind")) ? Wish.START : Wish.NOTHING;
    }

    private Future<Optional<Message>> message(Inquiry inquiry, DeliveryToken token) {
        Instant now = farewell.now();
        return engine.control(state -> Story.of(state, token.alert())).compose(story -> {
            if (story.isEmpty()
                    || token.step() >= story.get().content().plan().steps().size()) {
                return Future.succeededFuture(Optional.empty());
            }
            ChannelKind channel =
                    story.get().content().plan().steps().get(token.step()).channel();
            boolean undoable = now.isBefore(story.get().issued().plus(UNDOABLE));
            return contacts.of(token.ordinal())
                    .map(contact -> contact.map(c -> c.language()).orElse(Language.EN))
                    .map(own -> Optional.of(new Message(channel, undoable, AlertPages.language(inquiry, own))));
        });
    }

    private Future<Answer> done(DeliveryToken token, Wish wish, Message message) {
        return switch (wish) {
            case NOTHING -> Future.succeededFuture(Answer.html(question(message)));
            case STOP ->
                engine.suppressions(token.ordinal())
                        .compose(before -> engine.suppress(token).map(_ -> {
                            meters.suppressed(EdgeMeters.By.LINK);
                            if (before.stream().noneMatch(each -> each.endpoint() == token.endpoint())) {
                                farewell.tell(token.ordinal(), token.endpoint());
                            }
                            return Answer.html(stopped(message));
                        }));
            case START ->
                message.undoable()
                        ? engine.release(token).map(_ -> Answer.html(started(message)))
                        : Future.succeededFuture(Answer.html(stopped(message)));
        };
    }

    private static Phrase what(Message message) {
        return switch (message.channel()) {
            case PUSH -> Phrase.STOP_PUSH;
            case SMS -> Phrase.STOP_SMS;
            case EMAIL -> Phrase.STOP_EMAIL;
        };
    }

    private String question(Message message) {
        Language language = message.language();
        Html body = new Html()
                .h1(Phrase.STOP.in(language))
                .lead(what(message).in(language))
                .p(Phrase.STOP_OTHERS.in(language))
                .warning(Phrase.WARNING.in(language), Phrase.STOP_RISK.in(language));
        button(body, "stop", "govuk-button--warning", Phrase.STOP_BUTTON.in(language));
        return page.of(language, Phrase.STOP.in(language), true, body);
    }

    private String stopped(Message message) {
        Language language = message.language();
        Html body = new Html()
                .h1(Phrase.STOPPED.in(language))
                .lead(what(message).in(language))
                .p(Phrase.STOP_OTHERS.in(language));
        if (message.undoable()) {
            body.p(Phrase.UNDO_HOW.in(language));
            button(body, "start", "govuk-button--secondary", Phrase.UNDO.in(language));
        } else {
            body.p(Phrase.UNDO_LATE.in(language));
        }
        if (message.channel() == ChannelKind.SMS) {
            body.p(Phrase.UNDO_SMS.in(language));
        }
        return page.of(language, Phrase.STOPPED.in(language), true, body);
    }

    private String started(Message message) {
        Language language = message.language();
        Html body = new Html().h1(Phrase.STARTED.in(language)).lead(Phrase.STARTED_TEXT.in(language));
        return page.of(language, Phrase.STARTED.in(language), true, body);
    }

    private static void button(Html body, String kind, String style, String words) {
        body.raw("<form method=\"post\">\n<button class=\"govuk-button " + style + "\" name=\"kind\" value=\"" + kind
                        + "\">")
                .text(words)
                .raw("</button>\n</form>\n");
    }
}
