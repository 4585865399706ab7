package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Contact;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.Standings;

/// Makes one record of two that are one person's. The act in the control log says which; this follows it: addresses
/// with what was said about them, premises and completions move to the record that stays, then the other is
/// forgotten. Nothing moves while an alert is under way to the record that goes, so that nobody misses the rest of it;
/// for a moment both records have the addresses, because an alert that comes twice is better than one that is lost.
/// Each step can be repeated, and what a crash leaves half done goes on after the next start. Any thread.
public final class Merges {
    private static final Logger LOG = LoggerFactory.getLogger(Merges.class);

    /// So long after the time of a step every shard has planned it.
    private static final Duration PLANNED = Duration.ofSeconds(5);

    private final Engine engine;
    private final SubscriberRecords records;
    private final Registrar registrar;
    private final Taxonomy taxonomy;
    private final InstantSource clock;

    /// What was ever merged: by the ordinal that went the one that stays.
    private final ConcurrentMap<Integer, Integer> all = new ConcurrentHashMap<>();

    /// Of these, what is not done yet.
    private final ConcurrentMap<Integer, Integer> pending = new ConcurrentHashMap<>();

    /// Merges records of this desk.
    public Merges(Engine engine, SubscriberDesk desk, Registrar registrar, Taxonomy taxonomy, InstantSource clock) {
        this.engine = engine;
        this.records = desk.records();
        this.registrar = registrar;
        this.taxonomy = taxonomy;
        this.clock = clock;
    }

    /// What two records would come to. RegisterRefusal: one is not known, or the endpoints are too many. See also
    /// [ApartException].
    public Future<Contact> preview(int going, int staying) {
        return records.find(going)
                .compose(goes -> records.find(staying).map(stays -> {
                    Contact known = SubscriberRecords.known(goes);
                    Contact other = SubscriberRecords.known(stays);
                    boolean apart = Shards.shardOf(going) != Shards.shardOf(staying);
                    if (apart && !known.profile().premises().isEmpty()) {
                        throw new ApartException();
                    }
                    return Changes.merged(known, other, clock.instant());
                }));
    }

    /// Follows an act; completes with whether it is done already.
    public Future<Boolean> follow(int going, int staying) {
        all.put(going, staying);
        pending.put(going, staying);
        return work(going, staying);
    }

    /// Goes on with everything that the control log says and that is not done.
    public Future<Void> resume() {
        return engine.control(ControlState::merges).compose(known -> {
            all.putAll(known);
            pending.putAll(known);
            return sweep();
        });
    }

    /// Tries what is not done yet.
    public Future<Void> sweep() {
        Future<?> done = Future.succeededFuture();
        for (Map.Entry<Integer, Integer> each : pending.entrySet()) {
            done = done.compose(_ -> work(each.getKey(), each.getValue()));
        }
        return done.mapEmpty();
    }

    /// The ordinal under which a subscriber is kept now: another than `ordinal` when their record was merged.
    public int standsFor(int ordinal) {
        int last = ordinal;
        for (Integer next = all.get(last); next != null; next = all.get(last)) {
            last = next;
        }
        return last;
    }

    private Future<Boolean> work(int going, int staying) {
        return records.turns(going, staying, () -> merge(going, staying))
                .onSuccess(done -> {
                    if (done) {
                        pending.remove(going);
                    }
                })
                .recover(failure -> {
                    if (failure instanceof RegisterRefusal || failure instanceof ApartException) {
                        pending.remove(going);
                        LOG.error("subscriber {} cannot be merged into {}: {}", going, staying, failure.getMessage());
                    } else {
                        LOG.warn("subscriber {} is merged into {} the next time", going, staying, failure);
                    }
                    return Future.succeededFuture(false);
                });
    }

    private Future<Boolean> merge(int going, int staying) {
        return records.find(going).compose(found -> {
            if (found.isEmpty()) {
                return Future.succeededFuture(true);
            }
            return isUnderWay(going)
                    .compose(waits -> waits
                            ? Future.succeededFuture(false)
                            : preview(going, staying)
                                    .compose(after -> move(going, found.get(), staying, after))
                                    .map(true));
        });
    }

    // ---- whether to wait

