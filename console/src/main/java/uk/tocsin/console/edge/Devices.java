package uk.tocsin.console.edge;

import io.vertx.core.Future;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.tocsin.console.register.RegisterRefusal;
import uk.tocsin.model.Contact;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.receipt.TokenMint;

/// Where the app registers its device for push, or the token that was renewed: `POST /devices` with
/// `{"token":…,"previous":…}`. Whose device it is shows by the cookie of a session, or by the token of a sign-in
/// notice as bearer, which is used up by it and opens a session.
final class Devices implements Door {
    private static final String BEARER = "Bearer ";

    /// Firebase says no more of its tokens than that they are text; all of them are of these characters, and about
    /// 160 of them.
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_:.-]{16,4096}");

    private final SelfService house;
    private final TokenMint tokens;

    Devices(SelfService house, TokenMint tokens) {
        this.house = house;
        this.tokens = tokens;
    }

    private record Wanted(String token, Optional<String> previous) {}

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Optional<Wanted> wanted = wanted(inquiry);
        if (wanted.isEmpty()) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        Future<Answer> done = inquiry.header("Authorization").startsWith(BEARER)
                ? byNotice(inquiry, wanted.get())
                : bySession(inquiry, wanted.get());
        return done.recover(failure -> failure instanceof RegisterRefusal refusal
                ? Future.succeededFuture(Answer.refused(why(refusal.why())))
                : Future.failedFuture(failure));
    }

    private static Refusal why(RegisterRefusal.Why why) {
        return switch (why) {
            case OWNED, FULL, CONFIRMED, NO_ENDPOINT -> Refusal.CONFLICT;
            case UNKNOWN, USED -> Refusal.NOT_SIGNED_IN;
        };
    }

    private static Optional<Wanted> wanted(Inquiry inquiry) {
        if (!inquiry.header("Content-Type").startsWith("application/json")) {
            return Optional.empty();
        }
        try {
            JsonObject body = new JsonObject(inquiry.body());
            String token = body.getString("token", "");
            Optional<String> previous = Optional.ofNullable(body.getString("previous"));
            boolean good = token != null
                    && TOKEN.matcher(token).matches()
                    && previous.map(p -> TOKEN.matcher(p).matches()).orElse(true);
            return good ? Optional.of(new Wanted(token, previous)) : Optional.empty();
        } catch (DecodeException | ClassCastException _) {
            return Optional.empty(); // no JSON object, or no text in it
        }
    }

    private Future<Answer> bySession(Inquiry inquiry, Wanted wanted) {
        Optional<Sessions.Session> session = house.sessions().of(inquiry);
        return session.isEmpty() || !house.isOurs(inquiry)
                ? Answer.refusing(Refusal.NOT_SIGNED_IN)
                : put(session.get().ordinal(), wanted).map(Answer.TAKEN);
    }

    private Future<Answer> byNotice(Inquiry inquiry, Wanted wanted) {
        String shown =
                inquiry.header("Authorization").substring(BEARER.length()).strip();
        Optional<NoticeToken> notice = tokens.verifyNoticeUrl(shown)
                .filter(token -> token.kind() == NoticeKind.SIGN_IN)
                .filter(token -> !token.expired(house.clock().instant()));
        return notice.isEmpty()
                ? Answer.refusing(Refusal.NOT_SIGNED_IN)
                : house.desk()
                        .signIn(notice.get().ordinal(), notice.get().expiresMinute())
                        .compose(_ -> put(notice.get().ordinal(), wanted))
                        .map(_ -> Answer.TAKEN.with(
                                "Set-Cookie", house.sessions().open(notice.get().ordinal())));
    }

    private Future<Contact> put(int ordinal, Wanted wanted) {
        return house.desk().device(ordinal, wanted.token(), wanted.previous());
    }
}
