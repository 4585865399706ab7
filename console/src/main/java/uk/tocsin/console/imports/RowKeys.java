package uk.tocsin.console.imports;

import java.util.List;
import java.util.UUID;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.register.Premises;
import uk.tocsin.register.Vault;

/// What rows name, as the register's indexes have it. Most lists have the rows of an organisation, and of a place, one
/// after the other: what the row before led to is kept. One thread.
final class RowKeys {
    private static final UUID NONE = new UUID(0, 0);
    private static final byte[] NOWHERE = {};

    private final Vault vault;
    private String identity = "";
    private UUID organisation = NONE;
    private UUID worded = NONE;
    private String words = NONE + "|";
    private Premises said = Row.premises("", "", "", new Row.Place("", 0, 0, false), List.of());
    private Premises premises = said;
    private byte[] place = NOWHERE;

    RowKeys(Vault vault) {
        this.vault = vault;
    }

    /// The id of an organisation by what tells it from others.
    UUID organisation(String identity) {
        if (!identity.equals(this.identity)) {
            organisation = vault.id("organisation", identity);
            this.identity = identity;
        }
        return organisation;
    }

    byte[] address(Organisation.Address address) {
        return vault.blindIndex(address.channel(), address.value());
    }

    byte[] person(UUID of, String called) {
        return vault.blindIndex("person", words(of) + called);
    }

    /// The index of premises.
    byte[] place(UUID of, Premises at) {
        premises(of, at);
        return place;
    }

    /// The premises as those of an organisation.
    Premises premises(UUID of, Premises at) {
        if (!at.equals(said) || !premises.organisation().equals(of) || place.length == 0) {
            place = vault.blindIndex("premises", words(of) + at.postcode() + "|" + Row.folded(at.address()));
            premises = at.of(of);
            said = at;
        }
        return premises;
    }

    private String words(UUID of) {
        if (!of.equals(worded)) {
            words = of + "|";
            worded = of;
        }
        return words;
    }
}
