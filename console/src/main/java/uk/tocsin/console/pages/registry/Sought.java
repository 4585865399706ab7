package uk.tocsin.console.pages.registry;

import java.util.Optional;
import java.util.regex.Pattern;
import uk.tocsin.console.register.Addresses;
import uk.tocsin.console.register.Organisation;

/// Whom somebody looks for: by number, or by an address in any spelling.
sealed interface Sought {
    /// A subscriber's number. A telephone number is written with a 0 or a country code.
    record ByNumber(int ordinal) implements Sought {}

    /// An address, as the register spells it.
    record ByAddress(Organisation.Address address) implements Sought {}

    Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,8}");

    /// What was typed; empty for neither.
    static Optional<Sought> of(String text, Addresses addresses) {
        return NUMBER.matcher(text).matches()
                ? Optional.of(new ByNumber(Integer.parseInt(text)))
                : addresses.of(text).map(ByAddress::new);
    }
}
