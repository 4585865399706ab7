package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Addresses;
import uk.tocsin.console.register.Places;
import uk.tocsin.console.register.SubscriberDesk;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;

/// What the pages share on which people join, change and leave. Any thread.
///
/// @param origin scheme and authority of the public address: where our own forms come from
/// @param channels those that are in use here
record SelfService(
        Page page,
        String origin,
        Set<ChannelKind> channels,
        SubscriberDesk desk,
        Sessions sessions,
        Guard guard,
        Errands errands,
        Ration ration,
        Addresses addresses,
        Places places,
        Taxonomy taxonomy,
        InstantSource clock) {
    /// What a page is made of.
    ///
    /// @param way how to get to the other language
    record Sheet(Language language, Bilingual title, Html way, Html body) {
        /// One that the same address has in the other language too.
        static Sheet of(Language language, Bilingual title, Html body) {
            return new Sheet(language, title, Page.languageLink(language), body);
        }
    }

    /// A page. Forms of it say where they come from, which browsers keep to themselves under a stricter policy.
    Answer show(Sheet sheet) {
        String title = sheet.title().in(sheet.language());
        return Answer.html(page.of(sheet.language(), title, sheet.way(), Wording.FOOTER, sheet.body()))
                .with("Referrer-Policy", "same-origin");
    }

    /// The page of a form that has something wrong in it, or has not been filled in yet.
    Answer form(Sheet sheet, Given given) {
        if (given.good()) {
            return show(sheet);
        }
        Bilingual title =
                language -> Wording.ERROR.in(language) + ": " + sheet.title().in(language);
        return show(new Sheet(sheet.language(), title, sheet.way(), sheet.body()))
                .status(400);
    }

    /// A page that only says something.
    Answer say(Language language, Bilingual title, Bilingual... text) {
        Html body = new Html().h1(title.in(language));
        for (Bilingual each : text) {
            body.p(each.in(language));
        }
        return show(Sheet.of(language, title, body));
    }

    /// A page of ours.
    Answer to(String path, Language language) {
        return Answer.seeOther(page.path(path, language));
    }

    /// Whether a POST can come from a page of ours. Browsers that say where it comes from must name us.
    boolean isOurs(Inquiry inquiry) {
        String from = inquiry.header("Origin");
        String site = inquiry.header("Sec-Fetch-Site");
        return (from.isEmpty() || from.equals(origin))
                && (site.isEmpty() || site.equals("same-origin") || site.equals("none"));
    }

    /// A POST that was not made on a page of ours, or lost what shows it.
    Future<Answer> strange() {
        Answer answer = Answer.refused(Refusal.FORGED_FORM);
        return Future.succeededFuture(answer.withPage(page.both(Wording.NOT_OURS, Wording.NOT_OURS_TEXT)));
    }

    /// Does work for a request after its answer; completes with that answer, or with why the work is not taken on: the
    /// client had too many messages sent, or too much is being done.
    Future<Answer> later(Inquiry inquiry, Supplier<? extends Future<?>> work, Answer answer) {
        if (!guard.asks(inquiry.request())) {
            Answer slow = Answer.refused(Refusal.TOO_FAST).with("Retry-After", "600");
            return Future.succeededFuture(slow.withPage(page.both(Phrase.TROUBLE, Phrase.TROUBLE_TEXT)));
        }
        return errands.take(work) ? Future.succeededFuture(answer) : busy();
    }

    /// Too much is being done.
    private Future<Answer> busy() {
        Answer answer = Answer.refused(Refusal.FULL).with("Retry-After", "30");
        return Future.succeededFuture(answer.withPage(page.both(Phrase.TROUBLE, Phrase.TROUBLE_TEXT)));
    }

    /// The fields of a form of ours; empty for anything else.
    Optional<Map<String, String>> fields(Inquiry inquiry) {
        return inquiry.header("Content-Type").startsWith("application/x-www-form-urlencoded")
                ? Forms.parse(inquiry.body())
                : Optional.empty();
    }

    /// The language of a page that does not know its reader.
    static Language language(Inquiry inquiry) {
        return AlertPages.language(inquiry, Language.EN);
    }
}
