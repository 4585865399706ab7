package uk.tocsin.console.accounts;

import java.time.Instant;

/// The account of a member of staff, without secrets.
///
/// @param name shown to colleagues
/// @param signInName a mail address, in the one spelling
/// @param since when its credentials were set
/// @param edition of the credentials: another one each time they are set
/// @param recoveryLeft recovery codes that were not used yet
public record Account(int staff, String name, String signInName, Instant since, long edition, int recoveryLeft) {
    @Override
    public String toString() {
        return "Account[staff " + staff + "]";
    }
}
