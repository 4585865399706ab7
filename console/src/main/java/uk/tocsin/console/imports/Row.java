package uk.tocsin.console.imports;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import uk.tocsin.console.register.Listed;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.register.Premises;

/// A row whose every cell was taken, normalised.
///
/// Who it is follows from the row alone and from the key of the installation, so the same row is the same
/// organisation, premises and person whenever it is read:
///
/// - The organisation is what the list calls it, or else its name in its postcode area. A member of the public is an
///   organisation of one: what the list calls them, or else their first address.
/// - Premises are an organisation's address and postcode.
/// - A person is what the list calls them in the organisation, or else the owner of their addresses there who has
///   the same name.
///
/// An export says `tocsin-` and the id that the installation has given: then it is that one.
///
/// @param calledOrganisation what the list calls it; empty for nothing
/// @param calledPerson what the list calls them; empty for nothing
/// @param site where they answer; the id of its organisation is not set yet
/// @param approximate whether the position is that of the postcode area
record Row(
        long line,
        String calledOrganisation,
        String calledPerson,
        Organisation.Person who,
        Optional<Premises> site,
        boolean approximate) {
    /// What an id that we gave begins with.
    static final String OURS = "tocsin-";

    private static final UUID NO_ORGANISATION = new UUID(0, 0);

    static Premises premises(String organisation, String name, String address, Place place, List<Integer> segments) {
        return new Premises(
                NO_ORGANISATION,
                organisation,
                name,
                address,
                place.postcode(),
                place.latitude(),
                place.longitude(),
                segments,
                List.of());
    }

    /// Where something is.
    record Place(String postcode, double latitude, double longitude, boolean approximate) {}

    static Optional<UUID> ours(String id) {
        if (!id.startsWith(OURS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(id.substring(OURS.length())));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The same with its place in the register's indexes.
    Listed keyed(RowKeys keys) {
        UUID organisation = ours(calledOrganisation).orElseGet(() -> keys.organisation(identity()));
        List<byte[]> addresses = new ArrayList<>(who.addresses().size());
        who.addresses().forEach(address -> addresses.add(keys.address(address)));
        return new Listed(
                line,
                organisation,
                ours(calledPerson),
                who,
                site.map(at -> keys.premises(organisation, at)),
                new Listed.Keys(
                        addresses,
                        calledPerson.isEmpty() ? null : keys.person(organisation, calledPerson),
                        site.isEmpty() ? null : keys.place(organisation, site.get())));
    }

    private String identity() {
        if (!calledOrganisation.isEmpty()) {
            return "id|" + calledOrganisation;
        }
        return site.map(at -> "name|" + folded(at.organisationName()) + "|" + Postcode.area(at.postcode()))
                .orElseGet(() -> calledPerson.isEmpty()
                        ? "address|" + who.addresses().getFirst().value()
                        : "person|" + calledPerson);
    }

    @Override
    public String toString() {
        return "Row[line " + line + "]";
    }

    /// Without what people write now one way and now another: case, spaces, forms of the same letter.
    static String folded(String text) {
        String normal = Normalizer.isNormalized(text, Normalizer.Form.NFKC)
                ? text
                : Normalizer.normalize(text, Normalizer.Form.NFKC);
        StringBuilder folded = new StringBuilder(normal.length());
        boolean space = false;
        for (int i = 0; i < normal.length(); i++) {
            char c = normal.charAt(i);
            if (Character.isWhitespace(c)) {
                space = !folded.isEmpty();
                continue;
            }
            if (space) {
                folded.append(' ');
                space = false;
            }
            folded.append(c);
        }
        return folded.toString().toLowerCase(Locale.ROOT);
    }
}
