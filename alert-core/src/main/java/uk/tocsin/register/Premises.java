package uk.tocsin.register;

import java.util.List;
import java.util.UUID;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// What the register knows of premises, and of the organisation that they belong to. A document, sealed like
/// every record: a sole trader's address is personal data. [#toString] shows nothing of it.
///
/// @param organisation the random 128-bit id; its low 6 bits name the shard
/// @param name how the site is called, if it has a name of its own
/// @param postcode in the usual spelling, e.g. `NW1 8AB`
/// @param latitude WGS 84, degrees, to about a metre
/// @param segments codes: sector, size, region, force, site, duty
/// @param people slots, in the same shard, of those who answer for them; when the last is erased, so are they
public record Premises(
        UUID organisation,
        String organisationName,
        String name,
        String address,
        String postcode,
        double latitude,
        double longitude,
        List<Integer> segments,
        List<Integer> people) {
    /// The collection of the register's documents that premises are kept in; the key is the premises' ordinal.
    public static final String COLLECTION = "premises";

    private static final int VERSION = 2;
    private static final double STEPS = 1e5;

    public Premises {
        segments = List.copyOf(segments);
        people = List.copyOf(people);
    }

    /// The same with other people.
    public Premises of(List<Integer> others) {
        return new Premises(
                organisation, organisationName, name, address, postcode, latitude, longitude, segments, others);
    }

    /// The same as an organisation's.
    public Premises of(UUID other) {
        return new Premises(other, organisationName, name, address, postcode, latitude, longitude, segments, people);
    }

    /// The plain bytes.
    public byte[] encode() {
        Out out = new Out(160).u8(VERSION);
        out.fixed(organisation.getMostSignificantBits()).fixed(organisation.getLeastSignificantBits());
        PackedText.write(out, organisationName);
        PackedText.write(out, name);
        PackedText.write(out, address);
        PackedText.write(out, postcode);
        return out.signed(Math.round(latitude * STEPS))
                .signed(Math.round(longitude * STEPS))
                .list(segments, PackedSegment::write)
                .list(people, (o, slot) -> o.count(slot))
                .toBytes();
    }

    /// The premises that were encoded. CorruptRecordException: damaged, or from a newer version.
    public static Premises decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("premises have the unknown version " + version);
        }
        UUID organisation = new UUID(in.fixed(), in.fixed());
        Premises premises = new Premises(
                organisation,
                PackedText.read(in),
                PackedText.read(in),
                PackedText.read(in),
                PackedText.read(in),
                in.signed() / STEPS,
                in.signed() / STEPS,
                in.list(PackedSegment::read),
                in.list(In::size));
        in.end();
        return premises;
    }

    @Override
    public String toString() {
        return "Premises[" + segments.size() + " segments]";
    }
}
