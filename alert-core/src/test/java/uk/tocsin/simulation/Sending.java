package uk.tocsin.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.ShardRecord;

/// The requests of one try on their way to the wire: the permit, the gate and the register are asked in the
/// moment of each write.
final class Sending {
    private final World world;
    private final Node node;
    private final int shard;
    private final ShardRecord.Attempted attempted;
    private final Applied.Opened opened;
    private final Permit permit;

    Sending(World world, Node node, int shard, ShardRecord.Attempted attempted, Applied.Opened opened, Permit permit) {
        this.world = world;
        this.node = node;
        this.shard = shard;
        this.attempted = attempted;
        this.opened = opened;
        this.permit = permit;
    }

    void start() {
        long worst = world.chance.in(world.weather.stalled) ? 2_000 : 300;
        for (int i = 0; i < opened.slots().length; i++) {
            int index = i;
            if (world.chance.in(world.weather.erased)) {
                world.population.erase(shard, world.population.person(shard, opened.slots()[i]));
            }
            node.after(world.chance.delay(20, worst), () -> write(index));
        }
    }

    private void write(int index) {
        node.mayCrash("write");
        NotSentCause refusal = refusal();
        if (refusal != null) {
            ended(index, new SendOutcome.NotSent(refusal));
            return;
        }
        Population.Person person = world.population.person(shard, opened.slots()[index]);
        ChannelKind channel = permit.channel();
        SuppressionReason reason = world.conduct.withheld(withheld(person, channel));
        if (reason != null) {
            tell(index, OutcomeCode.suppressed(reason));
            node.lane(permit).withheld();
            return;
        }
        List<Integer> endpoints = world.conduct.endpoints(attempted.endpoint(), person.endpoints(channel));
        for (int endpoint : endpoints) {
            boolean answered = endpoint == endpoints.getFirst();
            send(index, endpoint, answered);
        }
    }

    private @Nullable SuppressionReason withheld(Population.Person person, ChannelKind channel) {
        if (person.erased) {
            return SuppressionReason.ERASED;
        }
        if (!person.has(attempted.endpoint(), channel)) {
            return SuppressionReason.NO_ENDPOINT;
        }
        AlertFacts facts = world.control.alert(attempted.alert());
        boolean fell = world.control.tierLostAtMs(Shards.ordinal(shard, person.slot)) < facts.dispatchedAtMs;
        Tier tier = fell ? Tier.PUBLIC : person.tier;
        return tier.mayRead(facts.dispatch.lowestTier()) ? null : SuppressionReason.NO_VARIANT;
    }

    private void send(int index, int endpoint, boolean first) {
        int ordinal = Shards.ordinal(shard, opened.slots()[index]);
        Request request = new Request(
                new Delivery(attempted.alert(), ordinal, permit.channel()),
                attempted.step(),
                endpoint,
                opened.tryNumber(),
                permit.id(),
                node,
                world.time.nowMs());
        world.checks.written(request, permit);
        world.provider.send(request, outcome -> {
            if (first) {
                node.mayCrash("answer");
                ended(index, outcome);
            }
        });
    }

    private @Nullable NotSentCause refusal() {
        if (!world.conduct.holds(world.time.nowMs() - permit.grantedMs())) {
            return NotSentCause.PERMIT;
        }
        return world.conduct.asksTheGate() ? node.gate().refusal(attempted.alert(), node.wallMs()) : null;
    }

    private void ended(int index, SendOutcome outcome) {
        SendOutcome reported = world.conduct.reported(permit.channel(), outcome);
        tell(index, OutcomeCode.of(reported));
        node.lane(permit).ended(reported);
    }

    private void tell(int index, short code) {
        Owner owner = node.owner(shard);
        if (owner != null && world.conduct.tellsTheShard()) {
            owner.ended(opened.tryNumber(), index, code);
        }
    }
}
