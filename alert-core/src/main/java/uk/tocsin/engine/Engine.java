package uk.tocsin.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.security.PrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.AudienceFigures;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Verdict;
import uk.tocsin.journal.JournalException;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.Lane;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LaneShare;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.Mode;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Response;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.NoticeToken;
import uk.tocsin.shard.Blocked;
import uk.tocsin.shard.Grace;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.Standings;

/// An engine: all shards of an installation, the control log, and the lanes. Made by [#start]; every method may
/// be called from any thread. Futures complete on contexts of the engine: do not block in their handlers.
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    /// Longer than it takes to go through everybody on call.
    private static final Duration PAGE_LIFE = Duration.ofMinutes(30);

    private static final long LOOK_MS = 1000;

    /// The control fold, and the clerk with the resolver.
    private static final int FIXED_SEATS = 2;

    private final Vertx vertx;
    private final Contexts contexts;
    private final int loops;
    private final Context office;
    private final Ports ports;
    private final EngineMeters meters;
    private final ControlRunner control;
    private final List<ShardRunner> shards = new ArrayList<>();
    private final List<LaneRunner> lanes = new ArrayList<>();
    private final Resolver resolver;
    private final Recipients recipients;
    private final Clerk clerk;
    private final Map<ChannelKind, LaneSettings> defaults;
    private final ClockWatch clock;
    private final Holdings holdings;
    private boolean doubtful;
    private long ticker = -1;

    /// Shards take the first contexts; the control fold, the clerk with the resolver, and the lanes of each
    /// channel have one each.
    private Engine(
            Vertx vertx,
            Contexts contexts,
            Ports ports,
            EngineSettings settings,
            MeterRegistry registry,
            Supplier<UUID> ids,
            @Nullable PrivateKey checkpointKey) {
        this.vertx = vertx;
        this.contexts = contexts;
        this.ports = ports;
        this.meters = new EngineMeters(registry);
        this.clock = new ClockWatch(ports.clock(), ports.nanos());
        this.defaults = settings.lanes();
        this.loops = settings.eventLoops();
        Dispatches dispatches = new Dispatches(meters);
        this.control = new ControlRunner(
                contexts.get(loops),
                ports,
                dispatches,
                meters,
                settings.snapshotEvery(),
                () -> shards.getFirst().decides());
        this.office = contexts.get(loops + 1);
        int seat = loops + FIXED_SEATS;
        for (Channel channel : ports.channels()) {
            LaneSettings lane = Objects.requireNonNull(settings.lanes().get(channel.kind()), "lane settings");
            Context context = contexts.get(seat++);
            for (LaneShare share : LaneShare.values()) {
                lanes.add(new LaneRunner(vertx, context, channel, share, lane, ports.nanos(), meters));
            }
        }
        this.recipients = new Recipients(
                ports.register(),
                ports.vault(),
                ports.tokens(),
                number -> shards.get(number).replica().segments());
        Sender sender = new Sender(recipients, dispatches, ports, meters);
        this.resolver = new Resolver(recipients, dispatches);
        Grace grace = grace(ports.channels());
        for (int number = 0; number < Shards.COUNT; number++) {
            Context context = contexts.get(number % loops);
            shards.add(new ShardRunner(number, vertx, context, ports, settings, grace, sender, lanes, clock, meters));
        }
        this.holdings = new Holdings(shards, this::quotas, ports.fatal());
        this.clerk = new Clerk(office, control, shards, this::ledgers, this::page, ids, ports, checkpointKey);
    }

    private static Grace grace(List<Channel> channels) {
        Map<ChannelKind, Duration> spans = new EnumMap<>(ChannelKind.class);
        for (ChannelKind kind : ChannelKind.values()) {
            spans.put(kind, Lane.PERMIT);
        }
        channels.forEach(channel -> spans.put(channel.kind(), Lane.PERMIT.plus(channel.requestTimeout())));
        return new Grace(spans);
    }

    /// Starts an engine: folds what is stored, then takes part in owning the shards. Completes when it follows them
    /// all.
    ///
    /// @param ids makes act ids
    /// @param checkpointKey signs checkpoints; null for none
    public static Future<Engine> start(
            Vertx vertx,
            Ports ports,
            EngineSettings settings,
            MeterRegistry registry,
            Supplier<UUID> ids,
            @Nullable PrivateKey checkpointKey) {
        int seats = settings.eventLoops() + FIXED_SEATS + ports.channels().size();
        return Contexts.make(vertx, seats, unexpected -> ports.fatal().end("the engine failed", unexpected))
                .map(contexts -> new Engine(vertx, contexts, ports, settings, registry, ids, checkpointKey))
                .compose(Engine::begin);
    }

    private Future<Engine> begin() {
        return control.start()
                .compose(_ -> Future.all(shards.stream().map(ShardRunner::start).toList()))
                .map(_ -> {
                    run();
                    return this;
                });
    }

    private void run() {
        ports.channels().forEach(channel -> meters.lanes(channel.kind(), lanesOf(channel.kind())));
        lanes.forEach(lane ->
                lane.start((from, grant, end) -> shards.get(grant.shard()).permit(from, grant, end)));
        new LoopWatch(vertx, ports.nanos(), meters).watch(contexts.loops(loops));
        meters.owned(() -> shards.stream().filter(ShardRunner::decides).count());
        control.feed(acts -> shards.forEach(shard -> shard.acts(acts)), this::followed, this::policy);
        ports.ownership().join(holdings);
        ticker = vertx.setPeriodic(LOOK_MS, _ -> office.runOnContext(_ -> look()));
    }

    private List<LaneRunner> lanesOf(ChannelKind channel) {
        return lanes.stream().filter(lane -> lane.channel().kind() == channel).toList();
    }

    /// The position of the control log that every shard has followed.
    private long followed() {
        return shards.stream().mapToLong(ShardRunner::followed).min().orElse(-1);
    }

    /// The lanes keep to the part of each quota that goes with the shards of this node.
    private void quotas() {
        control.read(state -> {
            policy(state);
            return state.next();
        });
    }

    private void policy(ControlState state) {
        double part = (double) holdings.count() / Shards.COUNT;
        lanes.forEach(lane -> {
            ChannelKind kind = lane.channel().kind();
            double perSecond = state.quotaPerMinute(kind).orElse(-1) / 60.0;
            boolean open = state.isOpen(kind) && perSecond != 0;
            double usual = Objects.requireNonNull(defaults.get(kind)).perSecond();
            lane.policy(open, perSecond > 0 ? perSecond : usual, part);
        });
    }

    private void look() {
        boolean before = doubtful;
        doubtful = clock.doubtful();
        if (doubtful) {
            if (!before) {
                LOG.error(
                        "the wall clock was set, or differs from the log's, by more than {} s: nothing is decided until"
                                + " it is right (let NTP set it on every machine), or an administrator confirms that it is",
                        EngineSettings.CLOCK_JUMP.toSeconds());
            }
            return;
        }
        if (before) {
            LOG.info("the wall clock is right: decisions go on");
        }
        clerk.look();
        long now = ports.clock().millis();
        for (Channel channel : ports.channels()) {
            if (!channel.repeatsUnknown()) {
                shards.forEach(shard -> Contexts.on(office, shard.unknowns())
                        .onSuccess(unknowns -> resolver.look(shard, unknowns, channel, now)));
            }
        }
    }

    // ---- acts

    /// Appends an act to the control log; completes with what the fold says of it, once it is durable and
    /// folded.
    public Future<Verdict> submit(Act act) {
        return control.submit(act);
    }

    /// Asks the folded control state; what the question gives out must be immutable.
    public <T> Future<T> control(Function<ControlState, T> question) {
        return control.read(question);
    }

    /// Signs the head of the audit log now.
    public Future<Void> checkpoint() {
        return clerk.sign();
    }

    // ---- the register's codes

    /// Takes `count` slots in a shard; completes with the first. Repeating a request id gives the same slots.
    public Future<Integer> take(int shard, SlotKind kind, int count, UUID request) {
        return shards.get(shard).take(kind, count, request);
    }

    /// Appends a register change to a shard; completes when it is durable and counts show it.
    public Future<Void> change(int shard, ShardRecord.Input change) {
        return shards.get(shard).change(change);
    }

    /// The same for changes that come in great numbers; completes with its position when it is durable.
    /// Counts show it some seconds later, or when [#shown] completes.
    public Future<Long> append(int shard, ShardRecord.Input change) {
        return shards.get(shard).input(change);
    }

    /// Completes when counts show what a shard was told up to a position.
    public Future<Void> shown(int shard, long position) {
        return shards.get(shard).replica().shown(position);
    }

    // ---- notices

    /// Asks for a notice to one endpoint of a subscriber; completes when that is durable: from then on a crash
    /// neither loses nor doubles it. It is sent when the notices' share of the channel allows, to the address
    /// that the register has at that moment, and not after the expiry, which is cut to the whole minute. Its
    /// link and code are those of [NoticeToken#of] with the same arguments. Not sent to whom the register or a
    /// suppression forbids it, nor while everything is halted. Fails with [JournalException.Kind#FULL] when
    /// too many wait, and with IllegalArgumentException when it has expired or the channel is not in use.
    public Future<Void> notice(NoticeKind kind, ChannelKind channel, int ordinal, int endpoint, Instant expires) {
        NoticeToken token = NoticeToken.of(kind, ordinal, endpoint, expires);
        if (token.expired(ports.clock().instant()) || lanesOf(channel).isEmpty()) {
            return Future.failedFuture(new IllegalArgumentException(
                    "a notice by " + channel.word() + " that expires at " + expires + " cannot be sent"));
        }
        ShardRunner shard = shards.get(Shards.shardOf(ordinal));
        ShardRecord.NoticeAsked asked = new ShardRecord.NoticeAsked(
                kind, channel, Shards.slotOf(ordinal), endpoint, token.expires().toEpochMilli());
        return shard.replica()
                .ask(() -> shard.replica().shard().takesNotices())
                .compose(takes -> takes
                        ? shard.input(asked).mapEmpty()
                        : Future.failedFuture(
                                new JournalException(JournalException.Kind.FULL, "too many notices are waiting")));
    }

    /// Tells a member of staff, at each of their endpoints, of something. What cannot be asked for is logged:
    /// whoever is next on call is told in a minute.
    private Future<Void> page(int ordinal, NoticeKind what) {
        Instant expires = ports.clock().instant().plus(PAGE_LIFE);
        return Future.fromCompletionStage(recipients.endpoints(ordinal))
                .compose(endpoints -> Future.join(endpoints.stream()
                        .map(each -> notice(what, each.channel(), ordinal, each.index(), expires))
                        .toList()))
                .<Void>mapEmpty()
                .recover(failure -> {
                    LOG.error(
                            "the member of staff with the ordinal {} was not told at every endpoint", ordinal, failure);
                    return Future.succeededFuture();
                });
    }

    // ---- receipts

    /// Journals evidence about one delivery; completes when it is durable, with false (and nothing journalled)
    /// if there is no such delivery. A failure that means that the address is dead suppresses the endpoint
    /// too, if it is news about the address that the delivery went to: the rule by which a shard treats what a
    /// provider refuses at once, for whatever is reported later.
    ///
    /// @param tryNumber the try it is about; 0 where the source does not say
    /// @param reason of a failure; ignored otherwise
    /// @param time as the source says; not later than now
    public Future<Boolean> receive(
            DeliveryToken token,
            long tryNumber,
            Evidence kind,
            FailureReason reason,
            EvidenceSource source,
            Instant time) {
        ShardRunner shard = shards.get(Shards.shardOf(token.ordinal()));
        int slot = Shards.slotOf(token.ordinal());
        return shard.replica()
                .standing(token.alert(), token.step(), token.endpoint(), slot)
                .compose(standing -> {
                    if (standing == ShardReplica.Standing.UNKNOWN) {
                        return Future.succeededFuture(false);
                    }
                    boolean dead = kind == Evidence.FAILED
                            && reason.addressIsDead()
                            && standing == ShardReplica.Standing.TELLS_OF_ADDRESS;
                    // The suppression goes first: if only one of the two became durable, the report would come
                    // again and find that its news is not known yet.
                    Future<Void> forgotten = dead ? suppress(token, SuppressionCause.DEAD) : Future.succeededFuture();
                    ShardRecord.Received received = new ShardRecord.Received(
                            token.alert(),
                            token.step(),
                            token.endpoint(),
                            tryNumber,
                            kind,
                            reason,
                            source,
                            Math.min(time.toEpochMilli(), ports.clock().millis()),
                            new int[] {slot});
                    return Future.all(forgotten, shard.input(received)).map(_ -> {
                        meters.receipts(kind, 1);
                        return true;
                    });
                });
    }

    /// Journals that the endpoint a token names is not to be used until it is released; repeating it changes
    /// nothing. Completes when it is durable.
    public Future<Void> suppress(DeliveryToken token, SuppressionCause cause) {
        int slot = Shards.slotOf(token.ordinal());
        ShardRecord.Input change = new ShardRecord.EndpointSuppressed(slot, token.endpoint(), cause);
        return change(Shards.shardOf(token.ordinal()), change);
    }

    /// The same, because its owner asked for it by the link in a message.
    public Future<Void> suppress(DeliveryToken token) {
        return suppress(token, SuppressionCause.UNSUBSCRIBED);
    }

    /// Journals that the endpoint a token names may be used again; as [#suppress].
    public Future<Void> release(DeliveryToken token) {
        return endpoint(token.ordinal(), token.endpoint(), false);
    }

    /// The endpoints of a subscriber that are not used, and why.
    public Future<List<Standings.Suppression>> suppressions(int ordinal) {
        return shards.get(Shards.shardOf(ordinal)).replica().suppressions(Shards.slotOf(ordinal));
    }

    /// How many endpoints of all subscribers are not used, by cause.
    public Future<Map<SuppressionCause, Long>> suppressed() {
        List<Future<Map<SuppressionCause, Long>>> parts =
                shards.stream().map(shard -> shard.replica().suppressed()).toList();
        return Future.all(parts).map(_ -> {
            Map<SuppressionCause, Long> counts = new EnumMap<>(SuppressionCause.class);
            parts.forEach(part -> part.result().forEach((cause, count) -> counts.merge(cause, count, Long::sum)));
            return counts;
        });
    }

    /// Journals that an endpoint of a subscriber is suppressed, because they texted so, or released.
    public Future<Void> endpoint(int ordinal, int endpoint, boolean suppressed) {
        int slot = Shards.slotOf(ordinal);
        return change(
                Shards.shardOf(ordinal),
                suppressed
                        ? new ShardRecord.EndpointSuppressed(slot, endpoint, SuppressionCause.STOPPED)
                        : new ShardRecord.EndpointReleased(slot, endpoint));
    }

    /// Whether a person acknowledged the delivery that a token names, on any of its endpoints.
    public Future<Boolean> acknowledged(DeliveryToken token) {
        return shards.get(Shards.shardOf(token.ordinal()))
                .replica()
                .acknowledged(token.alert(), token.step(), Shards.slotOf(token.ordinal()));
    }

    /// Journals what a person answered to an alert, and that they have acknowledged it; completes when both are
    /// durable, with false (and nothing journalled) if there is no such delivery. That the alert asks it is for the
    /// caller to see.
    public Future<Boolean> respond(DeliveryToken token, Response response, Instant time) {
        ShardRecord.Responded said =
                new ShardRecord.Responded(token.alert(), token.step(), Shards.slotOf(token.ordinal()), response);
        return receive(token, 0, Evidence.ACKNOWLEDGED, FailureReason.OTHER, EvidenceSource.PERSON, time)
                .compose(known -> known
                        ? shards.get(Shards.shardOf(token.ordinal()))
                                .input(said)
                                .map(_ -> true)
                        : Future.succeededFuture(false));
    }

    /// What a person has answered to an alert, in the order of its questions.
    public Future<List<Response>> responses(int ordinal, int alert) {
        return shards.get(Shards.shardOf(ordinal)).replica().responses(alert, Shards.slotOf(ordinal));
    }

    /// Journals that a subscriber has completed something; repeating it changes nothing. Completes when counts show
    /// it.
    ///
    /// @param done a segment of the dimension `done`
    public Future<Void> completed(int ordinal, int done) {
        return change(Shards.shardOf(ordinal), new ShardRecord.Completed(Shards.slotOf(ordinal), done));
    }

    /// Journals that somebody, nobody knows who, opened the link of an action `times` times.
    public Future<Void> opened(int alert, int action, int times) {
        ShardRecord.Input opened = new ShardRecord.LinkOpened(alert, action, times);
        return shards.get(alert % Shards.COUNT).input(opened).mapEmpty();
    }

    /// One of the alerts that somebody may mean who answers without a token.
    public record OpenDelivery(DeliveryToken token, boolean acknowledged) {}

    /// The alerts, neither withdrawn nor expired, that were attempted to a subscriber on a channel, each as the
    /// delivery at `endpoint`, the newest first.
    public Future<List<OpenDelivery>> open(int ordinal, int endpoint, ChannelKind channel) {
        return shards.get(Shards.shardOf(ordinal))
                .replica()
                .open(channel, Shards.slotOf(ordinal))
                .map(found -> found.stream()
                        .map(open -> new OpenDelivery(
                                new DeliveryToken(open.alert(), ordinal, open.step(), endpoint), open.acknowledged()))
                        .toList());
    }

    /// The tier that a subscriber holds now, at most 50 ms ago: their own or the one that was decided,
    /// whichever is higher.
    public Tier tier(int ordinal) {
        return shards.get(Shards.shardOf(ordinal)).replica().segments().tierOf(Shards.slotOf(ordinal));
    }

    /// Every delivery that was planned to a subscriber, the newest alert first.
    public Future<List<Standings.Delivery>> deliveries(int ordinal) {
        return shards.get(Shards.shardOf(ordinal)).replica().deliveries(Shards.slotOf(ordinal));
    }

    /// The meters, for those who refuse evidence before it gets here.
    public EngineMeters meters() {
        return meters;
    }

    // ---- queries

    /// The segments of all shards, at most 50 ms old.
    public List<SegmentView> segments() {
        return shards.stream().map(shard -> shard.replica().segments()).toList();
    }

    /// How many subscribers an audience means now; on the caller's thread.
    public long count(Audience audience) {
        return AudienceQuery.compile(audience, ports.taxonomy()).count(segments());
    }

    /// Whom an alert would reach if it were dispatched now; on the caller's thread.
    public Forecast forecast(Alert alert) {
        return Forecast.of(alert, segments(), ports.taxonomy());
    }

    /// Whom an audience means, by channel and size, and who of it cannot be reached. On the caller's thread.
    ///
    /// @param lowest the lowest tier that any variant is meant for
    public AudienceFigures figures(Audience audience, Tier lowest, Mode mode) {
        return AudienceFigures.of(audience, lowest, mode, segments(), ports.taxonomy());
    }

    /// Who of those whom an audience means has a channel, but no address there that may be used. Selects on the
    /// caller's thread; the shards count on theirs, in time that grows with the suppressed alone.
    ///
    /// @param lowest the lowest tier that any variant is meant for
    /// @param used the channels of the plan
    public Future<Blocked> blocked(Audience audience, Tier lowest, Mode mode, Set<ChannelKind> used) {
        AudienceQuery query = AudienceQuery.compile(audience, ports.taxonomy());
        List<Future<Blocked>> parts = new ArrayList<>();
        for (ShardRunner shard : shards) {
            SegmentView view = shard.replica().segments();
            RoaringBitmap slots = query.select(view);
            view.leaveOnlyMeant(slots, lowest, mode);
            parts.add(shard.replica().blocked(slots, used));
        }
        return Future.all(parts).map(all -> Blocked.sum(all.<Blocked>list()));
    }

    /// The same of an alert as it is, with the channels of its plan.
    public Future<Blocked> blocked(Alert alert) {
        Set<ChannelKind> used = EnumSet.noneOf(ChannelKind.class);
        alert.plan().steps().forEach(step -> used.add(step.channel()));
        return blocked(alert.audience(), Forecast.lowest(alert), alert.mode(), used);
    }

    /// How many premises those answer for whom an alert would mean if it were dispatched now; to be worked out on any
    /// thread that may take its time, as [#forecast].
    public Future<LongSupplier> premises(Alert alert) {
        return Future.all(
                        shards.stream().map(shard -> shard.replica().premises()).toList())
                .map(all -> {
                    List<UnaryOperator<RoaringBitmap>> answering = all.list();
                    List<SegmentView> views = segments();
                    return () -> Forecast.premises(alert, views, answering, ports.taxonomy());
                });
    }

    /// The ledgers of an alert in all shards that follow it; empty for an alert that was never dispatched.
    public Future<Collection<LedgerView>> ledgers(int alert) {
        List<Future<@Nullable LedgerView>> views =
                shards.stream().map(shard -> shard.replica().view(alert)).toList();
        return Future.all(views).map(all -> {
            List<LedgerView> found = new ArrayList<>();
            for (Object view : all.list()) {
                if (view instanceof LedgerView ledger) {
                    found.add(ledger);
                }
            }
            return found;
        });
    }

    /// How the lanes for alerts do, by channel.
    public List<LaneHealth> lanes() {
        return lanes.stream()
                .filter(lane -> lane.share() == LaneShare.ALERTS)
                .map(LaneRunner::health)
                .toList();
    }

    /// Whether nothing stands against alerts being taken and sent.
    public Future<Boolean> ready() {
        return unready().map(Set::isEmpty);
    }

    /// What stands against alerts being taken and sent now; empty when the engine is ready.
    public Future<Set<Unready>> unready() {
        return Future.all(shards.stream().map(ShardRunner::inPlace).toList()).map(all -> {
            Set<Unready> why = EnumSet.noneOf(Unready.class);
            if (!ports.journal().writable()) {
                why.add(Unready.JOURNAL);
            }
            if (!all.<Boolean>list().stream().allMatch(inPlace -> inPlace)) {
                why.add(Unready.SHARDS);
            }
            if (lanes.stream().anyMatch(LaneRunner::late)) {
                why.add(Unready.PERMITS);
            }
            if (clock.doubtful()) {
                why.add(Unready.CLOCK);
            }
            return why;
        });
    }

    /// Says that the wall clock, which was set, is right now.
    public void confirmClock() {
        clock.confirm();
    }

    /// Gives up its shards, or, where there is nobody to have them, stops deciding; lets what is on its way end, and
    /// writes snapshots. The ports stay open, but the ownership is closed.
    public Future<Void> close() {
        vertx.cancelTimer(ticker);
        return vertx.executeBlocking(
                        () -> {
                            ports.ownership().close();
                            return shards.getFirst().decides();
                        },
                        false)
                .compose(clerk -> Future.all(
                                shards.stream().map(ShardRunner::close).toList())
                        .compose(_ -> control.close(Boolean.TRUE.equals(clerk))))
                .compose(_ -> contexts.close());
    }
}
