package uk.tocsin.simulation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Effect;
import uk.tocsin.model.LaneShare;

/// One process: it can crash at any step, stand still and wake up, and be wrong about the time. What it knows
/// is lost with it.
final class Node {
    /// Clocks agree this well; a greater jump stops decisions.
    private static final long SKEW_MS = 2_000;

    private static final long JUMP_MS = 5_000;

    /// The process is gone in the middle of what it did.
    private static final class Crash extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Crash() {
            super("crash", null, false, false);
        }
    }

    final int id;
    private final World world;
    private final @Nullable Owner[] owners;
    private final @Nullable Replica[] replicas;
    private final long[] disowned;
    private final Map<LaneShare, Map<ChannelKind, NodeLane>> lanes = new EnumMap<>(LaneShare.class);
    private final List<Runnable> deferred = new ArrayList<>();
    private Gate gate = new Gate();
    private long followed = -1;
    private long life;
    private boolean up;
    private boolean paused;
    private boolean suspect;
    private long ableMs;
    private long skewMs;
    private long lateUntilMs;

    Node(World world, int id) {
        this.world = world;
        this.id = id;
        this.owners = new Owner[world.weather.shards];
        this.replicas = new Replica[world.weather.shards];
        this.disowned = new long[world.weather.shards];
        this.skewMs = world.chance.between(-SKEW_MS, SKEW_MS);
    }

    // ---- life

    void start() {
        life = world.nextLife();
        up = true;
        gate = new Gate();
        followed = -1;
        follow(world.control.end() - 1);
        for (LaneShare share : LaneShare.values()) {
            Map<ChannelKind, NodeLane> ofShare = new EnumMap<>(ChannelKind.class);
            for (ChannelKind channel : ChannelKind.values()) {
                ofShare.put(channel, new NodeLane(world, this, share, channel));
            }
            lanes.put(share, ofShare);
        }
        world.trace.note("node up", id, life, 0);
        world.group.joined(this);
    }

    void crash() {
        if (!up) {
            return;
        }
        world.trace.note("node down", id, life, 0);
        world.crashes++;
        up = false;
        paused = false;
        deferred.clear();
        lanes.clear();
        for (int shard = 0; shard < owners.length; shard++) {
            owners[shard] = null;
            replicas[shard] = null;
            world.shardLog(shard).crashed(this);
        }
        world.control.crashed(this);
        world.group.left(this);
        world.time.after(world.chance.between(300, 20_000), this::start);
    }

    /// Perhaps the process ends here, or another takes a shard from whoever has it.
    void mayCrash(String where) {
        if (world.chance.in(world.weather.takeover)) {
            world.trace.note("takeover at " + where, id, 0, 0);
            world.group.rebalance();
        }
        if (world.chance.in(world.weather.crash)) {
            world.trace.note("crash at " + where, id, 0, 0);
            throw new Crash();
        }
    }

    void pause(long spanMs) {
        if (up && !paused) {
            world.trace.note("pause", id, spanMs, 0);
            paused = true;
            long of = life;
            world.time.after(spanMs, () -> wake(of));
        }
    }

    private void wake(long of) {
        if (life != of || !paused) {
            return;
        }
        paused = false;
        ableMs = world.time.nowMs();
        world.trace.note("wake", id, 0, 0);
        List<Runnable> missed = List.copyOf(deferred);
        deferred.clear();
        missed.forEach(action -> run(of, action));
    }

    /// Does something later in this life, or not at all.
    void after(long delayMs, Runnable action) {
        after(life, delayMs, action);
    }

    void after(long of, long delayMs, Runnable action) {
        world.time.after(delayMs, () -> run(of, action));
    }

    private void run(long of, Runnable action) {
        if (!up || life != of) {
            return;
        }
        if (paused) {
            deferred.add(action);
            return;
        }
        try {
            action.run();
        } catch (Crash _) {
            crash();
        }
    }

    boolean up() {
        return up;
    }

    boolean awake() {
        return up && !paused;
    }

    long life() {
        return life;
    }

    // ---- time

    long wallMs() {
        return world.time.nowMs() + skewMs;
    }

    boolean suspect() {
        return suspect;
    }

    /// Since when it has neither stood still nor doubted its clock.
    long ableMs() {
        return ableMs;
    }

    /// The wall clock is set: a little, which goes unnoticed, or so much that decisions stop until it is right.
    void jump(long byMs) {
        if (!up || suspect) {
            return;
        }
        world.trace.note("clock jumps", id, byMs, 0);
        if (Math.abs(byMs) <= JUMP_MS) {
            skewMs = Math.clamp(skewMs + byMs, -SKEW_MS, SKEW_MS);
            return;
        }
        long before = skewMs;
        skewMs += byMs;
        suspect = true;
        world.time.after(world.chance.between(1_000, 60_000), () -> {
            skewMs = before;
            suspect = false;
            ableMs = world.time.nowMs();
            after(0, () -> forOwners(Owner::work));
        });
    }

    // ---- the control log

    /// The control log is durable up to a position, which this node reads a little later.
    void controlReaches(long position) {
        lateUntilMs = Math.max(lateUntilMs, world.time.nowMs() + world.chance.between(1, 150));
        after(lateUntilMs - world.time.nowMs(), () -> {
            follow(position);
            forOwners(Owner::soon);
        });
    }

    private void follow(long position) {
        while (followed < position) {
            followed++;
            world.control.effectsAt(followed).forEach(gate::follow);
        }
    }

    long followed() {
        return followed;
    }

    List<Effect> effectsAt(long position) {
        return position <= followed ? world.control.effectsAt(position) : List.of();
    }

    Gate gate() {
        return gate;
    }

    // ---- shards

    void own(int shard, long generation) {
        Owner current = owners[shard];
        boolean stale = generation <= disowned[shard];
        if (!stale && (current == null || current.generation < generation)) {
            if (current != null) {
                current.stop();
            }
            Owner owner = new Owner(world, this, shard, generation, replica(shard));
            owners[shard] = owner;
            owner.begin();
        }
    }

    /// What was assigned up to a generation is not any more, even where that word has not come yet.
    void disown(int shard, long generation) {
        disowned[shard] = Math.max(disowned[shard], generation);
        Owner current = owners[shard];
        if (current != null && current.generation <= generation) {
            current.stop();
            owners[shard] = null;
        }
    }

    private Replica replica(int shard) {
        Replica replica = replicas[shard];
        if (replica == null) {
            replica = new Replica(world, shard);
            replicas[shard] = replica;
        }
        return replica;
    }

    /// The journal of a shard is durable up to a position, which the owner reads a little later.
    void shardReaches(int shard, long end) {
        Owner owner = owners[shard];
        if (owner != null) {
            after(owner.lag(), () -> owner.readTo(end));
        }
    }

    @Nullable
    Owner owner(int shard) {
        return owners[shard];
    }

    private void forOwners(Consumer<Owner> action) {
        for (Owner owner : owners) {
            if (owner != null) {
                action.accept(owner);
            }
        }
    }

    NodeLane lane(LaneShare share, ChannelKind channel) {
        return Objects.requireNonNull(Objects.requireNonNull(lanes.get(share)).get(channel));
    }

    NodeLane lane(Permit permit) {
        return lane(permit.share(), permit.channel());
    }
}
