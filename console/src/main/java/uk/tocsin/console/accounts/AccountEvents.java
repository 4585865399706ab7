package uk.tocsin.console.accounts;

/// Told what happens to accounts, for the audit. Called on any thread; must not block.
@FunctionalInterface
public interface AccountEvents {
    /// What happened.
    enum What {
        /// A session was opened.
        SIGNED_IN("signed-in"),
        /// The same, by a recovery code, which is used up now.
        SIGNED_IN_RECOVERY("signed-in-recovery"),
        /// A name, password or code was wrong, or the member is not active.
        FAILED("failed"),
        /// Failures have closed the account to strangers, to known addresses or to step-up for a while.
        THROTTLED("throttled"),
        /// A session was ended by its member.
        SIGNED_OUT("signed-out"),
        /// The member proved again who they are.
        STEPPED_UP("stepped-up"),
        /// They did not.
        STEP_UP_FAILED("step-up-failed"),
        /// A code for enrolment was made.
        ENROLMENT_ISSUED("enrolment-issued"),
        /// A code for enrolment was used: the account has new credentials.
        ENROLLED("enrolled"),
        /// The member has a new password, authenticator or recovery codes; their other sessions have ended.
        CREDENTIALS_CHANGED("credentials-changed"),
        /// All sessions of a member were ended by somebody else.
        SESSIONS_ENDED("sessions-ended"),
        /// The account was erased.
        FORGOTTEN("forgotten");

        private final String word;

        What(String word) {
            this.word = word;
        }

        /// The word in the audit and in meters.
        public String word() {
            return word;
        }
    }

    /// It happened to this member; 0 stands for a name or a code that is nobody's.
    void happened(What what, int staff);
}
