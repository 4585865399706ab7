package uk.tocsin.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Shards;
import uk.tocsin.model.UnknownCause;

/// The one way to a provider: decides which shard may send how much now. Has no queue: shards state what they
/// would send, and the lane grants permits to those with the lowest key, in turn. Plain and deterministic: time
/// is given, monotonic, in nanoseconds. Owned by one thread.
public final class Lane {
    /// A permit ends so long after it was granted; nothing may be written under it any more.
    public static final Duration PERMIT = Duration.ofMillis(800);

    /// Permits below this size cost more to journal than they carry, so fewer shards get more each.
    private static final int WORTHWHILE = 64;

    /// A lane that has less to give than is worthwhile waits, until it has what its rate gives in this time: the last
    /// tokens and places in flight would otherwise go out one by one, each with a record, a read and a commit.
    private static final double GATHER_SECONDS = 0.02;

    /// A lane of few places in flight gathers at most this part of them.
    private static final int PART = 8;

    /// The share of what may be in flight that is kept for severe and extreme alerts; others borrow half of it.
    private static final double RESERVE = 0.2;

    private static final Duration WORK = Duration.ofMillis(250);

    private final LaneSettings settings;
    private final TokenBucket bucket;
    private final Breaker breaker = new Breaker();
    private final BatchLimit batch;
    private final int[] keys = new int[Shards.COUNT];
    private final int[] counts = new int[Shards.COUNT];
    private final boolean[] granted = new boolean[Shards.COUNT];
    private final Map<Long, Grant> open = new HashMap<>();
    private int inFlight;
    private int next;
    private int awaited = 1;
    private long ids;

    /// A permit: `shard` may send up to `count` until [#PERMIT] after the grant.
    public record Grant(long id, int shard, int count) {}

    /// A lane that has granted nothing yet.
    public Lane(LaneSettings settings, long nowNanos) {
        this.settings = settings;
        this.bucket = new TokenBucket(settings.perSecond(), nowNanos);
        this.batch = new BatchLimit(settings.maxBatch(), nowNanos);
        Arrays.fill(keys, ServiceKey.NONE);
    }

    /// A shard says what it would send: the lowest key it has and how many deliveries have it.
    public void demand(int shard, int key, int count) {
        keys[shard] = count == 0 ? ServiceKey.NONE : key;
        counts[shard] = count;
    }

    /// The permits that can be granted now. A shard holds one at a time.
    public List<Grant> grant(long nowNanos) {
        List<Grant> grants = new ArrayList<>();
        while (true) {
            int key = lowestKey();
            int budget = key == ServiceKey.NONE ? 0 : budget(key, nowNanos);
            if (budget <= 0 || budget < worthwhile(key, nowNanos)) {
                return grants;
            }
            grants.add(grantNext(key, budget));
        }
    }

