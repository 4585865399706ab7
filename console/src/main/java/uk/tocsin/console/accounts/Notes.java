package uk.tocsin.console.accounts;

import uk.tocsin.console.accounts.AccountEvents.What;

/// Tells what happens to the meters and to the audit. Any thread.
record Notes(AccountMeters meters, AccountEvents events) {
    void happened(What what, int staff) {
        meters.happened(what);
        events.happened(what, staff);
    }
}
