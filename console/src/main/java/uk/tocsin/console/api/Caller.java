package uk.tocsin.console.api;

import java.util.Collections;
import java.util.Set;
import java.util.stream.Collectors;
import uk.tocsin.control.Role;

/// Who asks.
///
/// @param staff their number
/// @param roles what they may do
record Caller(int staff, Set<Role> roles) {
    /// Throws unless the caller has one of these roles, or none is asked for.
    void needs(Set<Role> any) {
        if (!any.isEmpty() && Collections.disjoint(roles, any)) {
            String words = any.stream().sorted().map(Role::word).collect(Collectors.joining(" or "));
            throw new Problem(403, "missing-role", "this needs the role " + words);
        }
    }
}
