package uk.tocsin.console.accounts;

/// What a member chooses for their account.
///
/// @param name shown to colleagues
/// @param signInName a mail address
public record Choice(String name, String signInName, String password) {
    @Override
    public String toString() {
        return "Choice";
    }
}
