package uk.tocsin.console.pages;

import org.jspecify.annotations.Nullable;
import uk.tocsin.console.api.Problem;

/// Why there is no page, and what the reader can do.
///
/// @param incident what it is for the audit, if anything
record Failure(
        int status, String title, String words, @Nullable Incident incident) {
    static final Failure NOT_HERE = new Failure(
            404,
            "Page not found",
            "If you typed the address, check that it is right. If you followed a link, what it leads to may have moved"
                    + " or may not be for you to see.",
            null);

    static final Failure NOT_ALLOWED = new Failure(
            403,
            "You cannot do this",
            "Your account does not have the role that this takes, or the page you sent had grown old. Go back, load the"
                    + " page again, and ask an administrator if it still does not work. Nothing was changed.",
            null);

    static final Failure TOO_LARGE = new Failure(
            413,
            "This is too much",
            "The page you sent is larger than any of ours. Nothing was changed.",
            Incident.TOO_LARGE);

    static final Failure NOT_UNDERSTOOD = new Failure(
            400, "This could not be read", "The request could not be understood. Nothing was changed.", null);

    static final Failure FULL = new Failure(
            503, "There is no room", "The store is full: nothing was changed. Tell an administrator now.", null);

    static final Failure STOPPING =
            new Failure(503, "The service is stopping", "Nothing was changed. Try again in a minute.", null);

    static final Failure OURS = new Failure(
            500,
            "There is a problem with the service",
            "It is not known whether your last step took effect: look at the alert before you try again. The failure is"
                    + " in the log.",
            null);

    /// A file that is larger than what a room takes.
    static Failure fileTooLarge(long most) {
        return new Failure(
                413,
                "This file is too large",
                "A file that you send here can have " + (most >> 30) + " GB at most. Nothing of it was kept. Split it"
                        + " and send the parts one after the other.",
                Incident.TOO_LARGE);
    }

    static Failure foreignField(String words) {
        return new Failure(
                400, "This form was changed on its way", words + ". Nothing was changed.", Incident.FOREIGN_FIELD);
    }

    static Failure of(Problem problem) {
        String title = switch (problem.status()) {
            case 403 -> "You cannot do this";
            case 404 -> "Page not found";
            case 409 -> "This has changed meanwhile";
            default -> "This cannot be done";
        };
        return new Failure(problem.status(), title, problem.getMessage() + ". Nothing was changed.", null);
    }
}
