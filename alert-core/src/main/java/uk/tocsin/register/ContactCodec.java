package uk.tocsin.register;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.Profile;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The plain bytes of a [Contact], before [Vault] seals them. Short, because there are millions: numbers and
/// device tokens are packed (see [PackedAddress]).
public final class ContactCodec {
    private static final int VERSION = 2;

    private ContactCodec() {}

    /// The bytes of a contact.
    public static byte[] encode(Contact contact) {
        Out out = new Out(256).u8(VERSION);
        UUID id = contact.id();
        out.bytes(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
        out.text(contact.name()).coded(contact.tier()).coded(contact.language()).flag(contact.consent());
        out.list(contact.endpoints(), ContactCodec::endpoint);
        profile(out, contact.profile());
        return out.toBytes();
    }

    private static void profile(Out out, Profile profile) {
        out.list(profile.segments(), (o, segment) -> o.count(segment));
        out.list(profile.premises(), (o, slot) -> o.count(slot));
        out.count(profile.preferences().code());
        out.list(profile.consents(), ContactCodec::consent);
        out.list(
                new TreeMap<>(profile.retired()).entrySet(),
                (o, e) -> o.u8(e.getKey()).time(e.getValue()));
        out.time(profile.since()).count(profile.signedIn());
    }

    private static Profile profile(In in) {
        List<Integer> segments = in.list(In::size);
        List<Integer> premises = in.list(In::size);
        Preferences preferences = preferences(in.size());
        List<Consent> consents = in.list(ContactCodec::consent);
        Map<Integer, Instant> retired = new TreeMap<>();
        int rows = in.size();
        for (int i = 0; i < rows; i++) {
            retired.put(in.u8(), in.time());
        }
        return new Profile(segments, premises, preferences, consents, retired, in.time(), in.count());
    }

    private static Preferences preferences(int code) {
        try {
            return Preferences.of(code);
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("a contact has the unknown preferences " + code, e);
        }
    }

    private static void consent(Out out, Consent consent) {
        out.coded(consent.purpose())
                .flag(consent.given())
                .count(consent.wording())
                .time(consent.time())
                .coded(consent.source());
    }

    private static Consent consent(In in) {
        return new Consent(
                in.coded(Consent.Purpose.class), in.flag(), in.size(), in.time(), in.coded(Consent.Source.class));
    }

    /// The contact that was encoded. CorruptRecordException: damaged, or from a newer version.
    public static Contact decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("a contact has the unknown version " + version);
        }
        byte[] id = in.bytes();
        if (id.length != 16) {
            throw new CorruptRecordException("a contact has an id of " + id.length + " bytes");
        }
        ByteBuffer halves = ByteBuffer.wrap(id);
        Contact contact = new Contact(
                new UUID(halves.getLong(), halves.getLong()),
                in.text(),
                in.coded(Tier.class),
                in.coded(Language.class),
                in.flag(),
                in.list(ContactCodec::endpoint),
                profile(in));
        in.end();
        return contact;
    }

    private static void endpoint(Out out, Endpoint endpoint) {
        out.u8(endpoint.index()).coded(endpoint.channel()).coded(endpoint.state());
        PackedAddress.write(out, endpoint.address());
    }

    private static Endpoint endpoint(In in) {
        int index = in.u8();
        ChannelKind channel = in.coded(ChannelKind.class);
        EndpointState state = in.coded(EndpointState.class);
        String address = PackedAddress.read(in);
        if (index >= Endpoint.MAX) {
            throw new CorruptRecordException("an endpoint has the index " + index);
        }
        return new Endpoint(index, channel, address, state);
    }
}
