package uk.tocsin.console.accounts;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/// What of a choice is taken. Immutable; any thread.
final class ChoiceRules {
    private static final int LONGEST_NAME = 80;

    private final PasswordRules passwords = new PasswordRules();

    Set<Flaw> flaws(Choice choice) {
        Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
        String name = choice.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME || name.codePoints().anyMatch(ChoiceRules::isOdd)) {
            flaws.add(Flaw.NAME);
        }
        Optional<String> signInName = Accounts.signInName(choice.signInName());
        if (signInName.isEmpty()) {
            flaws.add(Flaw.SIGN_IN_NAME);
        }
        password(choice.password(), signInName.orElse("@")).ifPresent(flaws::add);
        return flaws;
    }

    /// Controls, and what turns the direction of writing: a name must look like what it is.
    private static boolean isOdd(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL
                || type == Character.FORMAT
                || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }

    Optional<Flaw> password(String password, String signInName) {
        return passwords.flaw(password, signInName);
    }
}
