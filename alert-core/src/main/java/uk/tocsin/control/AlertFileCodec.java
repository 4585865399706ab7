package uk.tocsin.control;

import uk.tocsin.control.AlertView.Approval;
import uk.tocsin.control.AlertView.Dispatch;
import uk.tocsin.control.AlertView.Drift;
import uk.tocsin.control.AlertView.Review;
import uk.tocsin.control.AlertView.ShardSettlement;
import uk.tocsin.control.AlertView.Submission;
import uk.tocsin.control.AlertView.Version;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Relation;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.EffectCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// An alert in a snapshot of the fold.
final class AlertFileCodec {
    private AlertFileCodec() {}

    static void write(Out out, AlertFile file) {
        out.count(file.number).coded(file.relation).count(file.parent).coded(file.status);
        out.list(file.children, (o, n) -> o.count(n));
        out.list(file.versions, AlertFileCodec::version);
        out.list(file.editors, (o, n) -> o.count(n)).list(file.resumedBy, (o, n) -> o.count(n));
        out.list(file.stoppedSteps, (o, n) -> o.count(n));
        out.list(file.paged, (o, n) -> o.count(n));
        out.list(file.settled.values(), AlertFileCodec::settlement);
        out.optional(file.submission, AlertFileCodec::submission);
        out.optional(file.approval, AlertFileCodec::approval);
        out.optional(file.dispatch, (o, d) -> o.count(d.position()).time(d.time()));
        out.optional(
                file.drift, (o, d) -> o.count(d.submitted()).count(d.counted()).time(d.time()));
        out.optional(file.review, AlertFileCodec::review);
        out.text(file.reason).flag(file.halted).flag(file.restoreHold).time(file.latest);
    }

    static AlertFile read(In in) {
        AlertFile file = new AlertFile(in.size(), in.coded(Relation.class), in.size(), in.coded(AlertStatus.class));
        file.children.addAll(in.list(In::size));
        file.versions.addAll(in.list(AlertFileCodec::version));
        file.editors.addAll(in.list(In::size));
        file.resumedBy.addAll(in.list(In::size));
        file.stoppedSteps.addAll(in.list(In::size));
        file.paged.addAll(in.list(In::size));
        in.list(AlertFileCodec::settlement).forEach(s -> file.settled.put(s.shard(), s));
        file.submission = in.optional(AlertFileCodec::submission);
        file.approval = in.optional(AlertFileCodec::approval);
        file.dispatch = in.optional(i -> new Dispatch(i.count(), i.time()));
        file.drift = in.optional(i -> new Drift(i.count(), i.count(), i.time()));
        file.review = in.optional(i -> new Review(i.size(), i.text(), i.flag(), i.time(), i.count()));
        file.reason = in.text();
        file.halted = in.flag();
        file.restoreHold = in.flag();
        file.latest = in.time();
        if (file.versions.isEmpty()) {
            throw new CorruptRecordException("alert " + file.number + " has no version");
        }
        return file;
    }

    private static void version(Out out, Version version) {
        AlertCodec.write(out.count(version.number()), version.content());
        out.list(version.editors(), (o, n) -> o.count(n)).time(version.time()).count(version.position());
    }

    private static Version version(In in) {
        int number = in.size();
        Alert content = AlertCodec.read(in);
        return new Version(number, content, AlertCodec.digest(content), in.list(In::size), in.time(), in.count());
    }

    private static void settlement(Out out, ShardSettlement value) {
        out.count(value.shard()).count(value.position()).list(value.counts(), ActCodec::settled);
    }

    private static ShardSettlement settlement(In in) {
        return new ShardSettlement(in.size(), in.count(), in.list(ActCodec::settled));
    }

    private static void submission(Out out, Submission value) {
        out.count(value.version()).count(value.submitter()).count(value.matched());
        out.time(value.time()).count(value.position());
    }

    private static Submission submission(In in) {
        return new Submission(in.size(), in.size(), in.count(), in.time(), in.count());
    }

    private static void review(Out out, Review value) {
        out.count(value.reviewer()).text(value.finding()).flag(value.justified());
        out.time(value.time()).count(value.position());
    }

    private static void approval(Out out, Approval value) {
        EffectCodec.digest(out.count(value.alert()).count(value.version()), value.digest());
        out.text(value.keyId()).text(value.signature()).count(value.approver());
        out.time(value.time()).count(value.position()).optional(value.at(), Out::time);
        out.coded(value.basis()).text(value.because());
    }

    private static Approval approval(In in) {
        return new Approval(
                in.size(),
                in.size(),
                EffectCodec.digest(in),
                in.text(),
                in.text(),
                in.size(),
                in.time(),
                in.count(),
                in.optional(In::time),
                in.coded(Basis.class),
                in.text());
    }
}
