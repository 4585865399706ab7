package uk.tocsin.console.accounts;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/// What became of an attempt to prove who one is, or to set credentials.
public sealed interface Attempt {
    /// After name and password.
    sealed interface OfPassword extends Attempt permits NeedsCode, Refused, Throttled, Busy {}

    /// After a one-time or recovery code.
    sealed interface OfCode extends Attempt permits Succeeded, Refused, StartAgain, Throttled, Busy {}

    /// After a password or one-time code in a session.
    sealed interface OfStepUp extends Attempt permits Succeeded, Refused, StartAgain, Throttled, Busy {}

    /// After a code for enrolment with what the member chose, or after a step-up with a new authenticator to come.
    sealed interface OfBeginning extends Attempt
            permits ShowsSecret, Flawed, NeedsStepUp, Refused, StartAgain, Throttled, Busy {}

    /// After the first code of a new authenticator, and after a new password.
    sealed interface OfSetting extends Attempt
            permits CredentialsSet, Flawed, NeedsStepUp, Refused, StartAgain, Throttled, Busy {}

    /// Name and password were right.
    ///
    /// @param ticket to come back with, secret
    /// @param endsAt when it is too late to come back
    record NeedsCode(String ticket, Instant endsAt) implements OfPassword {
        @Override
        public String toString() {
            return "NeedsCode";
        }
    }

    /// The member has proved who they are: from now on this is their session, and no other token is.
    ///
    /// @param recoveryLeft recovery codes that were not used yet
    record Succeeded(Opened opened, int recoveryLeft) implements OfCode, OfStepUp {}

    /// Something was wrong. What, is not told.
    record Refused() implements OfPassword, OfCode, OfStepUp, OfBeginning, OfSetting {}

    /// The ticket or the session has ended.
    record StartAgain() implements OfCode, OfStepUp, OfBeginning, OfSetting {}

    /// There were failures: this attempt was not looked at, and none is before then.
    record Throttled(Instant until) implements OfPassword, OfCode, OfStepUp, OfBeginning, OfSetting {}

    /// Too many attempts are under way: this one was not looked at.
    record Busy() implements OfPassword, OfCode, OfStepUp, OfBeginning, OfSetting {}

    /// The session has to be raised first.
    record NeedsStepUp() implements OfBeginning, OfSetting {}

    /// What the member chose is not taken.
    record Flawed(Set<Flaw> flaws) implements OfBeginning, OfSetting {
        public Flawed {
            flaws = Set.copyOf(flaws);
        }
    }

    /// The authenticator has to be given its secret, and to show a code of it.
    ///
    /// @param ticket to come back with, secret
    /// @param secret to type in, base32
    /// @param uri the same as a link
    /// @param svg the link as a QR code: an element to put into a page
    record ShowsSecret(String ticket, Instant endsAt, String secret, String uri, String svg) implements OfBeginning {
        @Override
        public String toString() {
            return "ShowsSecret";
        }
    }

    /// The account has these credentials now, and a session; every other session of the member has ended.
    ///
    /// @param recoveryCodes to show this once; none when they were not made anew
    record CredentialsSet(Opened opened, List<String> recoveryCodes) implements OfSetting {
        public CredentialsSet {
            recoveryCodes = List.copyOf(recoveryCodes);
        }

        @Override
        public String toString() {
            return "CredentialsSet";
        }
    }
}
