package uk.tocsin.console.pages;

import io.vertx.core.Future;

/// A door that takes a step up: whoever has not just shown again who they are is asked to, and goes on to the door
/// with everything that they had typed.
final class RaisedDoor implements Door {
    /// The field with the password or one-time code; the door behind does not see it.
    static final String STEP_UP = "stepUp";

    private final Door door;
    private final Entrance entrance;

    RaisedDoor(Door door, Entrance entrance) {
        this.door = door;
        this.entrance = entrance;
    }

    @Override
    public Future<Answer> of(Visit visit) {
        String said = visit.form().exactly(STEP_UP);
        if (visit.visitor().fresh()) {
            return door.of(visit.raised(visit.visitor()));
        }
        return said.isBlank()
                ? Future.succeededFuture(ask(visit, 200, Typed.NOTHING))
                : entrance.raise(visit.context().request(), said).compose(raising -> after(visit, raising));
    }

    private Future<Answer> after(Visit visit, Raising raising) {
        return switch (raising) {
            case Raising.Raised raised -> {
                visit.context().response().addCookie(raised.cookie());
                yield door.of(visit.raised(raised.visitor()));
            }
            case Raising.Refused refused ->
                Future.succeededFuture(ask(visit, refused.status(), Typed.NOTHING.wrong(STEP_UP, refused.words())));
            case Raising.Ended _ -> Future.succeededFuture(SignedOutPage.of(visit));
        };
    }

    private static Answer ask(Visit visit, int status, Typed typed) {
        Frame frame = visit.frame("Show that it is you", Section.NONE, typed);
        return new Answer.Shown(status, "step-up.jte", new StepUpPage(frame, typed, visit));
    }
}
