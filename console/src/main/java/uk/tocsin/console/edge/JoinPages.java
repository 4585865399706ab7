package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Language;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;

/// Where people join: `GET /join` begins, each further page is the answer to the POST of the one before. The last
/// answer is the same for everybody and given before anything is looked up: what we have to say about an address,
/// its owner is told there.
final class JoinPages implements Door {
    private final SelfService house;
    private final Supplier<UUID> ids;

    JoinPages(SelfService house, Supplier<UUID> ids) {
        this.house = house;
        this.ids = ids;
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Language language = SelfService.language(inquiry);
        if (!inquiry.posts()) {
            return Future.succeededFuture(got(inquiry.rest(), language));
        }
        if (!house.isOurs(inquiry)) {
            return house.strange();
        }
        Optional<Map<String, String>> fields = house.fields(inquiry);
        Optional<JoinForm.Step> step =
                inquiry.rest().isEmpty() ? Optional.of(JoinForm.Step.WHO) : JoinForm.Step.of(inquiry.rest());
        if (fields.isEmpty()) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        return step.isEmpty()
                ? Future.succeededFuture(Answer.NOT_HERE)
                : posted(inquiry, new JoinForm(house, fields.get()), step.get(), language);
    }

    private Answer got(String rest, Language language) {
        if (rest.equals("done")) {
            return done(language);
        }
        if (rest.isEmpty()) {
            return page(new JoinForm(house, usual(language)), JoinForm.Step.WHO, language);
        }
        return JoinForm.Step.of(rest).isPresent() ? house.to("/join", language) : Answer.NOT_HERE;
    }

    /// What is chosen until somebody chooses otherwise.
    private static Map<String, String> usual(Language language) {
        return Map.of(
                "language", Page.tag(language), "minimum", Severity.UNKNOWN.word(), "quiet", QuietHours.NONE.word());
    }

    /// Somebody who only wants to see a page again, in another language or to change an answer, says `show`.
    private Future<Answer> posted(Inquiry inquiry, JoinForm form, JoinForm.Step step, Language language) {
        UUID organisation = ids.get();
        if (form.given().has("show")) {
            if (step == JoinForm.Step.CHECK) {
                return all(form, organisation, JoinForm.Step.CHOICES)
                        .map(bad -> Future.succeededFuture(page(form, bad, language)))
                        .orElseGet(() -> Future.succeededFuture(page(form, step, language)));
            }
            return Future.succeededFuture(page(form, step, language));
        }
        Optional<JoinForm.Step> bad = all(form, organisation, step);
        if (bad.isPresent()) {
            return Future.succeededFuture(page(form, bad.get(), language));
        }
        return step == JoinForm.Step.CHECK
                ? join(inquiry, form, organisation, language)
                : Future.succeededFuture(page(form, form.after(step), language));
    }

    /// Checks every page up to one; the first that is wrong, if one is.
    private Optional<JoinForm.Step> all(JoinForm form, UUID organisation, JoinForm.Step last) {
        for (JoinForm.Step step : JoinForm.Step.values()) {
            boolean asked = step.compareTo(last) <= 0 && (step != JoinForm.Step.PLACE || form.isOrganisation());
            if (asked && !form.check(step, organisation)) {
                return Optional.of(step);
            }
        }
        return Optional.empty();
    }

    private Future<Answer> join(Inquiry inquiry, JoinForm form, UUID organisation, Language language) {
        Instant now = house.clock().instant();
        List<Organisation.Premises> premises = form.premises();
        return house.later(
                inquiry,
                () -> {
                    List<Organisation.Address> within = form.addresses().stream()
                            .filter(house.ration()::spend)
                            .toList();
                    return within.isEmpty()
                            ? Future.succeededFuture()
                            : house.desk().begin(organisation, premises, form.person(within, now));
                },
                house.to("/join/done", language));
    }

    private Answer page(JoinForm form, JoinForm.Step step, Language language) {
        Bilingual title = step.title();
        FormHtml html = new FormHtml(language, form.given()).summary();
        Html out = html.html();
        out.h1(title.in(language));
        if (step == JoinForm.Step.WHO) {
            out.lead(Wording.JOIN_TEXT.in(language)).p(Wording.JOIN_MORE.in(language));
        }
        if (step == JoinForm.Step.CHECK) {
            out.raw("<dl class=\"govuk-summary-list\">\n");
            form.tell(out, language);
            out.raw("</dl>\n");
            again(out, form, language);
            out.h2(Wording.AGREE_TITLE.in(language));
            out.p(Wording.AGREE_TEXT.in(language)).p(Wording.AGREE_RIGHTS.in(language));
        }
        html.open(house.page().path(step.path(), language)).carry(JoinForm.fieldsBeside(step));
        form.write(html, step);
        html.button(step == JoinForm.Step.CHECK ? Wording.REGISTER : Wording.CONTINUE)
                .close();
        if (step == JoinForm.Step.WHO) {
            link(out, "/sign-in", Wording.ALREADY, language);
        }
        Html way = step == JoinForm.Step.WHO ? Page.languageLink(language) : otherLanguage(form, step, language);
        return house.form(new SelfService.Sheet(language, title, way, out), form.given());
    }

    private void link(Html out, String path, Bilingual words, Language language) {
        out.raw("<p class=\"govuk-body\">")
                .link(house.page().path(path, language), words.in(language))
                .raw("</p>\n");
    }

    /// Buttons that lead back to a page with everything that was answered.
    private void again(Html out, JoinForm form, Language language) {
        FormHtml html = new FormHtml(language, form.given());
        html.open(house.page().path(JoinForm.Step.YOU.path(), language))
                .hidden("show", "yes")
                .carry(JoinForm.fields());
        back(html, form.isOrganisation() ? Wording.CHANGE_PLACE : null, JoinForm.Step.PLACE);
        back(html, Wording.CHANGE_YOU, JoinForm.Step.YOU);
        back(html, Wording.CHANGE_CHOICES, JoinForm.Step.CHOICES);
        out.raw(html.close().html().toString());
    }

    private void back(FormHtml html, @org.jspecify.annotations.Nullable Bilingual words, JoinForm.Step step) {
        if (words != null) {
            String to = Html.escape(house.page().path(step.path(), html.language()));
            html.button(words, " govuk-button--secondary\" formaction=\"" + to);
        }
    }

    private Html otherLanguage(JoinForm form, JoinForm.Step step, Language language) {
        Language to = Page.other(language);
        Html way = new Html()
                .raw("<form method=\"post\" action=\""
                        + Html.escape(house.page().path(step.path(), to)) + "\">\n");
        FormHtml html = new FormHtml(language, form.given());
        html.hidden("show", "yes").carry(JoinForm.fields());
        return way.raw(html.html().toString())
                .raw("<button type=\"submit\" class=\"tocsin-header__link\" lang=\"" + to.word() + "\">")
                .text(Phrase.OTHER_LANGUAGE.in(language))
                .raw("</button>\n</form>\n");
    }

    private Answer done(Language language) {
        Html body = new Html().h1(Wording.DONE_TITLE.in(language));
        body.lead(Wording.DONE_TEXT.in(language)).p(Wording.DONE_HOW.in(language));
        link(body, "/code", Wording.TYPE_CODE, language);
        body.p(Wording.DONE_NOTHING.in(language));
        return house.show(SelfService.Sheet.of(language, Wording.DONE_TITLE, body));
    }
}
