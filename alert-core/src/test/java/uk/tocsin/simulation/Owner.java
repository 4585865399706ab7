package uk.tocsin.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.LaneShare;
import uk.tocsin.shard.Applied;
import uk.tocsin.shard.Decision;
import uk.tocsin.shard.Shard;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.Wire;

/// The shell around a shard in the node that believes to own it.
///
/// How it works: it claims, and works once its claim is read back and while no other claim follows it. One
/// append is outstanding; what comes in meanwhile waits. What a decision allows is done only when the decision
/// was read back and counted.
final class Owner {
    private enum Mode {
        IDLE,
        CLAIMING,
        OWNING
    }

    /// A try that may go to the wire, and how.
    private record Allowed(long permit, Consumer<Permit> send) {}

    final long generation;
    private final World world;
    private final Node node;
    private final int number;
    private final Replica replica;
    private final Resolver resolver;
    private final Map<Long, Permit> permits = new TreeMap<>();
    private final Map<Long, Integer> used = new HashMap<>();
    private final Map<Long, TreeMap<Integer, Short>> results = new TreeMap<>();
    private final List<Wire> inbox = new ArrayList<>();
    private final List<Allowed> allowed = new ArrayList<>();
    private List<Wire> carried = List.of();
    private List<Long> permitOf = List.of();
    private Mode mode = Mode.IDLE;
    private boolean stopped;
    private boolean discounted;
    private boolean soon;
    private long epoch = -1;
    private int awaited;
    private long wakeMs = Long.MAX_VALUE;
    private long readsAtMs;
    private long ableMs;

    Owner(World world, Node node, int number, long generation, Replica replica) {
        this.world = world;
        this.node = node;
        this.number = number;
        this.generation = generation;
        this.replica = replica;
        this.resolver = new Resolver(world, node, this);
    }

    // ---- ownership

    void begin() {
        readTo(world.shardLog(number).end());
        claim();
    }

    void stop() {
        stopped = true;
        giveBackAll();
        for (LaneShare share : LaneShare.values()) {
            for (ChannelKind channel : ChannelKind.values()) {
                node.lane(share, channel).noDemand(number);
            }
        }
    }

    /// A claim carries the time, as decisions do: with a clock that may be wrong it waits.
    private void claim() {
        if (stopped || mode != Mode.IDLE || awaited > 0) {
            return;
        }
        if (node.suspect()) {
            node.after(world.chance.between(500, 3_000), this::claim);
            return;
        }
        mode = Mode.CLAIMING;
        node.mayCrash("claim");
        append(List.of(new ShardRecord.Claim(node.life(), node.wallMs())));
        node.mayCrash("claimed");
    }

    private void append(List<ShardRecord> records) {
        List<byte[]> bytes = new ArrayList<>(records.size());
        records.forEach(record -> bytes.add(ShardCodec.encode(record)));
        world.shardLog(number).append(node, bytes, _ -> {});
    }

    /// Another claimed. Still assigned, this node claims again after a while.
    private void lost() {
        mode = Mode.IDLE;
        if (world.conduct.yields()) {
            giveBackAll();
        }
        node.after(world.chance.between(500, 3_000), this::claim);
    }

    private void giveBackAll() {
        permits.values().forEach(permit -> node.lane(permit).settle(permit, 0));
        permits.clear();
    }

    // ---- reading

    /// How long a durable record takes to be read: never overtaking the one before.
    long lag() {
        readsAtMs = Math.max(readsAtMs, world.time.nowMs() + world.chance.delay(15, 700));
        return readsAtMs - world.time.nowMs();
    }

    void readTo(long end) {
        while (replica.next() < end) {
            if (replica.fellBehind()) {
                awaited = 0;
                allowed.clear();
                lost();
                continue;
            }
            long position = replica.next();
            ShardRecord record = ShardCodec.decode(world.shardLog(number).at(position));
            read(position, record, replica.apply(record));
        }
        work();
    }

    private void read(long position, ShardRecord record, Applied applied) {
        switch (record) {
            case ShardRecord.Claim claim -> claimed(position, claim);
            case ShardRecord.Decision decision -> {
                if (awaited > 0 && decision.stamp().epoch() == epoch) {
                    readBack(decision, world.conduct.readBack(position, record, applied));
                }
            }
            case ShardRecord.Input _ -> {}
        }
    }

    private void claimed(long position, ShardRecord.Claim claim) {
        if (claim.node() == node.life() && mode == Mode.CLAIMING) {
            mode = Mode.OWNING;
            ableMs = world.time.nowMs();
            epoch = position;
            node.mayCrash("claim read back");
        } else if (mode == Mode.OWNING) {
            lost();
        }
    }

    private void readBack(ShardRecord.Decision decision, Applied applied) {
        node.mayCrash("read back");
        long permit = permitOf.get(permitOf.size() - awaited);
        awaited--;
        discounted |= applied instanceof Applied.Ignored(Applied.Why why) && why == Applied.Why.OTHER_OWNER;
        if (decision instanceof ShardRecord.Attempted attempted && applied instanceof Applied.Opened opened) {
            used.merge(permit, opened.slots().length, Integer::sum);
            allowed.add(new Allowed(permit, held -> new Sending(world, node, number, attempted, opened, held).start()));
        }
        if (decision instanceof ShardRecord.NoticeTried tried && applied instanceof Applied.Opened opened) {
            noticeReadBack(tried, opened, permit);
        }
        if (awaited == 0) {
            ableMs = world.time.nowMs();
            complete();
        }
    }

