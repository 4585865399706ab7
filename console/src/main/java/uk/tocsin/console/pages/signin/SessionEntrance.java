package uk.tocsin.console.pages.signin;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import uk.tocsin.console.Installation;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.Opened;
import uk.tocsin.console.accounts.Session;
import uk.tocsin.console.accounts.SignedIn;
import uk.tocsin.console.accounts.Use;
import uk.tocsin.console.pages.Entrance;
import uk.tocsin.console.pages.Raising;
import uk.tocsin.console.pages.Visitor;
import uk.tocsin.control.StaffView;

/// Knows who visits by the token in their cookie. Any thread.
public final class SessionEntrance implements Entrance {
    /// What a page's own requests carry; the session does not live longer for them.
    private static final String BY_ITSELF = "X-By-Itself";

    private static final String STREAM = "/stream";

    private final Installation house;
    private final SessionCookie cookie;

    public SessionEntrance(Installation house) {
        this.house = house;
        this.cookie = new SessionCookie(house.settings().console().publicUrl());
    }

    @Override
    public Future<Optional<Visitor>> whose(HttpServerRequest request) {
        return signedIn(request, use(request))
                .compose(who -> who.isEmpty() ? Future.succeededFuture(Optional.empty()) : visitor(who.get()));
    }

    private static Use use(HttpServerRequest request) {
        boolean itself = request.getHeader(BY_ITSELF) != null
                || String.valueOf(request.path()).endsWith(STREAM);
        return itself ? Use.PAGE : Use.MEMBER;
    }

    private Future<Optional<SignedIn>> signedIn(HttpServerRequest request, Use use) {
        Optional<String> token = cookie.of(request);
        return token.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : house.sessions().of(token.get(), use);
    }

    private Future<Optional<Visitor>> visitor(SignedIn who) {
        return house.engine()
                .control(state -> state.staff(who.staff()).filter(StaffView::active))
                .map(found -> found.map(view -> visitor(who, view)));
    }

    private Visitor visitor(SignedIn who, StaffView view) {
        Session session = who.session();
        return new Visitor(
                who.staff(),
                who.account().name(),
                view.roles(),
                session.id(),
                session.form(),
                session.endsAt(),
                session.opened().plus(Session.LONGEST),
                session.isRaised(house.clock().instant()));
    }

    @Override
    public Future<Raising> raise(HttpServerRequest request, String said) {
        return signedIn(request, Use.MEMBER)
                .compose(who -> who.isEmpty()
                        ? Future.succeededFuture(new Raising.Ended())
                        : house.accounts()
                                .stepUp()
                                .raise(who.get(), said)
                                .compose(attempt -> raised(who.get(), attempt)));
    }

    private Future<Raising> raised(SignedIn who, Attempt.OfStepUp attempt) {
        return switch (attempt) {
            case Attempt.Succeeded done -> raised(who, done.opened());
            case Attempt.Refused _ ->
                Future.succeededFuture(new Raising.Refused(
                        422, "This is neither your password nor a code that is good now. A code counts once"));
            case Attempt.Throttled closed -> Future.succeededFuture(new Raising.Refused(429, Words.throttled(closed)));
            case Attempt.Busy _ -> Future.succeededFuture(new Raising.Refused(503, Words.BUSY));
            case Attempt.StartAgain _ -> Future.succeededFuture(new Raising.Ended());
        };
    }

    private Future<Raising> raised(SignedIn who, Opened opened) {
        return visitor(new SignedIn(opened.session(), who.account()))
                .map(found -> found.isEmpty()
                        ? new Raising.Ended()
                        : new Raising.Raised(found.get(), cookie.with(opened.token())));
    }
}
