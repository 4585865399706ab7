package uk.tocsin.shard;

import java.util.List;
import java.util.UUID;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Response;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.EffectCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The binary form of shard records: a version, a kind, the fields in order. Kinds are never reused; a kind
/// this version does not know stops the reader.
public final class ShardCodec {
    private static final int VERSION = 1;

    private static final int SLOTS_TAKEN = 1;
    private static final int SUBSCRIBERS_SET = 2;
    private static final int PREMISES_SET = 3;
    private static final int ERASED = 4;
    private static final int ENDPOINT_SUPPRESSED = 5;
    private static final int ENDPOINT_RELEASED = 6;
    private static final int RECEIVED = 10;
    private static final int RESPONDED = 11;
    private static final int NOTICE_ASKED = 12;
    private static final int COMPLETED = 13;
    private static final int LINK_OPENED = 14;
    private static final int CLAIM = 20;
    private static final int FOLLOWED = 21;
    private static final int TICK = 22;
    private static final int PLANNED = 30;
    private static final int HELD = 32;
    private static final int SUPPRESSED = 33;
    private static final int ATTEMPTED = 40;
    private static final int OUTCOME = 41;
    private static final int RESOLVED = 42;
    private static final int ENDED = 50;
    private static final int NOTICE_TRIED = 60;
    private static final int NOTICE_ENDED = 61;

    private ShardCodec() {}

    /// The record as bytes.
    public static byte[] encode(ShardRecord record) {
        Out out = new Out(128).u8(VERSION);
        switch (record) {
            case ShardRecord.SlotsTaken r ->
                id(out.u8(SLOTS_TAKEN), r.request()).coded(r.kind()).count(r.count());
            case ShardRecord.SubscribersSet r -> out.u8(SUBSCRIBERS_SET).list(r.entries(), ShardCodec::entry);
            case ShardRecord.PremisesSet r -> premises(out.u8(PREMISES_SET), r);
            case ShardRecord.Erased r -> out.u8(ERASED).count(r.slot());
            case ShardRecord.EndpointSuppressed r ->
                out.u8(ENDPOINT_SUPPRESSED)
                        .count(r.slot())
                        .u8(r.endpoint())
                        .coded(r.cause())
                        .signed(r.untilMs());
            case ShardRecord.EndpointReleased r ->
                out.u8(ENDPOINT_RELEASED).count(r.slot()).u8(r.endpoint());
            case ShardRecord.Received r -> received(out.u8(RECEIVED), r);
            case ShardRecord.Responded r ->
                out.u8(RESPONDED)
                        .count(r.alert())
                        .u8(r.step())
                        .count(r.slot())
                        .u8(r.response().code());
            case ShardRecord.LinkOpened r ->
                out.u8(LINK_OPENED).count(r.alert()).u8(r.action()).count(r.times());
            case ShardRecord.Completed r -> out.u8(COMPLETED).count(r.slot()).count(r.done());
            case ShardRecord.NoticeAsked r -> notice(out.u8(NOTICE_ASKED), r);
            case ShardRecord.Claim r -> out.u8(CLAIM).signed(r.node()).signed(r.timeMs());
            case ShardRecord.Decision r -> decision(out, r);
        }
        return out.toBytes();
    }

