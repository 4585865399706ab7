package uk.tocsin.register;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
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

/// The plain bytes of a [Contact], before [Vault] seals them. Short, because there are millions: codes that
/// fit share a byte; names, addresses and segments are packed ([PackedText], [PackedAddress],
/// [PackedSegment]).
public final class ContactCodec {
    private static final int VERSION = 3;

    private ContactCodec() {}

    /// The bytes of a contact.
    public static byte[] encode(Contact contact) {
        Out out = new Out(256).u8(VERSION);
        UUID id = contact.id();
        out.fixed(id.getMostSignificantBits()).fixed(id.getLeastSignificantBits());
        PackedText.write(out, contact.name());
        out.u8(contact.tier().code() << 4 | contact.language().code() << 1 | (contact.consent() ? 1 : 0));
        out.list(contact.endpoints(), ContactCodec::endpoint);
        profile(out, contact.profile());
        return out.toBytes();
    }

    private static void profile(Out out, Profile profile) {
        out.list(profile.segments(), PackedSegment::write);
        out.list(profile.premises(), (o, slot) -> o.count(slot));
        out.count(profile.preferences().code());
        out.list(profile.consents(), ContactCodec::consent);
        out.list(
                new TreeMap<>(profile.retired()).entrySet(),
                (o, e) -> o.u8(e.getKey()).time(e.getValue()));
        out.time(profile.since()).count(profile.signedIn());
    }

    private static Profile profile(In in) {
        List<Integer> segments = in.list(PackedSegment::read);
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
        out.u8(consent.purpose().code() << 4 | consent.source().code() << 1 | (consent.given() ? 1 : 0))
                .count(consent.wording())
                .time(consent.time());
    }

    private static Consent consent(In in) {
        int packed = in.u8();
        return new Consent(
                coded(Consent.Purpose.class, packed >>> 4),
                (packed & 1) == 1,
                in.size(),
                in.time(),
                coded(Consent.Source.class, packed >>> 1 & 7));
    }

    private static <E extends Enum<E> & Coded> E coded(Class<E> type, int code) {
        try {
            return Coded.ofCode(type, code);
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("a contact has an unknown code: " + e.getMessage(), e);
        }
    }

    /// The contact that was encoded. CorruptRecordException: damaged, or from a newer version.
    public static Contact decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("a contact has the unknown version " + version);
        }
        UUID id = new UUID(in.fixed(), in.fixed());
        String name = PackedText.read(in);
        int packed = in.u8();
        Contact contact = new Contact(
                id,
                name,
                coded(Tier.class, packed >>> 4),
                coded(Language.class, packed >>> 1 & 7),
                (packed & 1) == 1,
                in.list(ContactCodec::endpoint),
                profile(in));
        in.end();
        return contact;
    }

    private static void endpoint(Out out, Endpoint endpoint) {
        out.u8(endpoint.channel().code() << 4 | endpoint.index());
        PackedAddress.write(out, endpoint.state().code(), endpoint.address());
    }

    private static Endpoint endpoint(In in) {
        int packed = in.u8();
        int index = packed & 15;
        ChannelKind channel = coded(ChannelKind.class, packed >>> 4);
        int form = in.u8();
        EndpointState state = coded(EndpointState.class, form >>> 4);
        String address = PackedAddress.read(in, form & 15);
        if (index >= Endpoint.MAX) {
            throw new CorruptRecordException("an endpoint has the index " + index);
        }
        return new Endpoint(index, channel, address, state);
    }
}
