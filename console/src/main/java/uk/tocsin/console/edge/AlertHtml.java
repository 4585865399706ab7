package uk.tocsin.console.edge;

import java.time.Instant;
import java.util.Optional;
import java.util.SortedSet;
import uk.tocsin.control.AlertView;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Language;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;
import uk.tocsin.receipt.DeliveryToken;

/// The page of an alert, for one reader. Above public handling it shows none of the alert's words: whoever has the
/// address may not be the person it was sent to. Pure; any thread.
final class AlertHtml {
    private final Page page;
    private final ActionHtml actions;

    AlertHtml(Page page, ActionHtml actions) {
        this.page = page;
        this.actions = actions;
    }

    /// Who reads, as far as the page depends on it.
    ///
    /// @param said what they said already
    record Reader(Tier tier, Language language, Said said) {}

    /// How the reader answers.
    ///
    /// @param token names them and the alert
    /// @param given what is wrong with an answer that they gave
    record Reply(AnswerHtml.Desk desk, DeliveryToken token, Given given) {}

    /// What of an alert somebody reads who may not be the person it was sent to; empty where they read nothing of it.
    static Optional<Variant> open(Alert alert, Tier tier, Language language) {
        return alert.handling().textMayTravel() ? alert.variantFor(tier, language) : Optional.empty();
    }

    String render(Story story, Reader reader, Reply reply, Instant now) {
        return open(story.content(), reader.tier(), reader.language())
                .map(variant -> open(story, variant, reader, reply, now))
                .orElseGet(() -> closed(story, reader, reply, now));
    }

    private String open(Story story, Variant variant, Reader reader, Reply reply, Instant now) {
        Alert alert = story.content();
        Language language = variant.language();
        Story.Phase phase = story.phase(now);
        Html body = new Html();
        AnswerHtml.summary(body, language, reply.given());
        mark(body, alert, language);
        banner(body, story, phase, reader, language);
        body.raw("<article>\n").element("p", "govuk-caption-l", Phrase.ALERT.in(language) + ": " + alert.event());
        body.h1(variant.headline());
        words(body, variant, language);
        body.raw("</article>\n");
        answers(body, story, phase, reader, reply, language);
        facts(body, story, phase, language, true);
        check(body, language);
        mark(body, alert, language);
        boolean both = alert.variants().stream()
                .anyMatch(v -> v.tier() == variant.tier() && v.language() == Page.other(language));
        String error = reply.given().good() ? "" : Wording.ERROR.in(language) + ": ";
        return page.of(language, error + variant.headline(), both, body);
    }

    /// What somebody says and does about an alert whose text they read. When it is no longer in force nothing is asked
    /// any more.
    private void answers(Html body, Story story, Story.Phase phase, Reader reader, Reply reply, Language language) {
        Said said = reader.said();
        AnswerHtml answer = new AnswerHtml(body, language, reply.desk());
        answer.premises(said.premises()).read(said.acknowledged(), Phrase.READ, Phrase.NOTED);
        if (phase == Story.Phase.IN_FORCE) {
            answer.acted(said.acted()).questions(story.content().prompts(), said, reply.given());
            actions.write(body, story.content(), reply.token(), language);
        }
    }

    /// An alert for somebody who has signed in, whatever its handling.
    Html signedIn(Story story, Variant variant, Reader reader, Reply reply, Instant now) {
        Language language = variant.language();
        Story.Phase phase = story.phase(now);
        Html body = new Html();
        AnswerHtml.summary(body, reader.language(), reply.given());
        mark(body, story.content(), reader.language());
        banner(body, story, phase, reader, reader.language());
        body.raw("<article lang=\"" + language.word() + "\">\n").h1(variant.headline());
        words(body, variant, language);
        body.raw("</article>\n");
        answers(body, story, phase, reader, reply, reader.language());
        facts(body, story, phase, reader.language(), true);
        mark(body, story.content(), reader.language());
        return body;
    }

    /// The schemes of the addresses that the forms of an alert's page lead to.
    SortedSet<String> schemes(Alert alert) {
        return actions.schemes(alert);
    }

    private String closed(Story story, Reader reader, Reply reply, Instant now) {
        Language language = reader.language();
        Story.Phase phase = story.phase(now);
        Html body = new Html();
        mark(body, story.content(), language);
        banner(body, story, phase, reader, language);
        body.h1(Phrase.PROTECTED.in(language));
        body.lead(Phrase.PROTECTED_TEXT.in(language));
        body.raw("<section class=\"govuk-inset-text\">\n").h2(Phrase.HOW_TO_READ.in(language));
        body.p(Phrase.PROTECTED_HOW.in(language));
        String text = page.path("/me/alerts/" + story.alert().number(), language);
        body.raw("<p class=\"govuk-body\"><a class=\"govuk-link\" href=\"" + Html.escape(text) + "\">")
                .text(Phrase.SIGN_IN_TO_READ.in(language))
                .raw("</a></p>\n</section>\n");
        new AnswerHtml(body, language, reply.desk())
                .premises(reader.said().premises())
                .read(reader.said().acknowledged(), Phrase.SEEN, Phrase.SEEN_NOTED);
        facts(body, story, phase, language, false);
        check(body, language);
        mark(body, story.content(), language);
        return page.of(language, Phrase.PROTECTED.in(language), true, body);
    }

