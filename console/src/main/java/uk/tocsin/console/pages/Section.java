package uk.tocsin.console.pages;

import java.util.Set;
import uk.tocsin.control.Role;

/// The parts of the console, as the navigation shows them.
public enum Section {
    /// What is going on.
    DESK("Desk", "/"),
    /// A new alert.
    COMPOSE("New alert", "/compose", Role.OFFICER),
    /// All alerts.
    ALERTS("Alerts", "/alerts", Role.OFFICER, Role.APPROVER, Role.ANALYST),
    /// Reach and impact.
    ANALYSIS("Analysis", "/analysis", Role.ANALYST, Role.OFFICER, Role.APPROVER),
    /// People and premises.
    REGISTER("Register", "/register", Role.REGISTER_OFFICER),
    /// Staff, channels, audit.
    ADMINISTRATION("Administration", "/administration", Role.ADMINISTRATOR),
    /// Pages that belong to no part.
    NONE("", "");

    private final String label;
    private final String path;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of() is
    private final Set<Role> roles;

    Section(String label, String path, Role... roles) {
        this.label = label;
        this.path = path;
        this.roles = Set.of(roles);
    }

    public String label() {
        return label;
    }

    public String path() {
        return path;
    }

    /// Whether somebody is shown the way there.
    public boolean isFor(Visitor visitor) {
        return this != NONE && (roles.isEmpty() || roles.stream().anyMatch(visitor.roles()::contains));
    }
}
