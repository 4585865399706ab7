package uk.tocsin.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.lane.Lane;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Shards;
import uk.tocsin.shard.ShardRecord.Verdict;
import uk.tocsin.shard.UnknownTry;
import uk.tocsin.shard.Wire;

/// Decides texts of which nobody knows, from the provider's own list.
final class Resolver {
    /// The list is read from so long before the permit.
    private static final long BEFORE_MS = 5_000;

    /// When nothing could be learnt for so long, nothing will be.
    private static final long GIVE_UP_MS = 4 * 60_000;

    private final World world;
    private final Node node;
    private final Owner owner;
    private boolean looking;

    Resolver(World world, Node node, Owner owner) {
        this.world = world;
        this.node = node;
        this.owner = owner;
    }

    void look() {
        if (!looking && !owner.shard().unknownTries().isEmpty()) {
            looking = true;
            node.after(world.chance.between(2_000, 15_000), () -> {
                looking = false;
                if (owner.owning() && !node.suspect()) {
                    List.copyOf(owner.shard().unknownTries()).forEach(this::ask);
                }
                if (owner.owning()) {
                    look();
                }
            });
        }
    }

    private void ask(UnknownTry unknown) {
        node.mayCrash("resolve");
        Map<Verdict, RoaringBitmap> verdicts = new EnumMap<>(Verdict.class);
        long sinceEndMs = node.wallMs() - unknown.permitMs() - Lane.PERMIT.toMillis();
        for (int slot : unknown.slots().toArray()) {
            Delivery delivery = new Delivery(unknown.alert(), Shards.ordinal(owner.number(), slot), ChannelKind.SMS);
            Provider.Listing listing =
                    world.provider.list(delivery, unknown.endpoint(), unknown.permitMs() - BEFORE_MS);
            Verdict verdict = switch (listing) {
                case LISTED -> Verdict.SENT;
                case ABSENT -> sinceEndMs >= world.conduct.absentAfter().toMillis() ? Verdict.NOT_SENT : null;
                case UNREADABLE -> sinceEndMs >= GIVE_UP_MS ? Verdict.GIVEN_UP : null;
            };
            if (verdict != null) {
                verdicts.computeIfAbsent(verdict, _ -> new RoaringBitmap()).add(slot);
            }
        }
        List<Wire.Decided> answers = new ArrayList<>();
        verdicts.forEach((verdict, slots) -> answers.add(new Wire.Decided(unknown.tryNumber(), verdict, slots)));
        if (!answers.isEmpty()) {
            node.after(world.chance.delay(100, 3_000), () -> answers.forEach(owner::decided));
        }
    }
}
