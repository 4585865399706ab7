package uk.tocsin.engine;

import java.security.PublicKey;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.codec.AlertCodec;

/// What may be sent, on this node: the content of every dispatched alert, its signature verified once, and its
/// gate. Written by the control fold; read from any thread.
final class Dispatches {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatches.class);

    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private volatile boolean allHalted;

    /// One dispatched alert. Contents are made once for each step, so that adapters can cache by identity.
    record Entry(AlertGate gate, Content[] steps) {}

    /// Takes up a dispatch, if the approval really signs what is about to be sent.
    void dispatched(Effect.Dispatch dispatch, AlertView view, PublicKey key) {
        AlertView.Approval approval = view.approval().orElseThrow();
        Alert content = view.content();
        Digest digest = AlertCodec.digest(content);
        ApprovalSignature.Finding finding = ApprovalSignature.verify(
                key, approval.keyId(), approval.signature(), digest, approval.alert(), approval.version());
        boolean signed = finding == ApprovalSignature.Finding.VALID && digest.equals(dispatch.digest());
        if (!signed) {
            LOG.error("alert {} is not sent: its signature is {}", dispatch.alert(), finding);
            return;
        }
        Content[] steps = new Content[content.plan().steps().size()];
        for (int step = 0; step < steps.length; step++) {
            steps[step] = new Content(dispatch.alert(), content, step);
        }
        entries.putIfAbsent(
                dispatch.alert(), new Entry(new AlertGate(dispatch.expires().toEpochMilli()), steps));
    }

    void withdraw(int alert) {
        gate(alert).ifPresent(AlertGate::withdraw);
    }

    void halt(int alert, boolean now) {
        if (alert == 0) {
            allHalted = now;
        } else {
            gate(alert).ifPresent(gate -> gate.halt(now));
        }
    }

    private Optional<AlertGate> gate(int alert) {
        return Optional.ofNullable(entries.get(alert)).map(Entry::gate);
    }

    /// The verified content of an alert's step; empty if it may not be sent at all.
    Optional<Content> content(int alert, int step) {
        Entry entry = entries.get(alert);
        return entry == null || step >= entry.steps().length ? Optional.empty() : Optional.of(entry.steps()[step]);
    }

    /// Null when a request of this alert may be written now.
    @Nullable
    NotSentCause refusal(int alert, long wallMs) {
        Entry entry = entries.get(alert);
        return entry == null || allHalted ? NotSentCause.GATE : entry.gate().refusal(wallMs);
    }
}
