package uk.tocsin.control;

import uk.tocsin.model.Coded;

/// What can be noted in the audit log without changing anything: who came, and what was refused before it could
/// become an act.
public enum Note implements Coded {
    /// A member of staff signed in.
    SIGNED_IN(0, "signed-in"),
    /// Somebody tried to, and did not succeed.
    SIGN_IN_FAILED(1, "sign-in-failed"),
    /// A member of staff signed out, or their session ended.
    SIGNED_OUT(2, "signed-out"),
    /// A member of staff showed once more that it is them.
    STEPPED_UP(3, "stepped-up"),
    /// Somebody with their session could not show it.
    STEP_UP_FAILED(4, "step-up-failed"),
    /// A password, a source of one-time codes or a token was set or withdrawn.
    CREDENTIALS_CHANGED(5, "credentials-changed"),
    /// Too many tries: an account, or an address, is shut for a while.
    LOCKED_OUT(6, "locked-out"),
    /// A form came that the console had not given out to its sender (CSRF).
    FORGED_FORM(7, "forged-form"),
    /// A request held a field that is not its sender's to set (mass assignment).
    FOREIGN_FIELD(8, "foreign-field"),
    /// A request was for what its sender's roles do not allow (IDOR included).
    NOT_ALLOWED(9, "not-allowed"),
    /// A body was larger than is read.
    TOO_LARGE(10, "too-large"),
    /// A subscriber's record was opened: the subject is their ordinal.
    RECORD_READ(11, "record-read"),
    /// Figures or records left the console as a file.
    EXPORTED(12, "exported"),
    /// A list began to go into the register: the subject is the number of the import, the count its rows.
    LIST_IMPORTED(13, "list-imported"),
    /// A member of staff had a subscriber forgotten: the subject is their ordinal.
    ERASED(14, "erased"),
    /// The audit, or a part of it, left the console as a file: the count is that of its acts.
    AUDIT_EXPORTED(15, "audit-exported"),
    /// A member of staff had an endpoint of a subscriber suppressed: the subject is their ordinal.
    SUPPRESSED(16, "suppressed");

    /// What the subject of a note is the number of.
    public enum Subject {
        /// A member of staff; 0 for nobody known.
        STAFF,
        /// A subscriber.
        SUBSCRIBER,
        /// A list that was uploaded.
        IMPORT,
        /// Nothing: the number is 0.
        NOTHING
    }

    private final int code;
    private final String word;

    Note(int code, String word) {
        this.code = code;
        this.word = word;
    }

    /// What the subject of such a note is the number of.
    public Subject subject() {
        return switch (this) {
            case SIGNED_IN,
                    SIGN_IN_FAILED,
                    SIGNED_OUT,
                    STEPPED_UP,
                    STEP_UP_FAILED,
                    CREDENTIALS_CHANGED,
                    LOCKED_OUT,
                    FORGED_FORM,
                    FOREIGN_FIELD,
                    NOT_ALLOWED,
                    TOO_LARGE -> Subject.STAFF;
            case RECORD_READ, EXPORTED, ERASED, SUPPRESSED -> Subject.SUBSCRIBER;
            case LIST_IMPORTED -> Subject.IMPORT;
            case AUDIT_EXPORTED -> Subject.NOTHING;
        };
    }

    @Override
    public int code() {
        return code;
    }

    @Override
    public String word() {
        return word;
    }
}
