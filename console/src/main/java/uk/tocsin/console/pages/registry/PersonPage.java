package uk.tocsin.console.pages.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.control.Sponsorship;
import uk.tocsin.control.Suspension;
import uk.tocsin.control.TierDecision;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;
import uk.tocsin.shard.Standings;

/// What is held about somebody, and what can be done.
///
/// @param whole whether addresses are shown in full
/// @param tier that they hold now
/// @param decided the tier that somebody decided, if it was not revoked since
/// @param waits whether they were put forward for a tier
/// @param standsFor their number, or that of the record that this one becomes part of
record PersonPage(
        Frame frame,
        Typed typed,
        Instant now,
        String done,
        boolean whole,
        int number,
        Contact contact,
        Tier tier,
        Optional<TierDecision> decided,
        Optional<Sponsorship> waits,
        String sponsor,
        Optional<Suspended> suspended,
        int standsFor,
        List<Site> sites,
        List<Address> addresses,
        List<String> segments) {
    /// Why they are suspended, and the name of who did it.
    record Suspended(Suspension suspension, String by) {}

    /// Premises, and who else answers for them.
    record Site(Premises premises, List<Integer> others) {}

    /// An endpoint, and why it is not used.
    record Address(Endpoint endpoint, Optional<Standings.Suppression> stopped) {}

    String shown(Endpoint endpoint) {
        return whole ? endpoint.address() : Masked.of(endpoint.channel(), endpoint.address());
    }

    List<Address> stopped() {
        return addresses.stream().filter(each -> each.stopped().isPresent()).toList();
    }

    /// Whether somebody decided a tier that holds now.
    boolean isDecided() {
        return decided.filter(each -> each.at(now) != Tier.PUBLIC).isPresent();
    }
}
