package uk.tocsin.console.accounts;

/// A session that was opened just now, and its token, which is nowhere else: it goes into the cookie.
public record Opened(String token, Session session) {
    @Override
    public String toString() {
        return "Opened[staff " + session.staff() + "]";
    }
}
