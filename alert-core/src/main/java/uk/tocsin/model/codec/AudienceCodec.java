package uk.tocsin.model.codec;

import java.util.ArrayList;
import java.util.List;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// The binary form of an [Audience]. As an audience is always canonical, so is its encoding; one that is not is
/// refused on reading.
public final class AudienceCodec {
    private static final int EVERYONE = 0;
    private static final int IN = 1;
    private static final int AND = 2;
    private static final int OR = 3;
    private static final int NOT = 4;

    private AudienceCodec() {}

    /// Writes an audience.
    public static void write(Out out, Audience audience) {
        switch (audience) {
            case Audience.Everyone everyone -> out.u8(EVERYONE);
            case Audience.In(Dimension dimension, List<String> values) ->
                out.u8(IN).coded(dimension).list(values, Out::text);
            case Audience.And(List<Audience> parts) -> out.u8(AND).list(parts, AudienceCodec::write);
            case Audience.Or(List<Audience> parts) -> out.u8(OR).list(parts, AudienceCodec::write);
            case Audience.Not(Audience inner) -> write(out.u8(NOT), inner);
        }
    }

    /// Reads an audience; [CorruptRecordException] when it is damaged, too deep or not canonical.
    public static Audience read(In in) {
        try {
            return node(in, 1);
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("the audience is not canonical: " + e.getMessage(), e);
        }
    }

    private static Audience node(In in, int depth) {
        if (depth > Audience.MAX_DEPTH) {
            throw new CorruptRecordException("the audience has more than " + Audience.MAX_DEPTH + " levels");
        }
        int kind = in.u8();
        return switch (kind) {
            case EVERYONE -> new Audience.Everyone();
            case IN -> new Audience.In(in.coded(Dimension.class), in.list(In::text));
            case AND -> new Audience.And(parts(in, depth));
            case OR -> new Audience.Or(parts(in, depth));
            case NOT -> new Audience.Not(node(in, depth + 1));
            default -> throw new CorruptRecordException("no audience has the kind " + kind);
        };
    }

    private static List<Audience> parts(In in, int depth) {
        int count = in.size();
        if (count > Audience.MAX_TERMS) {
            throw new CorruptRecordException("the audience has more than " + Audience.MAX_TERMS + " terms");
        }
        List<Audience> parts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            parts.add(node(in, depth + 1));
        }
        return parts;
    }
}
