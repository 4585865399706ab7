package uk.tocsin.register;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Coded;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;

/// Marks as the fold of lines that are only ever added, wherever those are kept:
///
/// ```
/// installation 9f3c0a52-…     whose logs these are: the first of these lines counts
/// version 3                   the highest format that wrote here
/// alerts 4097                 no alert has this number or a higher one
/// slots 12 subscriber 8192    no subscriber of shard 12 has this slot or a higher one
/// restores 1                  the generation that the last restore began
/// erased 524 9f3c0a52-…       ordinal and random id of somebody who was erased
/// ```
///
/// Of two numbers the greater counts, whichever comes last: several may write at once.
public abstract class MarkBook implements Marks {
    private final AtomicReference<@Nullable UUID> installation = new AtomicReference<>();
    private final AtomicInteger version = new AtomicInteger();
    private final AtomicInteger alerts = new AtomicInteger(1);
    private final AtomicInteger restores = new AtomicInteger();
    private final AtomicIntegerArray slots = new AtomicIntegerArray(Shards.COUNT * SlotKind.values().length);
    private final Set<Integer> erased = ConcurrentHashMap.newKeySet();

    /// In order; guarded by itself, for no longer than it takes to copy it.
    private final Set<Erasure> erasures = new LinkedHashSet<>();

    /// Adds a line; returns when it is durable and was taken. Any thread.
    protected abstract void write(String line);

    /// Takes a line that is durable. One thread at a time, in the order of the lines. IllegalArgumentException: this
    /// version does not know it.
    protected final void take(String line) {
        String[] words = line.split(" ", -1);
        switch (words[0] + " " + (words.length - 1)) {
            case "installation 1" -> installation.compareAndSet(null, UUID.fromString(words[1]));
            case "version 1" -> raise(version, Integer.parseInt(words[1]));
            case "alerts 1" -> raise(alerts, Integer.parseInt(words[1]));
            case "restores 1" -> raise(restores, Integer.parseInt(words[1]));
            case "slots 3" ->
                slots.accumulateAndGet(
                        place(Integer.parseInt(words[1]), Coded.ofWord(SlotKind.class, words[2])),
                        Integer.parseInt(words[3]),
                        Math::max);
            case "erased 2" -> take(new Erasure(Integer.parseInt(words[1]), UUID.fromString(words[2])));
            default -> throw new IllegalArgumentException("no mark is called " + words[0]);
        }
    }

    private static void raise(AtomicInteger mark, int to) {
        mark.accumulateAndGet(to, Math::max);
    }

    private void take(Erasure erasure) {
        synchronized (erasures) {
            erasures.add(erasure);
        }
        erased.add(erasure.ordinal());
    }

    private static int place(int shard, SlotKind kind) {
        if (shard < 0 || shard >= Shards.COUNT) {
            throw new IllegalArgumentException("there is no shard " + shard);
        }
        return (kind.code() - 1) * Shards.COUNT + shard;
    }

    @Override
    public final Optional<UUID> installation() {
        return Optional.ofNullable(installation.get());
    }

    @Override
    public final int version() {
        return version.get();
    }

    @Override
    public final int alerts() {
        return alerts.get();
    }

    @Override
    public final int restores() {
        return restores.get();
    }

    @Override
    public final int slots(int shard, SlotKind kind) {
        return slots.get(place(shard, kind));
    }

    @Override
    public final List<Erasure> erasures() {
        synchronized (erasures) {
            return List.copyOf(erasures);
        }
    }

    @Override
    public final boolean isErased(int ordinal) {
        return erased.contains(ordinal);
    }

    @Override
    public final UUID found(UUID proposed) {
        if (installation.get() == null) {
            write("installation " + proposed);
        }
        return installation().orElseThrow();
    }

    @Override
    public final void raiseVersion(int format) {
        if (format > version()) {
            write("version " + format);
        }
    }

    @Override
    public final void raiseAlerts(int firstFree) {
        if (firstFree > alerts()) {
            write("alerts " + firstFree);
        }
    }

    @Override
    public final void raiseRestores(int generation) {
        if (generation > restores()) {
            write("restores " + generation);
        }
    }

    @Override
    public final void raiseSlots(int shard, SlotKind kind, int firstFree) {
        if (firstFree > slots(shard, kind)) {
            write("slots " + shard + " " + kind.word() + " " + firstFree);
        }
    }

    @Override
    public final void erased(Erasure erasure) {
        boolean known;
        synchronized (erasures) {
            known = erasures.contains(erasure);
        }
        if (!known) {
            write("erased " + erasure.ordinal() + " " + erasure.subscriber());
        }
    }
}
