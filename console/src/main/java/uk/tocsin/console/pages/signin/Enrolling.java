package uk.tocsin.console.pages.signin;

import io.vertx.core.Future;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Proxies;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.Choice;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;

/// Setting up an account with a code that an administrator has made: choices, then the authenticator, then recovery
/// codes.
public final class Enrolling {
    private static final String ENROL = "enrol";

    private final Installation house;
    private final SessionCookie cookie;
    private final Proxies proxies;

    public Enrolling(Installation house) {
        this.house = house;
        this.cookie = new SessionCookie(house.settings().console().publicUrl());
        this.proxies = new Proxies(house.settings().console().proxies());
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.open("/first-run", this::first);
        pages.open("/enrol", visit -> Future.succeededFuture(chosen(visit, 200, Typed.NOTHING, false)));
        pages.openForm("/enrol", this::begin);
        pages.openForm("/enrol/code", this::confirm);
    }

    /// There is a first administrator to be made only while nobody has an account.
    private Future<Answer> first(Visit visit) {
        return house.accounts()
                .all()
                .map(all -> all.isEmpty() ? chosen(visit, 200, Typed.NOTHING, true) : Answer.elsewhere("/sign-in"));
    }

    private static Answer chosen(Visit visit, int status, Typed typed, boolean first) {
        String title = first ? "Set up the first administrator" : "Set up your account";
        return new Answer.Shown(
                status, "signin/enrol.jte", new EnrolPage(visit.frame(title, Section.NONE, typed), typed, first));
    }

    private Future<Answer> begin(Visit visit) {
        Form form = visit.form().only(ENROL, "name", "signInName", "password", "first");
        boolean first = form.has("first");
        String code = form.needed(ENROL, "Enter the code you were given");
        Choice choice = new Choice(form.text("name"), form.text("signInName"), form.exactly("password"));
        Typed typed = form.typed();
        if (!form.right()) {
            return Future.succeededFuture(chosen(visit, 422, typed, first));
        }
        return house.accounts()
                .enrolment()
                .begin(code, choice, SigningIn.remote(proxies, visit))
                .map(attempt -> switch (attempt) {
                    case Attempt.ShowsSecret shown -> secret(visit, 200, Typed.NOTHING, shown);
                    case Attempt.Flawed flawed -> chosen(visit, 422, Words.flawed(typed, flawed.flaws()), first);
                    case Attempt.Throttled closed ->
                        chosen(visit, 429, typed.wrong("", Words.throttled(closed)), first);
                    case Attempt.Busy _ -> chosen(visit, 503, typed.wrong("", Words.BUSY), first);
                    case Attempt.Refused _, Attempt.StartAgain _, Attempt.NeedsStepUp _ ->
                        chosen(
                                visit,
                                422,
                                typed.wrong(ENROL, "This code is wrong, was used, or is older than 24 hours"),
                                first);
                });
    }

    private static Answer secret(Visit visit, int status, Typed typed, Attempt.ShowsSecret shown) {
        return new Answer.Shown(
                status,
                "signin/secret.jte",
                new SecretPage(
                        visit.frame("Set up your authenticator", Section.NONE, typed), typed, shown, "/enrol/code"));
    }

    private Future<Answer> confirm(Visit visit) {
        Form form = visit.form().only("ticket", "code");
        String ticket = form.text("ticket");
        String code = form.needed("code", "Enter the code that your authenticator shows");
        return form.right()
                ? house.accounts()
                        .enrolment()
                        .confirm(ticket, code, SigningIn.remote(proxies, visit))
                        .map(attempt -> confirmed(visit, ticket, attempt))
                : Future.succeededFuture(secret(visit, ticket, form.typed()));
    }

    private Answer confirmed(Visit visit, String ticket, Attempt.OfSetting attempt) {
        return switch (attempt) {
            case Attempt.CredentialsSet set -> {
                visit.context().response().addCookie(cookie.with(set.opened().token()));
                yield Answer.page(
                        "signin/recovery.jte",
                        new RecoveryPage(
                                visit.frame("Keep your recovery codes", Section.NONE), set.recoveryCodes(), "/"));
            }
            case Attempt.Refused _ -> secret(visit, ticket, Typed.NOTHING.wrong("code", Words.WRONG_CODE));
            case Attempt.Throttled closed ->
                secret(visit, ticket, Typed.NOTHING.wrong("code", Words.throttled(closed)));
            case Attempt.Busy _ -> secret(visit, ticket, Typed.NOTHING.wrong("code", Words.BUSY));
            case Attempt.Flawed flawed -> chosen(visit, 422, Words.flawed(Typed.NOTHING, flawed.flaws()), false);
            case Attempt.StartAgain _, Attempt.NeedsStepUp _ -> startAgain(visit);
        };
    }

    private static Answer startAgain(Visit visit) {
        return chosen(visit, 422, Typed.NOTHING.wrong(ENROL, Words.START_AGAIN), false);
    }

    private Answer secret(Visit visit, String ticket, Typed typed) {
        return house.accounts()
                .enrolment()
                .shown(ticket)
                .map(shown -> secret(visit, 422, typed, shown))
                .orElseGet(() -> startAgain(visit));
    }
}
