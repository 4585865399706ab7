package uk.tocsin.console.pages.signin;

import java.util.Set;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.Flaw;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;

/// How the pages say what became of an attempt.
final class Words {
    static final String BUSY = "Too many people are signing in right now. Try again in a few seconds";
    static final String START_AGAIN = "That took too long, or the service was restarted. Start again";
    static final String WRONG_CODE =
            "The code is wrong. A code is good for about a minute and counts once: wait for the next one";

    private Words() {}

    static String throttled(Attempt.Throttled closed) {
        return "There were too many wrong attempts. Try again after "
                + Text.seconds(closed.until().plusSeconds(1));
    }

    /// The same form with what is wrong with it.
    static Typed flawed(Typed typed, Set<Flaw> flaws) {
        Typed next = typed;
        for (Flaw flaw : flaws.stream().sorted().toList()) {
            next = next.wrong(field(flaw), words(flaw));
        }
        return next;
    }

    private static String field(Flaw flaw) {
        return switch (flaw) {
            case PASSWORD_SHORT, PASSWORD_LONG, PASSWORD_COMMON, PASSWORD_HAS_NAME -> "password";
            case NAME -> "name";
            case SIGN_IN_NAME, SIGN_IN_NAME_TAKEN -> "signInName";
        };
    }

    private static String words(Flaw flaw) {
        return switch (flaw) {
            case PASSWORD_SHORT -> "The password must have 12 characters or more";
            case PASSWORD_LONG -> "The password must have 128 characters or fewer";
            case PASSWORD_COMMON -> "This password is one of those that are guessed first. Choose another";
            case PASSWORD_HAS_NAME -> "The password must not contain the name you sign in with";
            case NAME -> "Enter your name as colleagues know you, in 80 characters or fewer";
            case SIGN_IN_NAME -> "Enter an email address, such as name@example.com";
            case SIGN_IN_NAME_TAKEN -> "This email address cannot be used here. Enter another";
        };
    }
}