    private static void decision(Out out, ShardRecord.Decision record) {
        switch (record) {
            case ShardRecord.Followed r ->
                stamp(out.u8(FOLLOWED), r).count(r.controlPosition()).list(r.effects(), EffectCodec::write);
            case ShardRecord.Tick r -> stamp(out.u8(TICK), r);
            case ShardRecord.Planned r ->
                stamp(out.u8(PLANNED), r)
                        .count(r.alert())
                        .u8(r.step())
                        .list(r.groups(), (o, group) -> o.u8(group.key()).bitmap(group.slots()));
            case ShardRecord.Held r ->
                stamp(out.u8(HELD), r)
                        .count(r.alert())
                        .u8(r.step())
                        .signed(r.releaseMs())
                        .bitmap(r.slots());
            case ShardRecord.Suppressed r ->
                stamp(out.u8(SUPPRESSED), r)
                        .count(r.alert())
                        .u8(r.step())
                        .coded(r.reason())
                        .bitmap(r.slots());
            case ShardRecord.Attempted r ->
                stamp(out.u8(ATTEMPTED), r)
                        .count(r.alert())
                        .u8(r.step())
                        .u8(r.endpoint())
                        .signed(r.permitMs())
                        .ascending(r.slots());
            case ShardRecord.Outcome r -> outcome(stamp(out.u8(OUTCOME), r), r);
            case ShardRecord.Resolved r ->
                stamp(out.u8(RESOLVED), r)
                        .count(r.tryNumber())
                        .coded(r.verdict())
                        .bitmap(r.slots());
            case ShardRecord.Ended r ->
                stamp(out.u8(ENDED), r)
                        .count(r.alert())
                        .u8(r.step())
                        .coded(r.end())
                        .bitmap(r.slots());
            case ShardRecord.NoticeTried r ->
                stamp(out.u8(NOTICE_TRIED), r).count(r.notice()).signed(r.permitMs());
            case ShardRecord.NoticeEnded r ->
                stamp(out.u8(NOTICE_ENDED), r)
                        .count(r.notice())
                        .count(r.tryNumber())
                        .coded(r.end());
        }
    }

