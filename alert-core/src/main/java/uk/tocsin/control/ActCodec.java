package uk.tocsin.control;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.EffectCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The binary form of an [Act]: version, kind, act id, actor, time, fields. Canonical: a record that does not
/// encode again to the same bytes is refused, so nothing hides in an encoding.
///
/// Kinds are numbered for ever: 1–15 staff and policy, 16–31 alerts, 32–47 changes, 48–55 vetting, 56–63 engine,
/// clerk and notes.
public final class ActCodec {
    private static final int VERSION = 1;

    private ActCodec() {}

    /// The record of an act.
    public static byte[] encode(Act act) {
        Out out = new Out(128);
        ActHeader header = act.header();
        out.u8(VERSION).u8(kind(act));
        out.signed(header.actId().getMostSignificantBits());
        out.signed(header.actId().getLeastSignificantBits());
        out.count(header.actor()).time(header.time());
        fields(out, act);
        return out.toBytes();
    }

    /// The act of a record; [CorruptRecordException] for a damaged one, and for a version or kind that only a
    /// newer program knows.
    public static Act decode(byte[] record) {
        In in = new In(record);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("the act has the unknown version " + version);
        }
        Act act;
        try {
            int kind = in.u8();
            ActHeader header = new ActHeader(new UUID(in.signed(), in.signed()), in.size(), in.time());
            act = fields(in, kind, header);
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException("the act cannot be: " + e.getMessage(), e);
        }
        in.end();
        if (!Arrays.equals(encode(act), record)) {
            throw new CorruptRecordException("the act is not encoded canonically");
        }
        return act;
    }

    /// Writes a line of the rota.
    static void shift(Out out, Shift shift) {
        out.count(shift.staff()).optional(shift.from(), Out::time).optional(shift.until(), Out::time);
    }

    /// Reads a line of the rota.
    static Shift shift(In in) {
        return new Shift(in.size(), in.optional(In::time), in.optional(In::time));
    }

    /// The number of an act's kind.
    static int kind(Act act) {
        return switch (act) {
            case Act.UserSet a -> 1;
            case Act.RolesSet a -> 2;
            case Act.OnCallSet a -> 3;
            case Act.TemplateSaved a -> 4;
            case Act.QuotaSet a -> 5;
            case Act.ChannelSet a -> 6;
            case Act.KeyRotated a -> 7;
            case Act.DriftSet a -> 8;
            case Act.HoldingSaved a -> 9;
            case Act.HoldingWithdrawn a -> 10;
            case Act.EnrolmentOpened a -> 11;
            case Act.Enrolled a -> 12;
            case Act.Proposed a -> 13;
            case Act.Agreed a -> 14;
            case Act.Declined a -> 15;
            case Act.VersionSaved a -> 16;
            case Act.Submitted a -> 17;
            case Act.Returned a -> 18;
            case Act.Rejected a -> 19;
            case Act.Approved a -> 20;
            case Act.Voided a -> 21;
            case Act.Dispatched a -> 22;
            case Act.HoldingApproved a -> 23;
            case Act.HoldingReleased a -> 24;
            case Act.GlassBroken a -> 25;
            case Act.Reviewed a -> 26;
            case Act.ScheduleMoved a -> 27;
            case Act.Cancelled a -> 32;
            case Act.Updated a -> 33;
            case Act.Resent a -> 34;
            case Act.Halted a -> 35;
            case Act.Resumed a -> 36;
            case Act.StepStopped a -> 37;
            case Act.TierDecided a -> 48;
            case Act.TierRevoked a -> 49;
            case Act.TierAsked a -> 50;
            case Act.EndpointReleased a -> 51;
            case Act.Retained a -> 52;
            case Act.Suspended a -> 53;
            case Act.Reinstated a -> 54;
            case Act.Merged a -> 55;
            case Act.ShardSettled a -> 56;
            case Act.Checkpoint a -> 57;
            case Act.Restored a -> 58;
            case Act.Paged a -> 59;
            case Act.Noted a -> 60;
        };
    }

    private static void fields(Out out, Act act) {
        switch (act) {
            case Act.UserSet a -> out.count(a.staff()).count(a.ordinal() + 1L).flag(a.active());
            case Act.RolesSet a -> out.count(a.staff()).list(a.roles(), Out::coded);
            case Act.OnCallSet a -> out.list(a.shifts(), ActCodec::shift);
            case Act.TemplateSaved a -> out.text(a.key()).optional(a.content(), AlertCodec::write);
            case Act.QuotaSet a -> out.coded(a.channel()).count(a.perMinute());
            case Act.ChannelSet a -> out.coded(a.channel()).flag(a.open());
            case Act.KeyRotated a ->
                out.coded(a.purpose()).text(a.keyId()).bytes(a.publicKey()).time(a.since());
            case Act.DriftSet a -> out.count(a.percent());
            case Act.HoldingSaved a -> HoldingCodec.write(out, a.message());
            case Act.HoldingWithdrawn a -> out.text(a.key()).text(a.reason());
            case Act.EnrolmentOpened a -> out.count(a.staff());
            case Act.Enrolled a -> out.count(a.staff());
            case Act.Proposed a -> fields(out.u8(kind(a.change())), a.change());
            case Act.Agreed a -> out.count(a.proposal());
            case Act.Declined a -> out.count(a.proposal());
            case Act.VersionSaved a -> {
                AlertCodec.write(out.count(a.alert()), a.content());
                out.list(a.editors(), (o, n) -> o.count(n));
            }
            case Act.Submitted a -> out.count(a.alert()).count(a.version()).count(a.matched());
            case Act.Returned a -> out.count(a.alert()).text(a.reason());
            case Act.Rejected a -> out.count(a.alert()).text(a.reason());
            case Act.Approved a -> {
                EffectCodec.digest(out.count(a.alert()).count(a.version()), a.digest());
                out.text(a.signature()).optional(a.at(), Out::time);
            }
            case Act.Voided a -> out.count(a.alert()).text(a.reason());
            case Act.Dispatched a -> out.count(a.alert()).count(a.submitted()).count(a.matched());
            case Act.HoldingApproved a -> EffectCodec.digest(out.text(a.key()).count(a.version()), a.digest());
            case Act.HoldingReleased a -> {
                out.text(a.key()).count(a.version()).text(a.place()).count(a.area());
                out.count(a.matched()).count(a.alert()).text(a.signature());
            }
            case Act.GlassBroken a -> {
                out.count(a.alert()).count(a.version()).count(a.matched());
                EffectCodec.digest(out, a.digest());
                out.text(a.signature()).text(a.reason());
            }
            case Act.Reviewed a -> out.count(a.alert()).text(a.finding()).flag(a.justified());
            case Act.ScheduleMoved a -> out.count(a.alert()).time(a.at());
            case Act.Cancelled a -> out.count(a.alert()).text(a.reason());
            case Act.Updated a -> {
                AlertCodec.write(out.count(a.alert()), a.child());
                out.list(a.editors(), (o, n) -> o.count(n));
            }
            case Act.Resent a -> out.count(a.alert());
            case Act.Halted a -> out.count(a.alert()).text(a.reason());
            case Act.Resumed a -> out.count(a.alert());
            case Act.StepStopped a -> out.count(a.alert()).count(a.step());
            case Act.TierDecided a -> out.count(a.ordinal()).coded(a.tier()).optional(a.until(), Out::time);
            case Act.TierRevoked a -> out.count(a.ordinal()).text(a.reason());
            case Act.Suspended a -> out.count(a.ordinal()).text(a.reason());
            case Act.Reinstated a -> out.count(a.ordinal()).text(a.reason());
            case Act.Merged a -> out.count(a.ordinal()).count(a.into());
            case Act.TierAsked a -> out.count(a.ordinal()).coded(a.tier()).text(a.evidence());
            case Act.EndpointReleased a ->
                out.count(a.ordinal()).count(a.endpoint()).text(a.reason());
            case Act.Retained a -> out.text(a.rule()).count(a.count());
            case Act.ShardSettled a -> {
                out.count(a.alert()).count(a.shard()).count(a.position());
                out.list(a.counts(), ActCodec::settled);
            }
            case Act.Checkpoint a -> {
                EffectCodec.digest(out.count(a.position()), a.hash());
                out.text(a.keyId()).bytes(a.signature());
            }
            case Act.Restored a -> out.count(a.generation()).count(a.firstFreeAlert());
            case Act.Paged a -> out.count(a.alert()).count(a.version()).count(a.staff());
            case Act.Noted a -> out.coded(a.kind()).count(a.subject()).count(a.count());
        }
    }

    private static Act fields(In in, int kind, ActHeader header) {
        return switch (kind) {
            case 1 -> new Act.UserSet(header, in.size(), in.size() - 1, in.flag());
            case 2 -> new Act.RolesSet(header, in.size(), roles(in));
            case 3 -> new Act.OnCallSet(header, in.list(ActCodec::shift));
            case 4 -> new Act.TemplateSaved(header, in.text(), in.optional(AlertCodec::read));
            case 5 -> new Act.QuotaSet(header, in.coded(ChannelKind.class), in.size());
            case 6 -> new Act.ChannelSet(header, in.coded(ChannelKind.class), in.flag());
            case 7 -> new Act.KeyRotated(header, in.coded(KeyPurpose.class), in.text(), in.bytes(), in.time());
            case 8 -> new Act.DriftSet(header, in.size());
            case 9 -> new Act.HoldingSaved(header, HoldingCodec.read(in));
            case 10 -> new Act.HoldingWithdrawn(header, in.text(), in.text());
            case 11 -> new Act.EnrolmentOpened(header, in.size());
            case 12 -> new Act.Enrolled(header, in.size());
            case 13 -> new Act.Proposed(header, change(in, header));
            case 14 -> new Act.Agreed(header, in.count());
            case 15 -> new Act.Declined(header, in.count());
            case 16 -> new Act.VersionSaved(header, in.size(), AlertCodec.read(in), in.list(In::size));
            case 17 -> new Act.Submitted(header, in.size(), in.size(), in.count());
            case 18 -> new Act.Returned(header, in.size(), in.text());
            case 19 -> new Act.Rejected(header, in.size(), in.text());
            case 20 ->
                new Act.Approved(
                        header, in.size(), in.size(), EffectCodec.digest(in), in.text(), in.optional(In::time));
            case 21 -> new Act.Voided(header, in.size(), in.text());
            case 22 -> new Act.Dispatched(header, in.size(), in.count(), in.count());
            case 23 -> new Act.HoldingApproved(header, in.text(), in.size(), EffectCodec.digest(in));
            case 24 ->
                new Act.HoldingReleased(
                        header, in.text(), in.size(), in.text(), in.size(), in.count(), in.size(), in.text());
            case 25 ->
                new Act.GlassBroken(
                        header, in.size(), in.size(), in.count(), EffectCodec.digest(in), in.text(), in.text());
            case 26 -> new Act.Reviewed(header, in.size(), in.text(), in.flag());
            case 27 -> new Act.ScheduleMoved(header, in.size(), in.time());
            case 32 -> new Act.Cancelled(header, in.size(), in.text());
            case 33 -> new Act.Updated(header, in.size(), AlertCodec.read(in), in.list(In::size));
            case 34 -> new Act.Resent(header, in.size());
            case 35 -> new Act.Halted(header, in.size(), in.text());
            case 36 -> new Act.Resumed(header, in.size());
            case 37 -> new Act.StepStopped(header, in.size(), in.size());
            case 48 -> new Act.TierDecided(header, in.size(), in.coded(Tier.class), in.optional(In::time));
            case 49 -> new Act.TierRevoked(header, in.size(), in.text());
            case 50 -> new Act.TierAsked(header, in.size(), in.coded(Tier.class), in.text());
            case 51 -> new Act.EndpointReleased(header, in.size(), in.size(), in.text());
            case 52 -> new Act.Retained(header, in.text(), in.size());
            case 53 -> new Act.Suspended(header, in.size(), in.text());
            case 54 -> new Act.Reinstated(header, in.size(), in.text());
            case 55 -> new Act.Merged(header, in.size(), in.size());
            case 56 -> new Act.ShardSettled(header, in.size(), in.size(), in.count(), in.list(ActCodec::settled));
            case 57 -> new Act.Checkpoint(header, in.count(), EffectCodec.digest(in), in.text(), in.bytes());
            case 58 -> new Act.Restored(header, in.size(), in.size());
            case 59 -> new Act.Paged(header, in.size(), in.size(), in.size());
            case 60 -> new Act.Noted(header, in.coded(Note.class), in.size(), in.size());
            default -> throw new CorruptRecordException("no act has the kind " + kind);
        };
    }

    /// Writes a privileged change with its header, for the snapshot.
    static void proposal(Out out, Proposal proposal) {
        out.count(proposal.number()).bytes(encode(proposal.change()));
    }

    /// Reads it.
    static Proposal proposal(In in) {
        long number = in.count();
        if (decode(in.bytes()) instanceof Act.Privileged change) {
            return new Proposal(number, change);
        }
        throw new CorruptRecordException("the proposal " + number + " is no privileged change");
    }

    /// A change inside a proposal: its kind and fields, under the proposal's header.
    private static Act.Privileged change(In in, ActHeader header) {
        int kind = in.u8();
        return switch (kind) {
            case 1, 2, 5, 6, 7, 8, 11 -> (Act.Privileged) fields(in, kind, header);
            default -> throw new CorruptRecordException("no privileged change has the kind " + kind);
        };
    }

    private static Set<Role> roles(In in) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(in.list(i -> i.coded(Role.class)));
        return roles;
    }

    static void settled(Out out, SettledCount value) {
        out.coded(value.channel()).coded(value.state()).count(value.count());
    }

    static SettledCount settled(In in) {
        return new SettledCount(in.coded(ChannelKind.class), in.coded(DeliveryState.class), in.count());
    }
}