    private Future<Boolean> isUnderWay(int going) {
        Instant now = clock.instant();
        return engine.control(state ->
                        state.alerts(AlertStatus.DISPATCHED, now).stream().anyMatch(view -> isToStep(view, now)))
                .compose(steps -> steps
                        ? Future.succeededFuture(true)
                        : engine.deliveries(going).map(all -> all.stream().anyMatch(each -> isOpen(each.state()))));
    }

    private static boolean isToStep(AlertView alert, Instant now) {
        Duration last = alert.content().plan().steps().stream()
                .map(Step::delay)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
        return alert.dispatch()
                .filter(dispatch -> now.isBefore(dispatch.time().plus(last).plus(PLANNED)))
                .isPresent();
    }

    private static boolean isOpen(DeliveryState state) {
        return switch (state) {
            case WAITING, HELD, IN_FLIGHT -> true;
            case ACKNOWLEDGED, READ, DELIVERED, FAILED, ACCEPTED, UNKNOWN, WITHDRAWN, EXPIRED, SUPPRESSED -> false;
        };
    }

    // ---- moving

    private Future<Void> move(int going, Contact before, int staying, Contact after) {
        return claims(going, before, staying, after)
                .compose(mine -> stopped(going, before, staying, mine)
                        .compose(_ -> completions(going, staying))
                        .compose(_ -> records.store(staying, mine)))
                .compose(_ -> premises(going, before, staying))
                .compose(_ -> records.keep(going, Changes.emptied(before)))
                .compose(_ -> registrar.forget(going, before.id()));
    }

    /// Moves the claims; an address that somebody else has got hold of meanwhile is not kept.
    private Future<Contact> claims(int going, Contact before, int staying, Contact after) {
        Future<List<Endpoint>> kept = Future.succeededFuture(new ArrayList<>(after.endpoints()));
        for (Endpoint each : before.endpoints()) {
            if (each.state() != EndpointState.UNCONFIRMED) {
                kept = kept.compose(all -> records.move(each.channel(), each.address(), going, staying)
                        .map(mine -> {
                            if (!mine) {
                                all.removeIf(other -> other.channel() == each.channel()
                                        && other.address().equals(each.address()));
                            }
                            return all;
                        }));
            }
        }
        return kept.map(after::with);
    }

    /// What was said about an address holds wherever it is: STOP stays STOP.
    private Future<Void> stopped(int going, Contact before, int staying, Contact after) {
        return engine.suppressions(going).compose(all -> {
            Future<Void> done = Future.succeededFuture();
            for (Standings.Suppression each : all) {
                Optional<Endpoint> there = before.endpoints().stream()
                        .filter(old -> old.index() == each.endpoint())
                        .findFirst()
                        .flatMap(old -> Changes.endpoint(after, old.channel(), old.address()));
                if (there.isPresent()) {
                    ShardRecord.Input stop = new ShardRecord.EndpointSuppressed(
                            Shards.slotOf(staying),
                            there.get().index(),
                            each.cause(),
                            each.until().map(Instant::toEpochMilli).orElse(Long.MAX_VALUE));
                    done = done.compose(_ -> engine.change(Shards.shardOf(staying), stop));
                }
            }
            return done;
        });
    }

    private Future<Void> completions(int going, int staying) {
        SegmentView view = engine.segments().get(Shards.shardOf(going));
        Future<Void> done = Future.succeededFuture();
        for (Taxonomy.Entry each : taxonomy.entries(Dimension.DONE)) {
            int segment = taxonomy.code(Dimension.DONE, each.key());
            if (view.segment(segment).contains(Shards.slotOf(going))) {
                ShardRecord.Input completed = new ShardRecord.Completed(Shards.slotOf(staying), segment);
                done = done.compose(_ -> engine.change(Shards.shardOf(staying), completed));
            }
        }
        return done;
    }

    private Future<Void> premises(int going, Contact before, int staying) {
        Future<Void> done = Future.succeededFuture();
        for (int place : before.profile().premises()) {
            done = done.compose(
                    _ -> records.answers(Shards.shardOf(going), place, Shards.slotOf(going), Shards.slotOf(staying)));
        }
        return done;
    }
}
