package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.util.Locale;
import java.util.function.BiFunction;
import java.util.function.Function;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.AuditLog;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;

/// What the rooms of administration share.
record Desks(Installation house, Names names, AuditLog audit, Acts acts) {
    private static final int UNPROCESSABLE = 422;

    Desks(Installation house, Names names) {
        this(house, names, new AuditLog(house), new Acts(house, new AuditLog(house)));
    }

    ActHeader header(Visit visit) {
        return acts.header(visit.visitor().staff(), visit.once());
    }

    /// Makes a change, or proposes it where it takes a second administrator.
    Future<Acts.Done> change(Visit visit, Function<ActHeader, Act.Privileged> act) {
        return acts.change(header(visit), act);
    }

    /// Goes to a page that says what was done; or shows the form again and why it was not.
    Future<Answer> after(
            Future<Acts.Done> done, String path, Typed typed, BiFunction<Integer, Typed, Future<Answer>> again) {
        return done.map(made -> Answer.elsewhere(path + "?done=" + (made.proposed() ? "proposed" : "made")))
                .recover(failure -> failure instanceof Problem problem
                        ? again.apply(UNPROCESSABLE, typed.wrong("", sentence(problem)))
                        : Future.failedFuture(failure));
    }

    private static String sentence(Problem problem) {
        String words = String.valueOf(problem.getMessage()).replaceFirst("^[a-z]+: ", "");
        return words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    /// What a page says at its top.
    static String done(Visit visit) {
        return switch (visit.asked("done").orElse("")) {
            case "made" -> "Your change is in force";
            case "proposed" -> "Your change waits for a second administrator to agree to it";
            case "declined" -> "The proposal is ended, and nothing was changed";
            case "clock" -> "The clock is confirmed";
            default -> "";
        };
    }
}
