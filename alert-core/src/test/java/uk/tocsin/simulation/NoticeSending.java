package uk.tocsin.simulation;

import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionReason;
import uk.tocsin.shard.OutcomeCode;
import uk.tocsin.shard.ShardRecord;

/// The request of one try of a notice on its way to the wire, as [Sending].
final class NoticeSending {
    private final World world;
    private final Node node;
    private final NoticeRequest.Name name;
    private final ShardRecord.NoticeAsked asked;
    private final Permit permit;

    NoticeSending(World world, Node node, NoticeRequest.Name name, ShardRecord.NoticeAsked asked, Permit permit) {
        this.world = world;
        this.node = node;
        this.name = name;
        this.asked = asked;
        this.permit = permit;
    }

    void start() {
        long worst = world.chance.in(world.weather.stalled) ? 2_000 : 300;
        if (world.chance.in(world.weather.erased)) {
            world.population.erase(name.shard(), person());
        }
        node.after(world.chance.delay(20, worst), this::write);
    }

    private Population.Person person() {
        return world.population.person(name.shard(), asked.slot());
    }

    private void write() {
        node.mayCrash("write notice");
        NotSentCause refusal = refusal();
        if (refusal != null) {
            ended(new SendOutcome.NotSent(refusal));
            return;
        }
        SuppressionReason reason = world.conduct.withheld(withheld());
        if (reason != null) {
            tell(OutcomeCode.suppressed(reason));
            node.lane(permit).withheld();
            return;
        }
        ChannelKind channel = asked.channel();
        Request request = new Request(
                new Delivery(asked.kind().number(), Shards.ordinal(name.shard(), asked.slot()), channel),
                0,
                asked.endpoint(),
                name.tryNumber(),
                permit.id(),
                node,
                world.time.nowMs());
        world.checks.noticeWritten(new NoticeRequest(name, asked, request), permit);
        world.provider.send(request, outcome -> {
            node.mayCrash("answer to notice");
            ended(world.conduct.reportedOfNotice(channel, outcome));
        });
    }

    private @Nullable SuppressionReason withheld() {
        if (person().erased) {
            return SuppressionReason.ERASED;
        }
        return person().has(asked.endpoint(), asked.channel()) ? null : SuppressionReason.NO_ENDPOINT;
    }

    private @Nullable NotSentCause refusal() {
        if (!world.conduct.holds(world.time.nowMs() - permit.grantedMs())) {
            return NotSentCause.PERMIT;
        }
        boolean asks = world.conduct.asksTheGateOfNotices();
        return asks ? node.gate().noticeRefusal(asked.expiresMs(), node.wallMs()) : null;
    }

    private void ended(SendOutcome outcome) {
        tell(OutcomeCode.of(outcome));
        node.lane(permit).ended(outcome);
    }

    private void tell(short code) {
        Owner owner = node.owner(name.shard());
        if (owner != null && world.conduct.tellsTheShard()) {
            owner.ended(name.tryNumber(), 0, code);
        }
    }
}
