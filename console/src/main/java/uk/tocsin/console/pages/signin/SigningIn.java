package uk.tocsin.console.pages.signin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonObject;
import java.util.List;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Proxies;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.Session;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;

/// Signing in by name, password and code; staying; signing out. What is wrong is said the same way whether or not a
/// name exists.
public final class SigningIn {
    private static final String SIGN_IN = "/sign-in";
    private static final String JSON = "application/json";

    private final Installation house;
    private final SessionCookie cookie;
    private final Proxies proxies;

    public SigningIn(Installation house) {
        this.house = house;
        this.cookie = new SessionCookie(house.settings().console().publicUrl());
        this.proxies = new Proxies(house.settings().console().proxies());
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.open(SIGN_IN, this::show);
        pages.openForm(SIGN_IN, this::password);
        pages.open("/sign-in/code", _ -> Future.succeededFuture(Answer.elsewhere(SIGN_IN)));
        pages.openForm("/sign-in/code", this::code);
        pages.form("/sign-out", this::out);
        pages.form("/stay", SigningIn::stay);
    }

    /// Where a request comes from, for what counts failures.
    static String remote(Proxies proxies, Visit visit) {
        return proxies.client(visit.context().request()).orElse("");
    }

    private Future<Answer> show(Visit visit) {
        String to = Back.to(visit.asked("to"));
        boolean out = visit.asked("out").isPresent();
        return Future.succeededFuture(
                visit.known().isPresent()
                        ? Answer.elsewhere(to)
                        : Answer.page("signin/sign-in.jte", page(visit, Typed.NOTHING, to, out)));
    }

    private static SignInPage page(Visit visit, Typed typed, String to, boolean out) {
        return new SignInPage(visit.frame("Sign in", Section.NONE, typed), typed, to, out);
    }

    private static Answer again(Visit visit, int status, Typed typed, String to) {
        return new Answer.Shown(status, "signin/sign-in.jte", page(visit, typed, to, false));
    }

    private Future<Answer> password(Visit visit) {
        Form form = visit.form().only("name", "password", "to");
        String to = Back.to(form.given("to"));
        String name = form.needed("name", "Enter the email address you sign in with");
        String password = form.exactly("password");
        if (password.isEmpty()) {
            form.wrong("password", "Enter your password");
        }
        if (!form.right()) {
            return Future.succeededFuture(again(visit, 422, form.typed(), to));
        }
        Typed typed = form.typed();
        return house.accounts()
                .signIn()
                .password(name, password, remote(proxies, visit))
                .map(attempt -> switch (attempt) {
                    case Attempt.NeedsCode next ->
                        Answer.page("signin/code.jte", page(visit, Typed.NOTHING, next.ticket(), to));
                    case Attempt.Refused _ ->
                        again(visit, 422, typed.wrong("name", "The email address or the password is wrong"), to);
                    case Attempt.Throttled closed -> again(visit, 429, typed.wrong("", Words.throttled(closed)), to);
                    case Attempt.Busy _ -> again(visit, 503, typed.wrong("", Words.BUSY), to);
                });
    }

    private static CodePage page(Visit visit, Typed typed, String ticket, String to) {
        return new CodePage(visit.frame("Enter a code", Section.NONE, typed), typed, ticket, to);
    }

    private Future<Answer> code(Visit visit) {
        Form form = visit.form().only("ticket", "code", "to");
        String to = Back.to(form.given("to"));
        String ticket = form.text("ticket");
        String code = form.needed("code", "Enter a code");
        if (!form.right()) {
            return Future.succeededFuture(coded(visit, 422, form.typed(), ticket, to));
        }
        Typed typed = form.typed();
        return house.accounts()
                .signIn()
                .code(
                        ticket,
                        code,
                        remote(proxies, visit),
                        cookie.of(visit.context().request()).orElse(""))
                .map(attempt -> switch (attempt) {
                    case Attempt.Succeeded done ->
                        new Answer.Entered(to, List.of(cookie.with(done.opened().token())));
                    case Attempt.Refused _ -> coded(visit, 422, typed.wrong("code", Words.WRONG_CODE), ticket, to);
                    case Attempt.Throttled closed ->
                        coded(visit, 429, typed.wrong("code", Words.throttled(closed)), ticket, to);
                    case Attempt.Busy _ -> coded(visit, 503, typed.wrong("code", Words.BUSY), ticket, to);
                    case Attempt.StartAgain _ -> again(visit, 422, Typed.NOTHING.wrong("name", Words.START_AGAIN), to);
                });
    }

    private static Answer coded(Visit visit, int status, Typed typed, String ticket, String to) {
        return new Answer.Shown(status, "signin/code.jte", page(visit, typed, ticket, to));
    }

    private Future<Answer> out(Visit visit) {
        visit.form().only();
        Answer left = new Answer.Entered(SIGN_IN + "?out=yes", List.of(cookie.none()));
        return house.sessions()
                .named(visit.visitor().session())
                .compose(found -> found.isPresent() ? end(found.get().session()) : Future.succeededFuture())
                .map(_ -> left);
    }

    private Future<Void> end(Session session) {
        return house.sessions().end(session);
    }

    /// Lets a session go on, and says until when: to a reader, or to the script that warns of the end.
    private static Future<Answer> stay(Visit visit) {
        visit.form().only();
        String accepted = visit.context().request().getHeader(HttpHeaders.ACCEPT);
        if (accepted == null || !accepted.startsWith(JSON)) {
            return Future.succeededFuture(
                    Answer.page("signin/stay.jte", new StayPage(visit.frame("You are still signed in", Section.NONE))));
        }
        JsonObject ends = new JsonObject()
                .put("ends", visit.visitor().ends().toEpochMilli())
                .put("endsAnyway", visit.visitor().endsAnyway().toEpochMilli());
        visit.context().response().putHeader(HttpHeaders.CONTENT_TYPE, JSON).end(ends.toBuffer());
        return Future.succeededFuture(new Answer.Streamed());
    }
}
