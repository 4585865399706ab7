package uk.tocsin.simulation;

/// What happens to nodes and people at random while the weather is bad.
final class Storm {
    private final World world;
    private final Officers officers;
    private boolean over;

    Storm(World world, Officers officers) {
        this.world = world;
        this.officers = officers;
    }

    void begin() {
        again(5_000, 60_000, () -> world.chance.of(world.nodes).crash());
        again(5_000, 60_000, this::pause);
        again(5_000, 90_000, world.group::rebalance);
        again(5_000, 60_000, this::jump);
        again(5_000, 40_000, this::snapshot);
        again(2_000, 20_000, world.population::change);
        again(5_000, 40_000, officers::change);
        again(1_000, 20_000, world.notices::ask);
        if (world.chance.in(0.3)) {
            again(30_000, 300_000, () -> world.nodes.forEach(Node::crash));
        }
        again(8_000, 8_000, world.group::repair);
    }

    /// From now on nothing happens; whatever is down comes back by itself.
    void end() {
        over = true;
        repair();
    }

    private void repair() {
        world.group.repair();
        world.time.after(30_000, world.group::repair);
    }

    private void again(long least, long most, Runnable blow) {
        world.time.after(world.chance.between(least, most), () -> {
            if (!over) {
                blow.run();
                again(least, most, blow);
            }
        });
    }

    private void pause() {
        Node node = world.chance.of(world.nodes);
        long span = world.chance.oneOf(300L, 900L, 3_000L, 12_000L);
        node.pause(world.chance.between(span / 2, span));
        if (span > 5_000) {
            world.time.after(4_000, () -> world.group.handOver(node));
        }
    }

    private void jump() {
        Node node = world.chance.of(world.nodes);
        boolean small = world.chance.in(0.7);
        long span = small ? 2_000 : 3_600_000;
        node.jump(world.chance.between(-span, span));
    }

    private void snapshot() {
        Node node = world.anyNode();
        int shard = world.chance.below(world.weather.shards);
        Owner owner = node == null ? null : node.owner(shard);
        if (owner != null) {
            world.archive(shard).save(owner.replica());
        }
    }
}
