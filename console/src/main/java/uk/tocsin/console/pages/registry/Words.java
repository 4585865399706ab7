package uk.tocsin.console.pages.registry;

import java.util.Locale;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.imports.ImportPhase;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.model.Consent;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.SuppressionCause;

/// How this room says its codes.
final class Words {
    private Words() {}

    static String cause(SuppressionCause cause) {
        return Text.cause(cause);
    }

    static String state(EndpointState state) {
        return switch (state) {
            case UNCONFIRMED -> "Not confirmed";
            case IN_USE -> "In use";
            case OFF -> "Turned off";
        };
    }

    static String purpose(Consent.Purpose purpose) {
        return switch (purpose) {
            case ALERTS -> "Alerts";
            case EXERCISES -> "Exercises";
            case ADVICE -> "Advice";
        };
    }

    static String source(Consent.Source source) {
        return switch (source) {
            case PAGE -> "on the pages";
            case IMPORT -> "with a list";
            case OFFICER -> "to an officer";
            case TEXT -> "by text";
            case LINK -> "by link";
        };
    }

    static String phase(ImportPhase phase) {
        return switch (phase) {
            case JUDGING -> "Being checked";
            case JUDGED -> "Waiting";
            case RUNNING -> "Running";
            case STOPPED -> "Stopped";
            case DONE -> "Done";
            case UNREADABLE -> "Unreadable";
            case DISCARDED -> "Discarded";
        };
    }

    static String colour(ImportPhase phase) {
        return switch (phase) {
            case JUDGING, RUNNING -> "blue";
            case JUDGED -> "yellow";
            case STOPPED -> "orange";
            case DONE -> "green";
            case UNREADABLE -> "red";
            case DISCARDED -> "grey";
        };
    }

    /// Bytes as people say them, such as "4.2 MB".
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " bytes";
        }
        return bytes < 1_000_000
                ? String.format(Locale.UK, "%.0f kB", bytes / 1e3)
                : String.format(Locale.UK, "%.1f MB", bytes / 1e6);
    }

    /// A form that came back because of a problem.
    ///
    /// @param field of the form that the problem is shown at
    static Typed wrong(Typed typed, String field, Problem problem) {
        String words = String.valueOf(problem.getMessage()).replaceFirst("^[A-Za-z]+: ", "");
        return typed.wrong(field, words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1));
    }
}