    /// The record in these bytes; throws [CorruptRecordException] for anything that [#encode] does not write.
    public static ShardRecord decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("shard record version " + version + " is unknown");
        }
        int kind = in.u8();
        ShardRecord record = switch (kind) {
            case SLOTS_TAKEN -> new ShardRecord.SlotsTaken(id(in), in.coded(SlotKind.class), in.size());
            case SUBSCRIBERS_SET -> new ShardRecord.SubscribersSet(in.list(ShardCodec::entry));
            case PREMISES_SET -> premises(in);
            case ERASED -> new ShardRecord.Erased(in.size());
            case ENDPOINT_SUPPRESSED ->
                new ShardRecord.EndpointSuppressed(
                        in.size(), endpoint(in), in.coded(SuppressionCause.class), in.signed());
            case ENDPOINT_RELEASED -> new ShardRecord.EndpointReleased(in.size(), endpoint(in));
            case RECEIVED -> received(in);
            case RESPONDED ->
                new ShardRecord.Responded(in.size(), in.u8(), in.size(), Response.ofCode(Answers.known(in.u8())));
            case LINK_OPENED -> new ShardRecord.LinkOpened(in.size(), action(in), in.size());
            case COMPLETED -> new ShardRecord.Completed(in.size(), Completions.known(in.size()));
            case NOTICE_ASKED -> notice(in);
            case CLAIM -> new ShardRecord.Claim(in.signed(), in.signed());
            default -> decision(kind, in);
        };
        in.end();
        return record;
    }

    private static ShardRecord decision(int kind, In in) {
        ShardRecord.Stamp stamp = new ShardRecord.Stamp(in.signed(), in.signed());
        return switch (kind) {
            case FOLLOWED -> new ShardRecord.Followed(stamp, in.count(), in.list(EffectCodec::read));
            case TICK -> new ShardRecord.Tick(stamp);
            case PLANNED ->
                new ShardRecord.Planned(
                        stamp, in.size(), in.u8(), in.list(i -> new ShardRecord.Group(i.u8(), i.bitmap())));
            case HELD -> new ShardRecord.Held(stamp, in.size(), in.u8(), in.signed(), in.bitmap());
            case SUPPRESSED ->
                new ShardRecord.Suppressed(stamp, in.size(), in.u8(), in.coded(SuppressionReason.class), in.bitmap());
            case ATTEMPTED ->
                new ShardRecord.Attempted(stamp, in.size(), in.u8(), in.u8(), in.signed(), in.ascending());
            case OUTCOME -> outcome(stamp, in);
            case RESOLVED ->
                new ShardRecord.Resolved(stamp, in.count(), in.coded(ShardRecord.Verdict.class), in.bitmap());
            case ENDED ->
                new ShardRecord.Ended(stamp, in.size(), in.u8(), in.coded(ShardRecord.End.class), in.bitmap());
            case NOTICE_TRIED -> new ShardRecord.NoticeTried(stamp, in.count(), in.signed());
            case NOTICE_ENDED ->
                new ShardRecord.NoticeEnded(stamp, in.count(), in.count(), in.coded(ShardRecord.NoticeEnd.class));
            default -> throw new CorruptRecordException("shard record kind " + kind + " is unknown");
        };
    }

    private static int action(In in) {
        int action = in.u8();
        if (action >= Prompts.MAX_ACTIONS) {
            throw new CorruptRecordException("an alert has no action " + action);
        }
        return action;
    }

    private static int endpoint(In in) {
        int endpoint = in.u8();
        if (endpoint >= Endpoint.MAX) {
            throw new CorruptRecordException("an endpoint has the index " + endpoint);
        }
        return endpoint;
    }

    private static Out stamp(Out out, ShardRecord.Decision decision) {
        return out.signed(decision.stamp().epoch()).signed(decision.stamp().timeMs());
    }

    static Out id(Out out, UUID id) {
        return out.signed(id.getMostSignificantBits()).signed(id.getLeastSignificantBits());
    }

    static UUID id(In in) {
        return new UUID(in.signed(), in.signed());
    }

    private static void entry(Out out, ShardRecord.SubscriberEntry entry) {
        out.count(entry.slot()).ascending(entry.segments()).count(entry.endpoints());
        out.ascending(entry.premises()).count(entry.preferences());
    }

    private static ShardRecord.SubscriberEntry entry(In in) {
        return new ShardRecord.SubscriberEntry(
                in.size(), in.ascending(), in.count(), in.ascending(), Wishes.known(in.size()));
    }

    static Out notice(Out out, ShardRecord.NoticeAsked r) {
        return out.coded(r.kind())
                .coded(r.channel())
                .count(r.slot())
                .u8(r.endpoint())
                .signed(r.expiresMs());
    }

    static ShardRecord.NoticeAsked notice(In in) {
        return new ShardRecord.NoticeAsked(
                in.coded(NoticeKind.class), in.coded(ChannelKind.class), in.size(), in.u8(), in.signed());
    }

    private static void premises(Out out, ShardRecord.PremisesSet set) {
        out.ascending(set.slots()).ascending(set.cells());
    }

    private static ShardRecord premises(In in) {
        int[] slots = in.ascending();
        int[] cells = in.ascending();
        if (slots.length != cells.length) {
            throw new CorruptRecordException(slots.length + " premises have " + cells.length + " cells");
        }
        return new ShardRecord.PremisesSet(slots, cells);
    }

    private static void received(Out out, ShardRecord.Received r) {
        out.count(r.alert()).u8(r.step()).u8(r.endpoint()).count(r.tryNumber());
        out.coded(r.kind())
                .coded(r.reason())
                .coded(r.source())
                .signed(r.timeMs())
                .ascending(r.slots());
    }

    private static ShardRecord received(In in) {
        return new ShardRecord.Received(
                in.size(),
                in.u8(),
                in.u8(),
                in.count(),
                in.coded(Evidence.class),
                in.coded(FailureReason.class),
                in.coded(EvidenceSource.class),
                in.signed(),
                in.ascending());
    }

    /// Most requests of a batch end alike, so one code for all is a case of its own.
    private static void outcome(Out out, ShardRecord.Outcome r) {
        out.count(r.tryNumber()).ascending(r.indexes());
        boolean alike = true;
        for (short code : r.codes()) {
            alike &= code == r.codes()[0];
        }
        out.flag(alike);
        int codes = alike ? Math.min(1, r.codes().length) : r.codes().length;
        for (int i = 0; i < codes; i++) {
            out.count(r.codes()[i]);
        }
        out.list(r.providerIds(), Out::text);
    }

    private static ShardRecord outcome(ShardRecord.Stamp stamp, In in) {
        long tryNumber = in.count();
        int[] indexes = in.ascending();
        boolean alike = in.flag();
        short[] codes = new short[indexes.length];
        for (int i = 0; i < codes.length; i++) {
            codes[i] = alike && i > 0 ? codes[0] : (short) in.count();
        }
        List<String> ids = in.list(In::text);
        if (!ids.isEmpty() && ids.size() != indexes.length) {
            throw new CorruptRecordException(indexes.length + " outcomes have " + ids.size() + " provider ids");
        }
        return new ShardRecord.Outcome(stamp, tryNumber, indexes, codes, ids);
    }
}
