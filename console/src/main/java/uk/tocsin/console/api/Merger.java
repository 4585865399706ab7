package uk.tocsin.console.api;

import io.vertx.core.Future;
import java.util.List;
import uk.tocsin.console.Installation;
import uk.tocsin.console.register.ApartException;
import uk.tocsin.console.register.RegisterRefusal;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.model.Contact;

/// Has two records of one person made one, if they can be. Any thread.
public final class Merger {
    private final Installation house;
    private final Acts acts;

    /// Merges records of this installation.
    public Merger(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    /// What the two would come to; fails with a [Problem] if they cannot be one.
    public Future<Contact> preview(int going, int staying) {
        if (going == staying) {
            return Future.failedFuture(refused("is the same record"));
        }
        return house.merges().preview(going, staying).recover(failure -> Future.failedFuture(problem(failure, going)));
    }

    private static Throwable problem(Throwable failure, int going) {
        return switch (failure) {
            case ApartException _ ->
                refused("is kept apart from the premises that subscriber " + going
                        + " answers for: merge the other way round");
            case RegisterRefusal refusal
            when refusal.why() == RegisterRefusal.Why.FULL -> refused("has no room for the addresses of both");
            case RegisterRefusal _ -> new Problem(404, "not-found", "one of the two subscribers is not known");
            default -> failure;
        };
    }

    private static Problem refused(String reason) {
        return new Problem(409, "subscriber", "into: " + reason, List.of(new Problem.Field("into", reason)));
    }

    /// Merges; completes with whether it is done: not while an alert is under way to the record that goes, after which
    /// it happens by itself. Repeating it changes nothing.
    public Future<Boolean> submit(ActHeader header, int going, int staying) {
        return house.engine()
                .control(state -> state.standsFor(going) == staying && going != staying)
                .compose(known -> known
                        ? house.merges().follow(going, staying)
                        : preview(going, staying)
                                .compose(_ -> acts.submit(header, h -> new Act.Merged(h, going, staying)))
                                .compose(_ -> house.merges().follow(going, staying)));
    }
}
