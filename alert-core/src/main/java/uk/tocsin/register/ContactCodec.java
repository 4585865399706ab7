package uk.tocsin.register;

import java.nio.ByteBuffer;
import java.util.UUID;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The plain bytes of a [Contact], before [Vault] seals them. Short, because there are millions: numbers and
/// device tokens are packed (see [PackedAddress]).
public final class ContactCodec {
    private static final int VERSION = 1;

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
        return out.toBytes();
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
                in.list(ContactCodec::endpoint));
        in.end();
        return contact;
    }

    private static void endpoint(Out out, Endpoint endpoint) {
        out.u8(endpoint.index()).coded(endpoint.channel());
        PackedAddress.write(out, endpoint.address());
    }

    private static Endpoint endpoint(In in) {
        int index = in.u8();
        ChannelKind channel = in.coded(ChannelKind.class);
        String address = PackedAddress.read(in);
        if (index >= Endpoint.MAX) {
            throw new CorruptRecordException("an endpoint has the index " + index);
        }
        return new Endpoint(index, channel, address);
    }
}
