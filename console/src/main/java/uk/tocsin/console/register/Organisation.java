package uk.tocsin.console.register;

import java.util.List;
import java.util.UUID;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

/// An organisation to be registered, with its premises and people. A member of the public is an organisation of
/// one without premises.
///
/// @param id random; its low 6 bits name the shard that all of it lives in
public record Organisation(UUID id, List<Premises> premises, List<Person> people) {
    public Organisation {
        premises = List.copyOf(premises);
        people = List.copyOf(people);
    }

    /// Where it is.
    ///
    /// @param cell see [uk.tocsin.model.Cell]
    public record Premises(int cell) {}

    /// Somebody who is to be reached.
    ///
    /// @param segments codes of everything they can be selected by, without tier and channels
    /// @param addresses at most 15; the first of a channel is tried first
    /// @param premises places in the organisation's list that they answer for
    public record Person(
            String name, Tier tier, Language language, int[] segments, List<Address> addresses, int[] premises) {
        public Person {
            addresses = List.copyOf(addresses);
        }
    }

    /// A way to reach a person; [#toString] does not show it.
    public record Address(ChannelKind channel, String value) {
        @Override
        public String toString() {
            return "Address[" + channel.word() + "]";
        }
    }
}
