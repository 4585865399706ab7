package uk.tocsin.console.accounts;

/// Who is signed in, and how.
public record SignedIn(Session session, Account account) {
    /// Their number.
    public int staff() {
        return account.staff();
    }
}