    private void noticeReadBack(ShardRecord.NoticeTried tried, Applied.Opened opened, long permit) {
        used.merge(permit, opened.slots().length, Integer::sum);
        ShardRecord.NoticeAsked asked = replica.shard().notice(tried.notice());
        if (opened.slots().length > 0 && asked != null) {
            NoticeRequest.Name name = new NoticeRequest.Name(number, tried.notice(), opened.tryNumber());
            allowed.add(new Allowed(permit, held -> new NoticeSending(world, node, name, asked, held).start()));
        }
    }

    /// The whole decision was read back: permits are settled, what was opened goes to the wire.
    private void complete() {
        if (discounted) {
            inbox.addAll(0, carried);
        }
        discounted = false;
        carried = List.of();
        List<Allowed> going = List.copyOf(allowed);
        allowed.clear();
        for (Allowed each : going) {
            Permit permit = permits.get(each.permit());
            if (permit != null) {
                each.send().accept(permit);
            }
        }
        used.forEach((id, count) -> {
            Permit permit = permits.remove(id);
            if (permit != null) {
                node.lane(permit).settle(permit, count);
            }
        });
        used.clear();
        node.mayCrash("sent");
    }

    // ---- deciding

    void granted(Permit permit) {
        permits.put(permit.id(), permit);
        soon();
    }

    /// A request of a try ended.
    void ended(long tryNumber, int index, short code) {
        results.computeIfAbsent(tryNumber, _ -> new TreeMap<>()).put(index, code);
        soon();
    }

    void decided(Wire.Decided decided) {
        inbox.add(decided);
        soon();
    }

    void soon() {
        if (!soon) {
            soon = true;
            node.after(world.chance.between(0, 5), () -> {
                soon = false;
                work();
            });
        }
    }

    void work() {
        if (stopped || node.suspect() || mode == Mode.IDLE || mode == Mode.CLAIMING || awaited > 0) {
            ableMs = world.time.nowMs();
            return;
        }
        giveBackEnded();
        List<Wire> inputs = acts();
        inputs.addAll(inbox);
        results.forEach((tryNumber, codes) -> inputs.add(wire(tryNumber, codes)));
        inbox.clear();
        results.clear();
        List<Wire> kept =
                inputs.stream().filter(wire -> !(wire instanceof Wire.Acts)).toList();
        permits.values().forEach(permit -> inputs.add(permit.wire()));
        Decision decision = replica.shard().decide(node.wallMs(), inputs, world.conduct.grace());
        List<ShardRecord> records = world.conduct.written(decision.records());
        world.checks.decided(new Deciding(number, replica.shard(), records, Math.max(ableMs, node.ableMs())));
        giveBackUnused(decision);
        if (records.isEmpty()) {
            rest();
            return;
        }
        carried = kept;
        permitOf = decision.permits();
        awaited = records.size();
        node.mayCrash("decided");
        if (!world.conduct.waitsForReadBack()) {
            ahead(records);
        }
        append(records);
        node.mayCrash("appended");
    }

    /// The wrong way: acts as if the decision were read back already.
    private void ahead(List<ShardRecord> records) {
        long position = world.shardLog(number).end();
        for (int i = 0; i < records.size(); i++) {
            Permit permit = permits.get(permitOf.get(i));
            if (records.get(i) instanceof ShardRecord.Attempted attempted && permit != null) {
                Applied.Opened opened = new Applied.Opened(position + i, attempted.slots());
                new Sending(world, node, number, attempted, opened, permit).start();
            }
        }
    }

    private static Wire wire(long tryNumber, NavigableMap<Integer, Short> codes) {
        int[] indexes = new int[codes.size()];
        short[] values = new short[codes.size()];
        int size = 0;
        for (Map.Entry<Integer, Short> code : codes.entrySet()) {
            indexes[size] = code.getKey();
            values[size++] = code.getValue();
        }
        return new Wire.Ended(tryNumber, indexes, values, List.of());
    }

    /// What the control log says since the shard last followed it, as far as it concerns this shard.
    private List<Wire> acts() {
        List<Wire> acts = new ArrayList<>();
        for (long at = replica.shard().controlPosition() + 1; at <= node.followed(); at++) {
            acts.add(new Wire.Acts(at, node.effectsAt(at)).in(number));
        }
        return acts;
    }

    private void giveBackEnded() {
        permits.values().removeIf(permit -> {
            boolean over = !world.conduct.holds(world.time.nowMs() - permit.grantedMs());
            if (over) {
                node.lane(permit).settle(permit, 0);
            }
            return over;
        });
    }

    private void giveBackUnused(Decision decision) {
        permits.values().removeIf(permit -> {
            boolean unused = !decision.permits().contains(permit.id());
            if (unused) {
                node.lane(permit).settle(permit, 0);
            }
            return unused;
        });
    }

    /// Nothing to decide: states what it would send, and sleeps until something is due.
    private void rest() {
        for (LaneShare share : LaneShare.values()) {
            for (ChannelKind channel : ChannelKind.values()) {
                node.lane(share, channel).demand(number, replica.shard().demand(share, channel));
                node.lane(share, channel).pump();
            }
        }
        resolver.look();
        long due = replica.shard().nextDueMs(world.conduct.grace());
        if (due != Long.MAX_VALUE) {
            long delay = world.conduct.wakes(Math.max(1, due - node.wallMs()));
            long at = world.time.nowMs() + delay;
            if (at < wakeMs || wakeMs <= world.time.nowMs()) {
                wakeMs = at;
                node.after(delay, () -> {
                    wakeMs = wakeMs == at ? Long.MAX_VALUE : wakeMs;
                    work();
                });
            }
        }
    }

    /// The shard while this node may decide for it.
    Shard shard() {
        return replica.shard();
    }

    boolean owning() {
        return mode == Mode.OWNING && !stopped;
    }

    int number() {
        return number;
    }

    Replica replica() {
        return replica;
    }
}
