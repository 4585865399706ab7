package uk.tocsin.control;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A member of staff as folded so far. Immutable.
///
/// @param staff the staff number
/// @param ordinal of their own slot, for paging; -1 for none
/// @param active whether they may act at all
/// @param enrolling whether they may set new credentials
public record StaffView(int staff, int ordinal, boolean active, Set<Role> roles, boolean enrolling) {
    public StaffView {
        roles = roles.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }

    /// The same member, whose enrolment is open or over.
    StaffView enrolling(boolean open) {
        return new StaffView(staff, ordinal, active, roles, open);
    }
}