    private int lowestKey() {
        int lowest = ServiceKey.NONE;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            if (!granted[shard]) {
                lowest = Math.min(lowest, keys[shard]);
            }
        }
        return blocked(lowest) ? ServiceKey.NONE : lowest;
    }

    /// A shard whose lower key is already granted must be heard first: what it holds is served before what is
    /// less urgent.
    private boolean blocked(int lowest) {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            if (granted[shard] && keys[shard] < lowest && counts[shard] > heldBy(shard)) {
                return true;
            }
        }
        return false;
    }

    private int heldBy(int shard) {
        for (Grant grant : open.values()) {
            if (grant.shard() == shard) {
                return grant.count();
            }
        }
        return 0;
    }

    private int budget(int key, long nowNanos) {
        int room = settings.maxInFlight() - inFlight;
        if (!ServiceKey.grave(key)) {
            room -= (int) (settings.maxInFlight() * RESERVE / 2);
        }
        int work = Math.max(1, (int) (bucket.perSecond() * WORK.toMillis() / 1000));
        int budget = Math.min(Math.min(room, bucket.available(nowNanos)), Math.min(work, batch.limit()));
        return Math.min(budget, breaker.limit(nowNanos));
    }

    /// The least that is granted now: all that is wanted, if that is less than what is worth gathering.
    private int worthwhile(int key, long nowNanos) {
        int gathered = Math.min((int) (bucket.perSecond() * GATHER_SECONDS), settings.maxInFlight() / PART);
        int most = Math.min(batch.limit(), breaker.limit(nowNanos));
        int enough = Math.min(Math.min(WORTHWHILE, gathered), most);
        int wanted = 0;
        for (int shard = 0; shard < Shards.COUNT && wanted < enough; shard++) {
            wanted += !granted[shard] && keys[shard] == key ? counts[shard] : 0;
        }
        awaited = Math.max(1, Math.min(enough, wanted));
        return awaited;
    }

    private Grant grantNext(int key, int budget) {
        int sharers = 0;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            sharers += !granted[shard] && keys[shard] == key ? 1 : 0;
        }
        int shard = next;
        while (granted[shard] || keys[shard] != key) {
            shard = (shard + 1) % Shards.COUNT;
        }
        next = (shard + 1) % Shards.COUNT;
        int share = Math.max(Math.min(budget, WORTHWHILE), budget / sharers);
        int count = Math.min(share, counts[shard]);
        granted[shard] = true;
        bucket.take(count);
        inFlight += count;
        breaker.granted();
        Grant grant = new Grant(++ids, shard, count);
        open.put(grant.id(), grant);
        return grant;
    }

    /// A shard says how much of a permit it uses; the rest is given back. Every permit is settled exactly once.
    public void settle(long id, int used) {
        Grant grant = open.remove(id);
        if (grant == null || used < 0 || used > grant.count()) {
            throw new IllegalStateException("permit " + id + " cannot be settled with " + used);
        }
        granted[grant.shard()] = false;
        int unused = grant.count() - used;
        bucket.giveBack(unused);
        inFlight -= unused;
        if (used == 0) {
            breaker.unused();
        }
    }

    /// A request that was granted ended like this.
    public void ended(SendOutcome outcome, long nowNanos) {
        inFlight--;
        switch (outcome) {
            case SendOutcome.Accepted _, SendOutcome.Refused _ -> breaker.answered();
            case SendOutcome.Throttled throttled -> {
                breaker.answered();
                bucket.pause(nowNanos, throttled.retryAfter());
            }
            case SendOutcome.NotSent notSent -> notSent(notSent.cause(), nowNanos);
            case SendOutcome.Unknown unknown -> unknown(unknown.cause(), nowNanos);
        }
    }

    private void notSent(NotSentCause cause, long nowNanos) {
        switch (cause) {
            case PERMIT, GATE, BREAKER, INTERNAL -> {
                bucket.giveBack(1);
                breaker.unused();
            }
            case CONNECT, REFUSED_STREAM -> {
                bucket.giveBack(1);
                breaker.failed(nowNanos);
            }
            case UNAVAILABLE, AUTHENTICATION -> breaker.failed(nowNanos);
        }
    }

    private void unknown(UnknownCause cause, long nowNanos) {
        switch (cause) {
            case TIMEOUT, RESET, PROTOCOL, SERVER_ERROR -> breaker.failed(nowNanos);
            case CRASH -> breaker.unused();
        }
    }

    /// A request was granted and opened, but the register forbade it at send time: nothing was asked of the
    /// provider.
    public void withheld() {
        inFlight--;
        bucket.giveBack(1);
        breaker.unused();
    }

    /// Everything that was opened under a permit is over.
    ///
    /// @param size how much that was
    /// @param endNanos when the permit ended, or would have
    /// @param late whether any of it was not written because the permit had ended
    public void over(int size, long endNanos, boolean late, long nowNanos) {
        long grantedNanos = endNanos - PERMIT.toNanos();
        if (late) {
            batch.ended(size, grantedNanos, nowNanos);
        } else {
            batch.held(grantedNanos);
        }
    }

    /// Whether permits end, one after the other, before what they allow is written: the lane has work and does not
    /// get it out in time.
    public boolean late() {
        return batch.late() && (inFlight > 0 || wanted());
    }

    /// The provider's quota changed.
    public void quota(double perSecond, long nowNanos) {
        bucket.quota(perSecond, nowNanos);
        awaited = 1;
    }

    /// Nanoseconds until [#grant] may have something to give, if no shard and no outcome says anything before.
    public long nanosToNext(long nowNanos) {
        return Math.max(bucket.nanosTo(awaited, nowNanos), breaker.nanosToNext(nowNanos));
    }

    /// Whether any shard wants to send.
    public boolean wanted() {
        for (int key : keys) {
            if (key != ServiceKey.NONE) {
                return true;
            }
        }
        return false;
    }

    /// Requests granted and not ended.
    public int inFlight() {
        return inFlight;
    }

    /// Whether the provider counts as down.
    public boolean breakerOpen() {
        return breaker.isOpen();
    }

    /// What the lane may do.
    public LaneSettings settings() {
        return settings;
    }
}
