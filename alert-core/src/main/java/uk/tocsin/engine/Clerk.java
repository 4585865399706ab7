package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.AudienceException;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.HashChain;
import uk.tocsin.control.KeyPurpose;
import uk.tocsin.control.SettledCount;
import uk.tocsin.control.Verdict;
import uk.tocsin.control.VerificationKey;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Digest;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Step;
import uk.tocsin.reach.Reach;

/// The acts that no person does: settlements, checkpoints, dispatches whose time has come, steps of which enough have
/// acknowledged, pages. Runs where shard 0
/// is owned, on one context, about once a second.
final class Clerk {
    private static final Logger LOG = LoggerFactory.getLogger(Clerk.class);
    private static final Duration CHECKPOINT_EVERY = Duration.ofMinutes(1);

    private final Context context;
    private final ControlRunner control;
    private final List<ShardRunner> shards;
    private final IntFunction<Future<Collection<LedgerView>>> ledgers;
    private final Pager pager;
    private final Supplier<UUID> ids;
    private final Ports ports;
    private final @Nullable PrivateKey checkpointKey;
    private final RoaringBitmap[] reported = new RoaringBitmap[Shards.COUNT];
    private final Set<Paging.Page> paging = new HashSet<>();
    private long checkpointedMs;

    /// Tells a member of staff, by their ordinal, of something.
    @FunctionalInterface
    interface Pager {
        /// Completes when it is asked for.
        Future<Void> tell(int ordinal, NoticeKind what);
    }

    /// @param ledgers of an alert, in all shards
    /// @param checkpointKey signs checkpoints; null where this installation has none
    Clerk(
            Context context,
            ControlRunner control,
            List<ShardRunner> shards,
            IntFunction<Future<Collection<LedgerView>>> ledgers,
            Pager pager,
            Supplier<UUID> ids,
            Ports ports,
            @Nullable PrivateKey checkpointKey) {
        this.context = context;
        this.control = control;
        this.shards = shards;
        this.ledgers = ledgers;
        this.pager = pager;
        this.ids = ids;
        this.ports = ports;
        this.checkpointKey = checkpointKey;
        this.checkpointedMs = ports.clock().millis();
        Arrays.setAll(reported, _ -> new RoaringBitmap());
    }

    private ActHeader header() {
        return new ActHeader(ids.get(), ActHeader.ENGINE, ports.clock().instant());
    }

    /// One look around. On the context.
    void look() {
        shards.forEach(this::settle);
        here(shards.getFirst().owned()).onSuccess(mine -> {
            if (mine) {
                dispatchScheduled();
                stopWhatIsEnough();
                page();
                checkpoint();
            }
        });
    }

    private <T> Future<T> here(Future<T> future) {
        return Contexts.on(context, future);
    }

    // ---- settlements

    /// Each owner says of its own shards what is settled there.
    private void settle(ShardRunner shard) {
        RoaringBitmap known = reported[shard.number()];
        here(shard.settled())
                .onSuccess(alerts -> alerts.forEach(alert -> {
                    if (known.checkedAdd(alert)) {
                        here(report(shard, alert)).onFailure(_ -> known.remove(alert));
                    }
                }));
    }

    private Future<Void> report(ShardRunner shard, int alert) {
        return control.read(state -> state.alert(alert)
                        .map(view -> view.settled().stream().anyMatch(s -> s.shard() == shard.number()))
                        .orElse(true))
                .compose(known ->
                        known ? Future.succeededFuture() : shard.replica().view(alert))
                .compose(view -> view == null ? Future.succeededFuture() : settled(shard, view));
    }

    private Future<Void> settled(ShardRunner shard, LedgerView view) {
        List<SettledCount> counts = new ArrayList<>();
        for (ChannelKind channel : view.channels()) {
            for (DeliveryState state : DeliveryState.values()) {
                long count = view.state(channel, state).getLongCardinality();
                if (count > 0) {
                    counts.add(new SettledCount(channel, state, count));
                }
            }
        }
        return shard.replica()
                .position()
                .compose(position ->
                        submit(new Act.ShardSettled(header(), view.alert(), shard.number(), position, counts)));
    }

    // ---- scheduled alerts

