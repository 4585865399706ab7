package uk.tocsin.journal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import uk.tocsin.model.Shards;

/// The ownership of several nodes in one process: shards are spread evenly, in the order of joining. Everything
/// happens on one thread of its own.
public final class Members implements AutoCloseable {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final Map<Ownership, Ownership.Owner> owners = new LinkedHashMap<>();
    private final Map<Ownership, TreeSet<Integer>> held = new LinkedHashMap<>();

    /// One node's.
    public final class Member implements Ownership {
        @Override
        public void join(Owner owner) {
            thread.execute(() -> {
                owners.put(this, owner);
                held.put(this, new TreeSet<>());
                spread();
            });
        }

        /// The node is dead: nobody tells it anything.
        public void kill() {
            run(this::gone);
        }

        /// The node was not heard of for too long.
        public void cut() {
            run(() -> {
                Owner owner = Objects.requireNonNull(owners.get(this));
                TreeSet<Integer> lost = Objects.requireNonNull(held.get(this));
                gone();
                owner.lost(lost);
            });
        }

        private void gone() {
            owners.remove(this);
            held.remove(this);
            spread();
        }

        @Override
        public void close() {
            run(() -> {
                Owner owner = owners.get(this);
                if (owner != null) {
                    owner.revoked(Objects.requireNonNull(held.get(this)));
                    gone();
                }
            });
        }

        private void run(Runnable task) {
            try {
                thread.submit(task).get(30, TimeUnit.SECONDS);
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /// A node that may join.
    public Member member() {
        return new Member();
    }

    /// Takes from whoever has too many, then gives what nobody has.
    private void spread() {
        List<Ownership> members = new ArrayList<>(owners.keySet());
        if (members.isEmpty()) {
            return;
        }
        int most = (Shards.COUNT + members.size() - 1) / members.size();
        TreeSet<Integer> free = new TreeSet<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            free.add(shard);
        }
        for (Ownership member : members) {
            TreeSet<Integer> mine = Objects.requireNonNull(held.get(member));
            TreeSet<Integer> gone = new TreeSet<>();
            while (mine.size() > most) {
                gone.add(Objects.requireNonNull(mine.pollLast()));
            }
            if (!gone.isEmpty()) {
                Objects.requireNonNull(owners.get(member)).revoked(gone);
            }
            free.removeAll(mine);
        }
        for (Ownership member : members) {
            TreeSet<Integer> fresh = new TreeSet<>();
            TreeSet<Integer> mine = Objects.requireNonNull(held.get(member));
            while (mine.size() + fresh.size() < most && !free.isEmpty()) {
                fresh.add(Objects.requireNonNull(free.pollFirst()));
            }
            if (!fresh.isEmpty()) {
                mine.addAll(fresh);
                Objects.requireNonNull(owners.get(member)).assigned(fresh);
            }
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
