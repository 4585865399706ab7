package uk.tocsin.simulation;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Says which node owns which shard. Its word reaches the nodes late, so two may believe it of themselves.
final class Group {
    private static final int NOBODY = -1;

    private final World world;
    private final int[] owners;
    private long generations;

    Group(World world) {
        this.world = world;
        this.owners = new int[world.weather.shards];
        Arrays.fill(owners, NOBODY);
    }

    void joined(Node node) {
        for (int shard = 0; shard < owners.length; shard++) {
            if (owners[shard] == NOBODY || owners[shard] == node.id) {
                assign(shard, node);
            }
        }
    }

    /// A node is gone; that is noticed after a while, unless it comes back before.
    void left(Node node) {
        long life = node.life();
        world.time.after(world.chance.between(2_000, 8_000), () -> {
            if (node.life() == life) {
                handOver(node);
            }
        });
    }

    /// A node does not answer: what it owns goes to others.
    void handOver(Node from) {
        for (int shard = 0; shard < owners.length; shard++) {
            if (owners[shard] == from.id) {
                Node to = world.anyNode();
                if (to == null || to == from) {
                    owners[shard] = from.up() ? from.id : NOBODY;
                } else {
                    assign(shard, to);
                }
            }
        }
    }

    /// Moves one shard, for no reason but balance.
    void rebalance() {
        Node to = world.anyNode();
        if (to != null) {
            assign(world.chance.below(owners.length), to);
        }
    }

    /// Sees to it that every shard has an owner that lives.
    void repair() {
        for (int shard = 0; shard < owners.length; shard++) {
            Node to = world.anyNode();
            if (to != null
                    && (owners[shard] == NOBODY
                            || !world.nodes.get(owners[shard]).up())) {
                assign(shard, to);
            }
        }
    }

    private void assign(int shard, Node to) {
        Node before = node(owners[shard]);
        long generation = ++generations;
        if (before != null && before != to) {
            world.takeovers++;
            before.after(world.chance.delay(300, 5_000), () -> before.disown(shard, generation - 1));
        }
        owners[shard] = to.id;
        world.trace.note("assigned", shard, to.id, generation);
        long heardMs = world.chance.in(0.4) ? world.chance.between(0, 15) : world.chance.delay(300, 2_000);
        to.after(heardMs, () -> to.own(shard, generation));
    }

    private @Nullable Node node(int id) {
        return id == NOBODY ? null : world.nodes.get(id);
    }
}
