package uk.tocsin.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.Lane;
import uk.tocsin.model.Shards;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.UnknownTry;
import uk.tocsin.shard.Wire;

/// Decides unknowns that may not be repeated, from the provider's own list: a match counts at once, absence
/// only 60 s after the permit's end, and what stays undecided for long is given up, so that the plan's next
/// channel takes over. On one context.
final class Resolver {
    private static final Logger LOG = LoggerFactory.getLogger(Resolver.class);
    private static final Duration FIRST = Duration.ofSeconds(5);
    private static final Duration ABSENT_AFTER = Lane.PERMIT.plusSeconds(60);
    private static final Duration GIVE_UP_AFTER = Duration.ofMinutes(10);
    private static final Duration BETWEEN = Duration.ofSeconds(20);

    private final Recipients recipients;
    private final Dispatches dispatches;
    private final List<Map<Long, Long>> askedMs = new ArrayList<>();
    private final AtomicInteger asking = new AtomicInteger();

    Resolver(Recipients recipients, Dispatches dispatches) {
        this.recipients = recipients;
        this.dispatches = dispatches;
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            askedMs.add(new HashMap<>());
        }
    }

    /// Looks at all unknowns of a shard; asks the provider about those whose time has come.
    void look(ShardRunner shard, List<UnknownTry> unknowns, Channel channel, long nowMs) {
        Map<Long, Long> asked = askedMs.get(shard.number());
        asked.keySet().retainAll(unknowns.stream().map(UnknownTry::tryNumber).collect(Collectors.toSet()));
        unknowns.forEach(unknown -> look(shard, asked, unknown, channel, nowMs));
    }

    private void look(ShardRunner shard, Map<Long, Long> asked, UnknownTry unknown, Channel channel, long nowMs) {
        long key = unknown.tryNumber();
        long sinceMs = nowMs - unknown.permitMs();
        long last = asked.getOrDefault(key, Long.MIN_VALUE / 2);
        boolean absenceCounts = sinceMs >= ABSENT_AFTER.toMillis();
        boolean itNowCounts = absenceCounts && last - unknown.permitMs() < ABSENT_AFTER.toMillis();
        if (sinceMs < FIRST.toMillis() || (nowMs - last < BETWEEN.toMillis() && !itNowCounts)) {
            return;
        }
        Optional<Content> content = dispatches.content(unknown.alert(), unknown.step());
        if (content.isEmpty() || sinceMs >= GIVE_UP_AFTER.toMillis()) {
            asked.remove(key);
            decide(shard, unknown, ShardRecord.Verdict.GIVEN_UP, unknown.slots());
            return;
        }
        if (asking.get() >= Channel.RESOLVED_AT_ONCE) {
            return;
        }
        asking.incrementAndGet();
        asked.put(key, nowMs);
        ask(shard, unknown, channel, content.get(), absenceCounts);
    }

    private void ask(ShardRunner shard, UnknownTry unknown, Channel channel, Content content, boolean absenceCounts) {
        int[] slots = unknown.slots().toArray();
        recipients
                .find(shard.number(), slots, unknown.endpoint(), content, channel.kind())
                .whenComplete((found, failure) -> {
                    if (failure != null) {
                        asking.decrementAndGet();
                        LOG.error("shard {}: contacts cannot be read, unknowns stay", shard.number(), failure);
                        return;
                    }
                    int[] places = Sender.places(found);
                    if (places.length == 0) {
                        asking.decrementAndGet();
                        decide(shard, unknown, ShardRecord.Verdict.GIVEN_UP, unknown.slots());
                        return;
                    }
                    Batch batch = Sender.batch(content, unknown.tryNumber(), found, places, () -> null);
                    Answers answers = new Answers(shard, unknown, slots, places, absenceCounts, asking);
                    channel.resolve(batch, Instant.ofEpochMilli(unknown.permitMs()), answers);
                });
    }

    private static void decide(
            ShardRunner shard, UnknownTry unknown, ShardRecord.Verdict verdict, RoaringBitmap slots) {
        if (!slots.isEmpty()) {
            shard.decided(new Wire.Decided(unknown.tryNumber(), verdict, slots));
        }
    }

    /// Collects a provider's answers, from any thread, and passes them on when the last has come.
    private static final class Answers implements Channel.ResolutionSink {
        private final ShardRunner shard;
        private final UnknownTry unknown;
        private final int[] slots;
        private final int[] places;
        private final boolean absenceCounts;
        private final AtomicInteger left;
        private final AtomicInteger asking;
        private final Channel.Resolution[] answers;

        Answers(
                ShardRunner shard,
                UnknownTry unknown,
                int[] slots,
                int[] places,
                boolean absenceCounts,
                AtomicInteger asking) {
            this.shard = shard;
            this.unknown = unknown;
            this.slots = slots;
            this.places = places;
            this.absenceCounts = absenceCounts;
            this.left = new AtomicInteger(places.length);
            this.asking = asking;
            this.answers = new Channel.Resolution[places.length];
            Arrays.fill(answers, new Channel.Resolution.Undecided());
        }

        @Override
        public void resolved(int index, Channel.Resolution resolution) {
            answers[index] = resolution;
            if (left.decrementAndGet() == 0) {
                asking.decrementAndGet();
                finish();
            }
        }

        private void finish() {
            RoaringBitmap sent = new RoaringBitmap();
            RoaringBitmap notSent = new RoaringBitmap();
            for (int i = 0; i < answers.length; i++) {
                int slot = slots[places[i]];
                switch (answers[i]) {
                    case Channel.Resolution.Sent _ -> sent.add(slot);
                    case Channel.Resolution.Absent _ -> {
                        if (absenceCounts) {
                            notSent.add(slot);
                        }
                    }
                    case Channel.Resolution.Undecided _ -> {
                        // asked again later
                    }
                }
            }
            decide(shard, unknown, ShardRecord.Verdict.SENT, sent);
            decide(shard, unknown, ShardRecord.Verdict.NOT_SENT, notSent);
        }
    }
}