    /// What an alert says under its headline.
    static void words(Html body, Variant variant, Language language) {
        body.raw("<div class=\"tocsin-lead\">\n")
                .paragraphs(variant.description())
                .raw("</div>\n");
        if (!variant.instruction().isBlank()) {
            body.raw("<section class=\"govuk-inset-text\">\n").h2(Phrase.WHAT_TO_DO.in(language));
            body.paragraphs(variant.instruction()).raw("</section>\n");
        }
    }

    /// Exercises and tests say so at both ends.
    private static void mark(Html body, Alert alert, Language language) {
        switch (alert.mode()) {
            case ACTUAL -> {}
            case EXERCISE -> body.element("p", "tocsin-mark", Phrase.EXERCISE.in(language));
            case TEST -> body.element("p", "tocsin-mark", Phrase.TEST.in(language));
        }
    }

    /// What became of the alert, before anything that it says.
    private static void banner(Html body, Story story, Story.Phase phase, Reader reader, Language language) {
        switch (phase) {
            case IN_FORCE -> standing(body, story, language);
            case EXPIRED -> simple(body, Notification.PLAIN, Phrase.EXPIRED, Phrase.EXPIRED_TEXT, language);
            case UPDATED -> newer(body, Notification.PLAIN, Phrase.UPDATED, story, reader, language);
            case ALL_CLEAR -> newer(body, Notification.GOOD, Phrase.ALL_CLEAR, story, reader, language);
            case CANCELLED -> newer(body, Notification.PLAIN, Phrase.CANCELLED, story, reader, language);
        }
        if (phase != Story.Phase.IN_FORCE && story.content().handling().textMayTravel()) {
            body.element("p", "govuk-hint", Phrase.BEFORE.in(language) + ":");
        }
    }

    private static void standing(Html body, Story story, Language language) {
        boolean ends = story.alert().relation() == Relation.CANCEL;
        if (ends && story.isAllClear()) {
            simple(body, Notification.GOOD, Phrase.ALL_CLEAR, Phrase.ENDS_EARLIER, language);
        } else if (ends) {
            inset(body, Phrase.ENDS_EARLIER.in(language));
        } else if (story.alert().relation() == Relation.UPDATE) {
            inset(body, Phrase.REPLACES_EARLIER.in(language));
        }
    }

    private static void inset(Html body, String text) {
        body.raw("<div class=\"govuk-inset-text\">").text(text).raw("</div>\n");
    }

    private static void simple(Html body, Notification look, Phrase title, Phrase text, Language language) {
        look.open(body, title.in(language));
        body.p(text.in(language));
        look.close(body);
    }

    private static void newer(
            Html body, Notification look, Phrase title, Story story, Reader reader, Language language) {
        look.open(body, title.in(language));
        Optional<AlertView> latest = story.latest();
        Optional<Variant> words = latest.map(AlertView::content)
                .filter(content -> content.handling().textMayTravel())
                .flatMap(content -> content.variantFor(reader.tier(), language));
        if (words.isPresent()) {
            Variant variant = words.get();
            if (latest.get().relation() == Relation.UPDATE) {
                body.p(Phrase.UPDATED_TEXT.in(language));
            }
            body.raw("<div lang=\"" + variant.language().word() + "\">\n")
                    .element("h3", "govuk-heading-s", variant.headline())
                    .paragraphs(variant.description())
                    .paragraphs(variant.instruction())
                    .raw("</div>\n");
            latest.get()
                    .dispatch()
                    .ifPresent(d -> body.element(
                            "p", "govuk-hint", Phrase.ISSUED.in(language) + " " + Times.of(d.time(), language)));
        } else {
            body.p((latest.isPresent() ? Phrase.NEWER_SENT : Phrase.CANCELLED_TEXT).in(language));
        }
        look.close(body);
    }

    private void facts(Html body, Story story, Story.Phase phase, Language language, boolean open) {
        Alert alert = story.content();
        body.raw("<section>\n").h2(Phrase.DETAILS.in(language)).raw("<dl class=\"govuk-summary-list\">\n");
        if (open) {
            body.fact(Phrase.AREA.in(language), alert.area().description());
        }
        body.fact(Phrase.ISSUED.in(language), Times.of(story.issued(), language));
        body.fact(Phrase.ISSUED_BY.in(language), page.sender());
        Phrase until = phase == Story.Phase.IN_FORCE ? Phrase.IN_FORCE_UNTIL : Phrase.WAS_IN_FORCE_UNTIL;
        body.fact(until.in(language), Times.of(alert.expires(), language));
        body.fact(Phrase.NUMBER.in(language), Integer.toString(story.alert().number()));
        body.raw("</dl>\n");
        if (open && isWeb(alert.link())) {
            body.raw("<p class=\"govuk-body\"><a class=\"govuk-link\" rel=\"noreferrer noopener\" href=\""
                            + Html.escape(alert.link()) + "\">")
                    .text(Phrase.MORE.in(language))
                    .raw("</a></p>\n");
        }
        body.raw("</section>\n");
    }

    private static boolean isWeb(String link) {
        return link.startsWith("https://") || link.startsWith("http://");
    }

    private static void check(Html body, Language language) {
        body.raw("<section>\n").h2(Phrase.CHECK.in(language)).raw("<ul class=\"govuk-list govuk-list--bullet\">\n");
        body.element("li", Phrase.CHECK_WEB.in(language));
        body.element("li", Phrase.CHECK_CALL.in(language));
        body.element("li", Phrase.CHECK_NEVER.in(language)).raw("</ul>\n</section>\n");
    }
}
