package uk.tocsin.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Ed25519;
import uk.tocsin.control.KeyPurpose;
import uk.tocsin.control.VerificationKey;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.codec.AlertCodec;

/// What may be sent, on this node: the content of every dispatched alert, its signature verified once, and its
/// gate. Written by the control fold; read from any thread.
final class Dispatches {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatches.class);

    /// How long after an alert's expiry the provider may still be asked what became of its requests.
    private static final Duration KEPT = Duration.ofHours(1);

    private final EngineMeters meters;
    private final Map<Integer, Entry> entries = new ConcurrentHashMap<>();
    private final Set<Integer> refused = ConcurrentHashMap.newKeySet();
    private volatile boolean allHalted;

    Dispatches(EngineMeters meters) {
        this.meters = meters;
    }

    /// One dispatched alert. Contents are made once for each step, so that adapters can cache by identity.
    record Entry(AlertGate gate, Content[] steps) {}

    /// Takes up everything that a restored fold says may still matter: what ended long ago has no requests left.
    void restore(ControlState state, Instant now) {
        for (AlertView view : state.alerts()) {
            if (view.dispatch().isPresent()
                    && now.isBefore(view.content().expires().plus(KEPT))) {
                dispatched(view, state.keys());
                halt(view.number(), view.halted());
                if (view.status() == AlertStatus.CANCELLED || view.status() == AlertStatus.SUPERSEDED) {
                    withdraw(view.number());
                }
            }
        }
        allHalted = state.isHalted();
    }

    /// Takes up a dispatched alert, if its approval really signs what is about to be sent; otherwise says so
    /// once, and nothing of it is sent.
    void dispatched(AlertView view, List<VerificationKey> keys) {
        Alert content = view.content();
        Optional<String> fault = fault(view, keys);
        if (fault.isPresent()) {
            refuse(view.number(), fault.get());
            return;
        }
        Content[] steps = new Content[content.plan().steps().size()];
        for (int step = 0; step < steps.length; step++) {
            steps[step] = new Content(view.number(), content, step);
        }
        AlertGate gate = new AlertGate(content.expires().toEpochMilli());
        entries.putIfAbsent(view.number(), new Entry(gate, steps));
    }

    /// Says once that an alert is not sent, whoever asks for it how often.
    void refuse(int alert, String why) {
        if (refused.add(alert)) {
            meters.unsigned();
            LOG.error("alert {} is not sent: {}", alert, why);
        }
    }

    private static Optional<String> fault(AlertView view, List<VerificationKey> keys) {
        AlertView.Approval approval = view.approval().orElseThrow();
        Optional<VerificationKey> key = keys.stream()
                .filter(k -> k.purpose() == KeyPurpose.APPROVAL && k.id().equals(approval.keyId()))
                .findFirst();
        if (key.isEmpty()) {
            return Optional.of("its approval names a key that is not known");
        }
        Digest digest = AlertCodec.digest(view.content());
        if (!digest.equals(approval.digest())) {
            return Optional.of("it is not what was approved");
        }
        ApprovalSignature.Finding finding = ApprovalSignature.verify(
                Ed25519.publicKey(key.get().raw()),
                approval.keyId(),
                approval.signature(),
                digest,
                approval.alert(),
                approval.version());
        return finding == ApprovalSignature.Finding.VALID
                ? Optional.empty()
                : Optional.of("its signature is " + finding);
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

    /// Null when a notice that expires at `expiresMs` may be written now: a kill switch for everything stops notices
    /// too.
    @Nullable
    NotSentCause noticeRefusal(long expiresMs, long wallMs) {
        return allHalted || wallMs >= expiresMs ? NotSentCause.GATE : null;
    }
}
