package uk.tocsin.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.Effect;

/// The control log and its fold. The fold is a pure function of the log, so one serves every node: a node at
/// position `n` knows the effects up to `n`.
final class ControlLog {
    private final World world;
    private final SimLog log;
    private final ControlState state = new ControlState();
    private final List<List<Effect>> effects = new ArrayList<>();
    private final Map<UUID, Consumer<Verdict>> asked = new HashMap<>();
    private final Map<Integer, AlertFacts> alerts = new HashMap<>();
    private final List<Halting> haltings = new ArrayList<>();
    private final Map<Integer, Long> tierLostAtMs = new HashMap<>();
    private final Map<Integer, Long> suspendedAtMs = new HashMap<>();
    private final Approvals approvals = new Approvals();

    /// A halt or resumption; alert 0 is everything.
    private record Halting(long position, int alert, boolean now) {}

    ControlLog(World world) {
        this.world = world;
        this.log = new SimLog(world, -1, (_, first, records) -> durable(first, records));
    }

    private void durable(long first, List<byte[]> records) {
        for (int i = 0; i < records.size(); i++) {
            Act act = ActCodec.decode(records.get(i));
            Verdict verdict = state.apply(first + i, act);
            effects.add(world.conduct.heard(act, verdict));
            boolean counts = verdict instanceof Verdict.Accepted;
            if (verdict instanceof Verdict.Accepted accepted) {
                approvals.saw(act, accepted);
                accepted.effects().forEach(effect -> remember(effects.size() - 1L, effect));
            }
            world.trace.note("act " + act.getClass().getSimpleName(), first + i, counts ? 1 : 0, 0);
            Consumer<Verdict> waiting = asked.remove(act.header().actId());
            if (waiting != null) {
                world.time.after(world.chance.delay(100, 2000), () -> waiting.accept(verdict));
            }
        }
        world.nodes.forEach(node -> node.controlReaches(effects.size() - 1L));
    }

    private void remember(long position, Effect effect) {
        switch (effect) {
            case Effect.Dispatch d -> {
                approvals.cover(d);
                alerts.put(d.alert(), new AlertFacts(d, position, world.time.nowMs()));
            }
            case Effect.Withdraw w -> alert(w.alert()).withdrawn(position, world.time.nowMs());
            case Effect.Halt h -> haltings.add(new Halting(position, h.alert(), true));
            case Effect.Resume r -> haltings.add(new Halting(position, r.alert(), false));
            case Effect.StepStop s -> alert(s.alert()).stopped.add(s.step());
            case Effect.TierGrant _, Effect.EndpointRelease _ -> {}
            case Effect.Suspend s -> suspendedAtMs.put(s.ordinal(), world.time.nowMs());
            case Effect.Reinstate r -> suspendedAtMs.remove(r.ordinal());
            case Effect.TierRevoke t -> tierLostAtMs.putIfAbsent(t.ordinal(), world.time.nowMs());
        }
    }

    /// An act from before the world begins.
    void seed(Act act) {
        log.seed(List.of(ActCodec.encode(act)));
    }

    /// Has an act appended by whichever node is there, again and again until it is in the log.
    void ask(Act act, Consumer<Verdict> verdict) {
        asked.put(act.header().actId(), verdict);
        submit(act);
    }

    private void submit(Act act) {
        if (!asked.containsKey(act.header().actId())) {
            return;
        }
        Node node = world.anyNode();
        if (node != null) {
            log.append(node, List.of(ActCodec.encode(act)), _ -> {});
        }
        world.time.after(5_000, () -> submit(act));
    }

    void crashed(Node node) {
        log.crashed(node);
    }

    ControlState state() {
        return state;
    }

    long end() {
        return effects.size();
    }

    List<Effect> effectsAt(long position) {
        return effects.get((int) position);
    }

    AlertFacts alert(int number) {
        AlertFacts facts = alerts.get(number);
        if (facts == null) {
            throw new Violation(Invariant.AFTER_APPROVAL, "alert " + number + " was never dispatched");
        }
        return facts;
    }

    /// When a subscriber fell back to the public tier, in true time.
    long tierLostAtMs(int ordinal) {
        return tierLostAtMs.getOrDefault(ordinal, AlertFacts.NEVER);
    }

    /// Since when a subscriber is suspended, in true time.
    long suspendedAtMs(int ordinal) {
        return suspendedAtMs.getOrDefault(ordinal, AlertFacts.NEVER);
    }

    Iterable<AlertFacts> alerts() {
        return alerts.values();
    }

    /// Whether an alert is halted as far as a reader at `position` knows.
    boolean halted(int number, long position) {
        boolean one = false;
        boolean all = false;
        for (Halting halting : haltings) {
            if (halting.position() <= position) {
                one = halting.alert() == number ? halting.now() : one;
                all = halting.alert() == 0 ? halting.now() : all;
            }
        }
        return one || all;
    }
}
