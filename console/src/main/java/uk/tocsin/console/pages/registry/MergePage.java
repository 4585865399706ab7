package uk.tocsin.console.pages.registry;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.model.Contact;
import uk.tocsin.register.Premises;

/// Two records side by side.
record MergePage(Frame frame, Typed typed, Sides sides) {
    /// @param number of the record that stays
    /// @param stays and `goes` are empty until another number was given that is somebody's
    /// @param after what comes of them; empty if they cannot be one
    record Sides(int number, Optional<Side> stays, Optional<Side> goes, Optional<Side> after) {}

    /// One record.
    record Side(int number, Contact contact, List<Premises> sites, List<String> segments) {
        List<String> addresses() {
            return contact.endpoints().stream()
                    .map(each -> Masked.of(each.channel(), each.address()) + ", "
                            + Words.state(each.state()).toLowerCase(Locale.UK))
                    .toList();
        }

        List<String> places() {
            return sites.stream()
                    .map(each -> each.organisationName() + ", " + each.postcode())
                    .toList();
        }
    }
}
