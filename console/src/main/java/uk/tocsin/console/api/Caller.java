package uk.tocsin.console.api;

import java.util.Set;
import uk.tocsin.control.Role;

/// Who asks.
///
/// @param staff their number
/// @param roles what they may do
record Caller(int staff, Set<Role> roles) {
    /// Throws unless the caller has one of these roles.
    void needs(Role... any) {
        for (Role role : any) {
            if (roles.contains(role)) {
                return;
            }
        }
        throw new Problem(403, "missing-role", "this needs the role " + words(any));
    }

    private static String words(Role... roles) {
        StringBuilder text = new StringBuilder();
        for (Role role : roles) {
            text.append(text.isEmpty() ? "" : " or ").append(role.word());
        }
        return text.toString();
    }
}
