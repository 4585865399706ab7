package uk.tocsin.console.register;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Premises;

/// What a list says of one person at one place. [#toString] shows the line alone.
///
/// @param organisation the id that the list's words for it lead to; its low 6 bits name the shard
/// @param known the subscriber's id, if the list is one that this installation wrote
/// @param premises where they answer; empty for nowhere
public record Listed(
        long line,
        UUID organisation,
        Optional<UUID> known,
        Organisation.Person who,
        Optional<Premises> premises,
        Keys keys) {
    /// The blind indexes by which it is found again.
    ///
    /// @param addresses one for each address of the person
    /// @param person of what the list calls them; null if it calls them nothing
    /// @param premises null for nowhere
    public record Keys(List<byte[]> addresses, byte @Nullable [] person, byte @Nullable [] premises) {}

    int shard() {
        return Shards.shardOfId(organisation.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return "Listed[line " + line + "]";
    }
}
