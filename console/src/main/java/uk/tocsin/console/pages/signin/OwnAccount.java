package uk.tocsin.console.pages.signin;

import io.vertx.core.Future;
import java.util.List;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Staff;
import uk.tocsin.console.accounts.AccountEvents.What;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.SignedIn;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;

/// What members of staff do with their own account: password, authenticator, recovery codes, tokens for the API.
public final class OwnAccount {
    private static final String ME = "/me";
    private static final String TITLE = "Your account";

    private final Installation house;
    private final SessionCookie cookie;

    public OwnAccount(Installation house) {
        this.house = house;
        this.cookie = new SessionCookie(house.settings().console().publicUrl());
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        pages.page(ME, visit -> page(visit, 200, Typed.NOTHING));
        pages.raisedForm("/me/password", this::password);
        pages.raisedForm("/me/authenticator", this::authenticator);
        pages.raisedForm("/me/authenticator/code", this::confirm);
        pages.raisedForm("/me/recovery-codes", this::recoveryCodes);
        pages.raisedForm("/me/tokens", this::issue);
        pages.form("/me/tokens/revoke", this::revoke);
        pages.form("/me/sign-out-everywhere", this::everywhere);
    }

    /// Who visits, as the accounts know them; their session may have ended meanwhile.
    private Future<Answer> as(Visit visit, Function<SignedIn, Future<Answer>> work) {
        return house.sessions()
                .named(visit.visitor().session())
                .compose(found -> found.isPresent()
                        ? work.apply(found.get())
                        : Future.succeededFuture(Answer.elsewhere("/sign-in")));
    }

    private Future<Answer> page(Visit visit, int status, Typed typed) {
        return as(
                visit,
                who -> house.staff()
                        .ids(who.staff())
                        .map(tokens -> new Answer.Shown(
                                status,
                                "signin/me.jte",
                                new MePage(
                                        visit.frame(TITLE, Section.NONE, typed),
                                        typed,
                                        visit.visitor(),
                                        who.account(),
                                        tokens,
                                        done(visit.asked("done").orElse(""))))));
    }

    private static String done(String what) {
        return switch (what) {
            case "password" -> "Your password is changed, and every other session of yours has ended";
            case "authenticator" -> "Your new authenticator is in force, and every other session of yours has ended";
            case "revoked" -> "The token is revoked";
            default -> "";
        };
    }

    private Future<Answer> password(Visit visit) {
        Form form = visit.form().only("password");
        Typed typed = form.typed();
        return as(
                visit,
                who -> house.accounts()
                        .changes()
                        .password(who, form.exactly("password"))
                        .compose(attempt -> switch (attempt) {
                            case Attempt.CredentialsSet set -> entered(visit, set, "password");
                            case Attempt.Flawed flawed -> page(visit, 422, Words.flawed(typed, flawed.flaws()));
                            case Attempt.Busy _ -> page(visit, 503, typed.wrong("password", Words.BUSY));
                            case Attempt.Throttled closed ->
                                page(visit, 429, typed.wrong("password", Words.throttled(closed)));
                            case Attempt.Refused _, Attempt.StartAgain _, Attempt.NeedsStepUp _ -> late(visit);
                        }));
    }

    private Future<Answer> entered(Visit visit, Attempt.CredentialsSet set, String what) {
        visit.context().response().addCookie(cookie.with(set.opened().token()));
        return Future.succeededFuture(Answer.elsewhere(ME + "?done=" + what));
    }

    /// The five minutes of a step up, or the session, have ended between the frame and here.
    private Future<Answer> late(Visit visit) {
        return page(visit, 422, Typed.NOTHING.wrong("", Words.START_AGAIN));
    }

    private Future<Answer> authenticator(Visit visit) {
        visit.form().only();
        return as(visit, who -> switch (house.accounts().changes().authenticator(who)) {
            case Attempt.ShowsSecret shown -> Future.succeededFuture(secret(visit, 200, Typed.NOTHING, shown));
            case Attempt.Flawed _,
                    Attempt.NeedsStepUp _,
                    Attempt.Refused _,
                    Attempt.StartAgain _,
                    Attempt.Throttled _,
                    Attempt.Busy _ -> late(visit);
        });
    }

    private static Answer secret(Visit visit, int status, Typed typed, Attempt.ShowsSecret shown) {
        return new Answer.Shown(
                status,
                "signin/secret.jte",
                new SecretPage(
                        visit.frame("Set up another authenticator", Section.NONE, typed),
                        typed,
                        shown,
                        "/me/authenticator/code"));
    }

    private Future<Answer> confirm(Visit visit) {
        Form form = visit.form().only("ticket", "code");
        String ticket = form.text("ticket");
        return as(
                visit,
                who -> house.accounts()
                        .changes()
                        .authenticator(who, ticket, form.text("code"))
                        .compose(attempt -> switch (attempt) {
                            case Attempt.CredentialsSet set -> entered(visit, set, "authenticator");
                            case Attempt.Refused _ -> mistyped(visit, who, ticket);
                            case Attempt.Flawed _,
                                    Attempt.Busy _,
                                    Attempt.Throttled _,
                                    Attempt.StartAgain _,
                                    Attempt.NeedsStepUp _ -> late(visit);
                        }));
    }

    private Future<Answer> mistyped(Visit visit, SignedIn who, String ticket) {
        Typed typed = Typed.NOTHING.wrong("code", Words.WRONG_CODE);
        return house.accounts()
                .changes()
                .shown(who, ticket)
                .map(shown -> Future.succeededFuture(secret(visit, 422, typed, shown)))
                .orElseGet(() -> late(visit));
    }

    private Future<Answer> recoveryCodes(Visit visit) {
        visit.form().only();
        return as(
                visit,
                who -> house.accounts().changes().recoveryCodes(who).compose(attempt -> switch (attempt) {
                    case Attempt.CredentialsSet set -> {
                        visit.context()
                                .response()
                                .addCookie(cookie.with(set.opened().token()));
                        yield Future.succeededFuture(Answer.page(
                                "signin/recovery.jte",
                                new RecoveryPage(
                                        visit.frame("Keep your recovery codes", Section.NONE),
                                        set.recoveryCodes(),
                                        ME)));
                    }
                    case Attempt.Flawed _,
                            Attempt.Refused _,
                            Attempt.Busy _,
                            Attempt.Throttled _,
                            Attempt.StartAgain _,
                            Attempt.NeedsStepUp _ -> late(visit);
                }));
    }

    // ---- tokens for the API

    private Future<Answer> issue(Visit visit) {
        visit.form().only();
        int staff = visit.visitor().staff();
        return house.staff().issue(staff).map(token -> {
            house.notes().happened(What.CREDENTIALS_CHANGED, staff);
            return Answer.page(
                    "signin/token.jte",
                    new TokenPage(visit.frame("Your token for the API", Section.NONE), token, Staff.id(token)));
        });
    }

    private Future<Answer> revoke(Visit visit) {
        String id = visit.form().only("id").text("id");
        int staff = visit.visitor().staff();
        return house.staff().revoke(staff, id).map(was -> {
            if (!was) {
                throw new NotHereException();
            }
            house.notes().happened(What.CREDENTIALS_CHANGED, staff);
            return Answer.elsewhere(ME + "?done=revoked");
        });
    }

    private Future<Answer> everywhere(Visit visit) {
        visit.form().only();
        return house.accounts()
                .endSessions(visit.visitor().staff())
                .map(_ -> new Answer.Entered("/sign-in?out=yes", List.of(cookie.none())));
    }
}
