package uk.tocsin.console.pages.signin;

import java.util.Optional;
import java.util.regex.Pattern;

/// Where to go on after signing in: a page of ours, and nothing else that somebody put into a link.
final class Back {
    static final String DESK = "/";

    private static final int LONGEST = 2_000;
    private static final Pattern OURS = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]*");
    private static final Pattern NOT_PAGES = Pattern.compile("/(sign-in|sign-out|stay|enrol|first-run)([/?#].*)?");

    private Back() {}

    /// The path that is asked for, or the desk.
    static String to(Optional<String> asked) {
        return asked.filter(path -> path.length() <= LONGEST)
                .filter(path -> OURS.matcher(path).matches())
                .filter(path -> !NOT_PAGES.matcher(path).matches())
                .orElse(DESK);
    }
}
