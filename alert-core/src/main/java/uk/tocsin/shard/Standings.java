package uk.tocsin.shard;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Response;
import uk.tocsin.model.SuppressionCause;

/// How subscribers of a shard and their deliveries stand: what the rest of the system asks about one of them. Changes
/// nothing; for the shard's thread.
public final class Standings {
    /// So long an endpoint's index names no other address (protocol: register).
    private static final long ENDPOINT_REUSE_MS = Duration.ofDays(30).toMillis();

    private final NavigableMap<Integer, AlertLedger> alerts;
    private final Directory directory;

    Standings(NavigableMap<Integer, AlertLedger> alerts, Directory directory) {
        this.alerts = alerts;
        this.directory = directory;
    }

    /// Whether this shard planned a delivery to a slot in this step.
    public boolean knows(int alert, int step, int slot) {
        AlertLedger ledger = alerts.get(alert);
        if (ledger == null || !ledger.hasStep(step)) {
            return false;
        }
        ChannelLedger channel = ledger.existing(ledger.channelOf(step));
        return channel != null && channel.stepOf(slot) == step;
    }

    /// Why an endpoint of a subscriber is not used.
    ///
    /// @param until when it may be used again; empty for until somebody releases it
    public record Suppression(int endpoint, SuppressionCause cause, Optional<Instant> until) {}

    /// The endpoints of a slot that are not used.
    public List<Suppression> suppressions(int slot) {
        List<Suppression> found = new ArrayList<>();
        for (int endpoint = 0; endpoint < Endpoint.MAX; endpoint++) {
            int index = endpoint;
            directory.suppressions().why(slot, endpoint).ifPresent(why -> {
                boolean ends = why.untilMs() != Suppressions.FOR_GOOD;
                Optional<Instant> until = ends ? Optional.of(Instant.ofEpochMilli(why.untilMs())) : Optional.empty();
                found.add(new Suppression(index, why.cause(), until));
            });
        }
        return found;
    }

    /// How many endpoints are not used, by cause; a cause of none is not there.
    public Map<SuppressionCause, Long> suppressed() {
        return directory.suppressions().counts();
    }

    /// Who of some people has a channel, but no endpoint there that may be used.
    ///
    /// @param slots of the people; not changed
    /// @param used the channels that are asked about together
    public Blocked blocked(RoaringBitmap slots, Set<ChannelKind> used) {
        return directory.blocked(slots, used);
    }

    /// One delivery to a subscriber, as far as it came.
    public record Delivery(int alert, ChannelKind channel, DeliveryState state) {}

    /// Every delivery that was planned to a slot, the newest alert first.
    public List<Delivery> deliveries(int slot) {
        List<Delivery> found = new ArrayList<>();
        for (AlertLedger alert : alerts.descendingMap().values()) {
            for (ChannelLedger ledger : alert.ledgers()) {
                DeliveryState state = ledger.stateOf(slot);
                if (state != null) {
                    found.add(new Delivery(alert.number(), ledger.channel(), state));
                }
            }
        }
        return found;
    }

    /// Whether a delivery was acknowledged.
    public boolean acknowledged(int alert, int step, int slot) {
        AlertLedger ledger = alerts.get(alert);
        ChannelLedger channel =
                ledger == null || !ledger.hasStep(step) ? null : ledger.existing(ledger.channelOf(step));
        return channel != null && channel.acknowledged(slot);
    }

    /// What a person has answered to an alert, in the order of its questions.
    public List<Response> responses(int alert, int slot) {
        AlertLedger ledger = alerts.get(alert);
        return ledger == null ? List.of() : ledger.answers().of(slot);
    }

    /// Whether news that the address of a delivery is dead is still about the address that it went to: it is
    /// news (the same was not known before, so a repetition forgets nothing that was renewed since), and the
    /// endpoint's index cannot name another address yet.
    public boolean tellsOfAddress(int alert, int step, int endpoint, int slot, long nowMs) {
        AlertLedger ledger = alerts.get(alert);
        if (ledger == null || !ledger.hasStep(step) || nowMs - ledger.dispatchedMs() >= ENDPOINT_REUSE_MS) {
            return false;
        }
        ChannelLedger channel = ledger.existing(ledger.channelOf(step));
        return channel != null && !channel.failedAt(endpoint, slot);
    }

    /// The alerts, neither withdrawn nor expired, that were attempted to a slot on a channel, the newest first, each
    /// with the step of it. What a person may mean who answers without naming a message.
    public List<Open> open(ChannelKind channel, int slot, long nowMs) {
        List<Open> open = new ArrayList<>();
        for (AlertLedger alert : alerts.descendingMap().values()) {
            ChannelLedger ledger = alert.existing(channel);
            if (ledger != null && !alert.over(nowMs) && ledger.attempted(slot)) {
                open.add(new Open(alert.number(), ledger.stepOf(slot), ledger.acknowledged(slot)));
            }
        }
        return open;
    }

    /// An alert, the step of it that concerns a slot, and whether the slot's delivery was acknowledged.
    public record Open(int alert, int step, boolean acknowledged) {}
}
