package uk.tocsin.console.pages.signin;

import java.util.List;
import uk.tocsin.console.accounts.Account;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visitor;

/// A member's own account.
///
/// @param tokens the ids of their tokens for the API
/// @param done what has just been done; empty for nothing
record MePage(Frame frame, Typed typed, Visitor visitor, Account account, List<String> tokens, String done) {
    String roles() {
        List<String> roles = visitor.roles().stream().sorted().map(Text::role).toList();
        return roles.isEmpty() ? "None yet: an administrator gives them" : String.join(", ", roles);
    }

    /// The beginning of a token's id, enough to tell it by.
    static String brief(String id) {
        return id.substring(0, Math.min(12, id.length()));
    }
}
