package uk.tocsin.console.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
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

    /// The slots of those who answer for premises at a place of the list, when the first of the people has this slot.
    List<Integer> answering(int premisesPlace, int firstSlot) {
        List<Integer> slots = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            int[] theirs = people.get(i).premises();
            if (Arrays.stream(theirs).anyMatch(p -> p == premisesPlace)) {
                slots.add(firstSlot + i);
            }
        }
        return slots;
    }

    /// Where it is.
    ///
    /// @param cell see [uk.tocsin.model.Cell]
    /// @param details what the register keeps of them
    public record Premises(int cell, Optional<uk.tocsin.register.Premises> details) {
        /// Premises of which only the place is known.
        public Premises(int cell) {
            this(cell, Optional.empty());
        }

        /// Premises with all that is known of them.
        public static Premises of(uk.tocsin.register.Premises details) {
            return new Premises(Cell.of(details.latitude(), details.longitude()), Optional.of(details));
        }
    }

    /// Somebody who is to be reached; [#toString] shows nothing of them.
    ///
    /// @param segments codes of everything they can be selected by, without tier and channels
    /// @param addresses at most 15; the first of a channel is tried first
    /// @param premises places in the organisation's list that they answer for
    /// @param consents what they agreed to; without any they are taken to agree, from somewhere not known here
    public record Person(
            String name,
            Tier tier,
            Language language,
            int[] segments,
            List<Address> addresses,
            int[] premises,
            Preferences preferences,
            List<Consent> consents) {
        public Person {
            addresses = List.copyOf(addresses);
            consents = List.copyOf(consents);
        }

        /// Somebody who wants everything.
        public Person(
                String name, Tier tier, Language language, int[] segments, List<Address> addresses, int[] premises) {
            this(name, tier, language, segments, addresses, premises, Preferences.ALL, List.of());
        }

        boolean agrees() {
            return consents.isEmpty() || consents.getLast().given();
        }

        @Override
        public String toString() {
            return "Person[tier " + tier.word() + ", " + addresses.size() + " addresses]";
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