    private void dispatchScheduled() {
        Instant now = ports.clock().instant();
        here(control.read(state -> state.alerts(AlertStatus.SCHEDULED, now)))
                .onSuccess(alerts -> alerts.stream()
                        .filter(alert -> alert.approval()
                                .flatMap(approval -> approval.at())
                                .map(at -> !at.isAfter(now))
                                .orElse(false))
                        .forEach(this::dispatch));
    }

    /// Counts whom it would reach; what comes of an older count is for the fold to see.
    private void dispatch(AlertView alert) {
        long submitted = alert.submission().orElseThrow().matched();
        submit(new Act.Dispatched(header(), alert.number(), submitted, count(alert)));
    }

    /// Nobody is in an audience that names what the taxonomy lacks since it was submitted.
    private long count(AlertView alert) {
        List<SegmentView> segments =
                shards.stream().map(shard -> shard.replica().segments()).toList();
        try {
            return AudienceQuery.compile(alert.content().audience(), ports.taxonomy())
                    .count(segments);
        } catch (AudienceException e) {
            LOG.error("alert {}, which is due, has an audience that is not known any more", alert.number(), e);
            return 0;
        }
    }

    // ---- pages

    private void page() {
        here(control.read(state -> Paging.due(state, ports.clock().instant())))
                .onSuccess(due -> due.stream()
                        .filter(paging::add)
                        .forEach(page -> here(told(page)).onComplete(_ -> paging.remove(page))));
    }

    private Future<Void> told(Paging.Page page) {
        return pager.tell(page.ordinal(), page.what())
                .compose(_ -> submit(new Act.Paged(header(), page.alert(), page.version(), page.staff())));
    }

    // ---- shares asked for

    /// Ends the steps of which enough premises have acknowledged.
    private void stopWhatIsEnough() {
        control.read(state -> state.alerts(AlertStatus.DISPATCHED, ports.clock().instant()))
                .onSuccess(alerts ->
                        alerts.stream().filter(alert -> !goals(alert).isEmpty()).forEach(this::stopWhatIsEnough));
    }

    /// The steps that go on until a share has acknowledged.
    private static List<Integer> goals(AlertView alert) {
        List<Step> steps = alert.content().plan().steps();
        return IntStream.range(0, steps.size())
                .filter(step ->
                        steps.get(step).enough() > 0 && !alert.stoppedSteps().contains(step))
                .boxed()
                .toList();
    }

    private void stopWhatIsEnough(AlertView alert) {
        here(ledgers.apply(alert.number())).onSuccess(ledgers -> {
            if (ledgers.size() < Shards.COUNT) {
                return; // a share of the shards that follow it already is no share of the audience
            }
            Reach.Report report = Reach.of(ledgers);
            for (int step : goals(alert)) {
                if (report.acknowledgedBy(
                        alert.content().plan().steps().get(step).enough())) {
                    submit(new Act.StepStopped(header(), alert.number(), step));
                }
            }
        });
    }

    // ---- checkpoints

    private record Head(long position, Digest hash, String keyId) {}

    private void checkpoint() {
        long now = ports.clock().millis();
        if (checkpointKey == null || now - checkpointedMs < CHECKPOINT_EVERY.toMillis()) {
            return;
        }
        checkpointedMs = now;
        sign();
    }

    /// Signs the head of the chain now, if it moved by more than a checkpoint since the last one.
    Future<Void> sign() {
        PrivateKey key = checkpointKey;
        if (key == null) {
            return Future.succeededFuture();
        }
        return control.read(this::head)
                .compose(head -> head.map(h -> submit(new Act.Checkpoint(
                                header(),
                                h.position(),
                                h.hash(),
                                h.keyId(),
                                HashChain.sign(key, h.position(), h.hash()))))
                        .orElse(Future.succeededFuture()));
    }

    private Optional<Head> head(ControlState state) {
        long last = state.next() - 1;
        Optional<VerificationKey> key =
                state.keyInForce(KeyPurpose.CHECKPOINT, ports.clock().instant());
        boolean moved = last > state.lastCheckpoint() + 1;
        return moved ? key.map(k -> new Head(last, state.head(), k.id())) : Optional.empty();
    }

    private Future<Void> submit(Act act) {
        return control.submit(act).map(verdict -> {
            if (verdict instanceof Verdict.Rejected rejected) {
                LOG.warn("the clerk's {} does not count: {}", act.getClass().getSimpleName(), rejected.words());
            }
            return null;
        });
    }
}
