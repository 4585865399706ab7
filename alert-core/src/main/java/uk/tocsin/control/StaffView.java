package uk.tocsin.control;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// A member of staff as folded so far. Immutable.
///
/// @param staff the staff number
/// @param ordinal of their own slot, for paging; -1 for none
/// @param active whether they may act at all
public record StaffView(int staff, int ordinal, boolean active, Set<Role> roles) {
    public StaffView {
        roles = roles.isEmpty() ? Set.of() : Collections.unmodifiableSet(EnumSet.copyOf(roles));
    }
}
