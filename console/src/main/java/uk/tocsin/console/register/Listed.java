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
    public static final class Keys {
        private final Blind[] addresses;
        private final @Nullable Blind person;
        private final @Nullable Blind premises;

        /// @param addresses one for each address of the person
        /// @param person of what the list calls them; null if it calls them nothing
        /// @param premises null for nowhere
        public Keys(List<byte[]> addresses, byte @Nullable [] person, byte @Nullable [] premises) {
            this.addresses = addresses.stream().map(Blind::new).toArray(Blind[]::new);
            this.person = person == null ? null : new Blind(person);
            this.premises = premises == null ? null : new Blind(premises);
        }

        Blind address(int index) {
            return addresses[index];
        }

        int addresses() {
            return addresses.length;
        }

        @Nullable
        Blind person() {
            return person;
        }

        @Nullable
        Blind premises() {
            return premises;
        }
    }

    int shard() {
        return Shards.shardOfId(organisation.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return "Listed[line " + line + "]";
    }
}
