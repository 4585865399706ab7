package uk.tocsin.console.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/// What a node of an installation does for others. Whatever its roles, it follows every log and answers any query.
public enum NodeRole {
    /// Serves staff: pages and the REST API.
    CONSOLE,
    /// Serves the internet.
    EDGE,
    /// Owns shards, and sends.
    ENGINE;

    private static final Set<NodeRole> ALL = Set.copyOf(EnumSet.allOf(NodeRole.class));

    /// All of them: an installation of one node has them.
    public static Set<NodeRole> all() {
        return ALL;
    }

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads such words, parted by commas. IllegalArgumentException: there is none, or one is unknown.
    static Set<NodeRole> of(String text) {
        Set<NodeRole> roles = EnumSet.noneOf(NodeRole.class);
        for (String word : text.split(",", -1)) {
            roles.add(Arrays.stream(values())
                    .filter(role -> role.word().equals(word.strip()))
                    .findFirst()
                    .orElseThrow(() -> new IllegalArgumentException("\"" + word.strip() + "\" is not one of "
                            + Arrays.stream(values()).map(NodeRole::word).collect(Collectors.joining(", ")))));
        }
        return Set.copyOf(roles);
    }
}
