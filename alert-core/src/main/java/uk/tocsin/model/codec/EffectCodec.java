package uk.tocsin.model.codec;

import java.time.Instant;
import java.util.Optional;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Relation;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;

/// The binary form of an [Effect], as shards journal it. Kinds are numbered for ever; one that is not known
/// comes from a newer version and stops its reader.
public final class EffectCodec {
    private static final int DISPATCH = 1;
    private static final int WITHDRAW = 2;
    private static final int HALT = 3;
    private static final int RESUME = 4;
    private static final int STEP_STOP = 5;
    private static final int TIER_REVOKE = 6;
    private static final int TIER_GRANT = 7;
    private static final int ENDPOINT_RELEASE = 8;
    private static final int SUSPEND = 9;
    private static final int REINSTATE = 10;

    private EffectCodec() {}

    /// Writes an effect.
    public static void write(Out out, Effect effect) {
        switch (effect) {
            case Effect.Dispatch dispatch -> dispatch(out.u8(DISPATCH), dispatch);
            case Effect.Withdraw(int alert) -> out.u8(WITHDRAW).count(alert);
            case Effect.Halt(int alert) -> out.u8(HALT).count(alert);
            case Effect.Resume(int alert) -> out.u8(RESUME).count(alert);
            case Effect.StepStop(int alert, int step) ->
                out.u8(STEP_STOP).count(alert).count(step);
            case Effect.TierRevoke(int ordinal) -> out.u8(TIER_REVOKE).count(ordinal);
            case Effect.Suspend(int ordinal) -> out.u8(SUSPEND).count(ordinal);
            case Effect.Reinstate(int ordinal) -> out.u8(REINSTATE).count(ordinal);
            case Effect.EndpointRelease(int ordinal, int endpoint) ->
                out.u8(ENDPOINT_RELEASE).count(ordinal).u8(endpoint);
            case Effect.TierGrant(int ordinal, Tier tier, Optional<Instant> until) ->
                out.u8(TIER_GRANT).count(ordinal).coded(tier).optional(until, Out::time);
        }
    }

    /// Reads an effect; [CorruptRecordException] when it is damaged or of an unknown kind.
    public static Effect read(In in) {
        int kind = in.u8();
        return switch (kind) {
            case DISPATCH -> dispatch(in);
            case WITHDRAW -> new Effect.Withdraw(in.size());
            case HALT -> new Effect.Halt(in.size());
            case RESUME -> new Effect.Resume(in.size());
            case STEP_STOP -> new Effect.StepStop(in.size(), in.size());
            case TIER_REVOKE -> new Effect.TierRevoke(in.size());
            case ENDPOINT_RELEASE -> new Effect.EndpointRelease(in.size(), in.u8());
            case SUSPEND -> new Effect.Suspend(in.size());
            case REINSTATE -> new Effect.Reinstate(in.size());
            case TIER_GRANT -> new Effect.TierGrant(in.size(), in.coded(Tier.class), in.optional(In::time));
            default -> throw new CorruptRecordException("no effect has the kind " + kind);
        };
    }

    /// Writes a digest.
    public static void digest(Out out, Digest digest) {
        out.bytes(digest.toBytes());
    }

    /// Reads a digest.
    public static Digest digest(In in) {
        byte[] bytes = in.bytes();
        if (bytes.length != Digest.BYTES) {
            throw new CorruptRecordException("a digest has " + bytes.length + " bytes");
        }
        return Digest.ofBytes(bytes);
    }

    private static void dispatch(Out out, Effect.Dispatch dispatch) {
        out.count(dispatch.alert()).coded(dispatch.relation()).list(dispatch.line(), (o, n) -> o.count(n));
        out.count(dispatch.approvedAs());
        digest(out, dispatch.digest());
        out.time(dispatch.time()).time(dispatch.expires()).coded(dispatch.severity());
        out.coded(dispatch.mode()).coded(dispatch.handling()).coded(dispatch.lowestTier());
        AlertCodec.plan(out, dispatch.plan());
        AudienceCodec.write(out, dispatch.audience());
        out.count(dispatch.incidentCell() + 1L);
    }

    private static Effect.Dispatch dispatch(In in) {
        return new Effect.Dispatch(
                in.size(),
                in.coded(Relation.class),
                in.list(In::size),
                in.size(),
                digest(in),
                in.time(),
                in.time(),
                in.coded(Severity.class),
                in.coded(Mode.class),
                in.coded(Handling.class),
                in.coded(Tier.class),
                AlertCodec.plan(in),
                AudienceCodec.read(in),
                in.size() - 1);
    }
}
