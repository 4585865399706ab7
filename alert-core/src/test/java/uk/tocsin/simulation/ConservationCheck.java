package uk.tocsin.simulation;

import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.LedgerView;
import uk.tocsin.shard.Shard;

/// Planned deliveries are in exactly one place, always; states add up to what was planned.
final class ConservationCheck implements Check {
    private final World world;

    ConservationCheck(World world) {
        this.world = world;
    }

    @Override
    public void applied(Seen seen) {
        String wrong = seen.state().audit();
        if (wrong != null) {
            throw new Violation(
                    Invariant.CONSERVATION, "shard " + seen.shard() + " at " + seen.position() + ": " + wrong);
        }
    }

    @Override
    public void calm() {
        world.witnesses.forEach(witness -> addUp(witness.shard()));
    }

    @Override
    public void end() {
        calm();
    }

    private void addUp(Shard shard) {
        for (AlertFacts facts : world.control.alerts()) {
            LedgerView view = shard.view(facts.number());
            if (view == null) {
                continue;
            }
            for (ChannelKind channel : view.channels()) {
                int sum = 0;
                for (DeliveryState state : DeliveryState.values()) {
                    sum += view.state(channel, state).getCardinality();
                }
                Violation.unless(
                        sum == view.planned(channel).getCardinality(),
                        Invariant.CONSERVATION,
                        "alert %d: the states of %s do not add up",
                        facts.number(),
                        channel.word());
            }
        }
    }
}
