package uk.tocsin.simulation;

import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Shards;

/// In the end every delivery's state agrees with what its provider did and with the evidence it was told is
/// kept.
final class TruthCheck implements Check {
    private final World world;
    private final Journalled journalled;

    TruthCheck(World world, Journalled journalled) {
        this.world = world;
        this.journalled = journalled;
    }

    @Override
    public void end() {
        for (Witness witness : world.witnesses) {
            for (AlertFacts facts : world.control.alerts()) {
                LedgerView view = witness.shard().view(facts.number());
                if (view != null) {
                    view.channels().forEach(channel -> compare(witness.number, view, channel));
                }
            }
        }
    }

    private void compare(int shard, LedgerView view, ChannelKind channel) {
        for (DeliveryState state : DeliveryState.values()) {
            RoaringBitmap slots = view.state(channel, state);
            slots.forEach(
                    (int slot) -> compare(new Delivery(view.alert(), Shards.ordinal(shard, slot), channel), state));
        }
    }

    private void compare(Delivery delivery, DeliveryState state) {
        List<Request> requests = world.provider.requests(delivery);
        boolean taken = requests.stream().anyMatch(request -> request.taken);
        boolean stands = requests.stream().anyMatch(Request::stands);
        boolean arrives = requests.stream().anyMatch(Request::arrives);
        boolean agrees = switch (state) {
            case ACKNOWLEDGED, READ, DELIVERED -> arrives;
            case ACCEPTED -> taken;
            case FAILED -> !arrives && !requests.isEmpty();
            case UNKNOWN -> journalled.unknown(delivery);
            case WITHDRAWN, EXPIRED, SUPPRESSED -> !stands;
            case IN_FLIGHT, HELD, WAITING -> false;
        };
        Violation.unless(agrees, Invariant.TRUTH, "%s is %s, but the provider knows %s", delivery, state, requests);
        for (Request request : requests) {
            for (Evidence kind : request.kept) {
                Violation.unless(
                        kind == Evidence.FAILED || state.code() <= rank(kind).code(),
                        Invariant.EVIDENCE_KEPT,
                        "%s is %s in spite of being %s",
                        delivery,
                        state,
                        kind);
            }
        }
    }

    private static DeliveryState rank(Evidence kind) {
        return switch (kind) {
            case ACCEPTED -> DeliveryState.ACCEPTED;
            case FAILED -> DeliveryState.FAILED;
            case DELIVERED -> DeliveryState.DELIVERED;
            case READ -> DeliveryState.READ;
            case ACKNOWLEDGED -> DeliveryState.ACKNOWLEDGED;
        };
    }
}
