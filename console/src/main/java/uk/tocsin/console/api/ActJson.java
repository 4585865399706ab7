package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import uk.tocsin.control.Act;
import uk.tocsin.control.Role;

/// What an act is about, as JSON: numbers, keys and words of ours; never the words of alerts, nor reasons.
public final class ActJson {
    private ActJson() {}

    /// What this act is about.
    public static JsonObject about(Act act) {
        JsonObject json = new JsonObject();
        return switch (act) {
            case Act.Privileged a -> privileged(a);
            case Act.Enrolled a -> json.put("staff", a.staff());
            case Act.Proposed a ->
                privileged(a.change()).put("change", a.change().getClass().getSimpleName());
            case Act.Agreed a -> json.put("proposal", a.proposal());
            case Act.Declined a -> json.put("proposal", a.proposal());
            case Act.Noted a ->
                json.put("note", a.kind().word()).put("subject", a.subject()).put("count", a.count());
            case Act.OnCallSet a -> json.put("count", a.shifts().size());
            case Act.TemplateSaved a -> json.put("key", a.key());
            case Act.HoldingSaved a ->
                json.put("key", a.message().key()).put("version", a.message().version());
            case Act.HoldingWithdrawn a -> json.put("key", a.key());
            case Act.HoldingApproved a -> json.put("key", a.key()).put("version", a.version());
            case Act.HoldingReleased a ->
                json.put("key", a.key())
                        .put("version", a.version())
                        .put("alert", a.alert())
                        .put("matched", a.matched());
            case Act.TierAsked a ->
                json.put("ordinal", a.ordinal()).put("tier", a.tier().word());
            case Act.TierDecided a ->
                json.put("ordinal", a.ordinal()).put("tier", a.tier().word());
            case Act.TierRevoked a -> json.put("ordinal", a.ordinal());
            case Act.Suspended a -> json.put("ordinal", a.ordinal());
            case Act.Reinstated a -> json.put("ordinal", a.ordinal());
            case Act.Merged a -> json.put("ordinal", a.ordinal()).put("into", a.into());
            case Act.EndpointReleased a -> json.put("ordinal", a.ordinal());
            case Act.Retained a -> json.put("key", a.rule()).put("count", a.count());
            case Act.Checkpoint a -> json.put("position", a.position());
            case Act.Restored a -> json.put("generation", a.generation());
            case Act.VersionSaved a -> json.put("alert", a.alert());
            case Act.Submitted a -> version(a.alert(), a.version()).put("matched", a.matched());
            case Act.Approved a -> version(a.alert(), a.version());
            case Act.GlassBroken a -> version(a.alert(), a.version()).put("matched", a.matched());
            case Act.Reviewed a -> json.put("alert", a.alert()).put("justified", a.justified());
            case Act.ScheduleMoved a -> json.put("alert", a.alert()).put("at", a.at().toString());
            case Act.Dispatched a ->
                json.put("alert", a.alert()).put("submitted", a.submitted()).put("matched", a.matched());
            case Act.Paged a -> version(a.alert(), a.version()).put("staff", a.staff());
            case Act.StepStopped a -> json.put("alert", a.alert()).put("step", a.step());
            case Act.ShardSettled a -> json.put("alert", a.alert()).put("shard", a.shard());
            case Act.Returned a -> json.put("alert", a.alert());
            case Act.Rejected a -> json.put("alert", a.alert());
            case Act.Voided a -> json.put("alert", a.alert());
            case Act.Cancelled a -> json.put("alert", a.alert());
            case Act.Updated a -> json.put("alert", a.alert());
            case Act.Resent a -> json.put("alert", a.alert());
            case Act.Halted a -> json.put("alert", a.alert());
            case Act.Resumed a -> json.put("alert", a.alert());
        };
    }

    private static JsonObject version(int alert, int version) {
        return new JsonObject().put("alert", alert).put("version", version);
    }

    private static JsonObject privileged(Act.Privileged act) {
        JsonObject json = new JsonObject();
        return switch (act) {
            case Act.UserSet a -> json.put("staff", a.staff()).put("active", a.active());
            case Act.RolesSet a -> {
                JsonArray roles = new JsonArray();
                a.roles().stream().sorted().map(Role::word).forEach(roles::add);
                yield json.put("staff", a.staff()).put("roles", roles);
            }
            case Act.QuotaSet a -> json.put("channel", a.channel().word()).put("perMinute", a.perMinute());
            case Act.ChannelSet a -> json.put("channel", a.channel().word()).put("open", a.open());
            case Act.KeyRotated a -> json.put("key", a.keyId());
            case Act.DriftSet a -> json.put("percent", a.percent());
            case Act.EnrolmentOpened a -> json.put("staff", a.staff());
        };
    }
}
