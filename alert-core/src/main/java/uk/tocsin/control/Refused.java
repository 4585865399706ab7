package uk.tocsin.control;

/// Ends the judgement of an act, before anything has changed. Never leaves the package.
final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final String words;

    Refused(Reason reason, String words) {
        super(words, null, false, false);
        this.reason = reason;
        this.words = words;
    }

    Verdict.Rejected verdict() {
        return new Verdict.Rejected(reason, words);
    }

    static void unless(boolean holds, Reason reason, String words) {
        if (!holds) {
            throw new Refused(reason, words);
        }
    }
}
