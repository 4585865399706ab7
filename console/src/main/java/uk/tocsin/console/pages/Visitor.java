package uk.tocsin.console.pages;

import java.time.Instant;
import java.util.Set;
import uk.tocsin.control.Role;

/// Who is signed in.
///
/// @param staff their number
/// @param name as colleagues know them
/// @param session names their session, in the room of accounts alone
/// @param proof what the forms of this session carry
/// @param ends when the session ends unless they go on, by idleness or for good
/// @param endsAnyway when it ends whatever they do
/// @param fresh whether they have just shown again that it is they: good for what takes a step up
public record Visitor(
        int staff,
        String name,
        Set<Role> roles,
        String session,
        String proof,
        Instant ends,
        Instant endsAnyway,
        boolean fresh) {
    public Visitor {
        roles = Set.copyOf(roles);
    }

    /// Whether they hold one of these roles, or none is asked for.
    public boolean holds(Role... any) {
        return any.length == 0 || Set.of(any).stream().anyMatch(roles::contains);
    }
}
