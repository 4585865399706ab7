package uk.tocsin.console.pages.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Away;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.control.AlertView;
import uk.tocsin.model.LedgerView;

/// Watches one alert for everybody who looks at it: works its figures out once a second while anybody does, and sends
/// the parts that changed to all of them. Nothing is worked out while nothing happens. Belongs to one context.
///
/// Figures by dimension cost some fifty times what the others do: they are worked out as often as keeps them below a
/// twentieth of a core, and say when that was.
final class Watching {
    private static final Logger LOG = LoggerFactory.getLogger(Watching.class);

    private static final long TICK_MS = 1000;
    private static final int BEAT_TICKS = 15;

    /// How long it goes on after the last look.
    private static final int IDLE_TICKS = 30;

    /// Figures by dimension are worked out after this many times what they cost, within a minute.
    private static final long REST = 20;

    private static final long LONGEST_REST_NS = Duration.ofMinutes(1).toNanos();

    /// Above so many people the first figures come without those by dimension.
    private static final long DEAR = 500_000;

    private final Installation house;
    private final Pages pages;
    private final Context context;
    private final int alert;
    private final Runnable over;
    private final Set<Viewer> viewers = new LinkedHashSet<>();
    private final List<Promise<Figures>> asked = new ArrayList<>();
    private final Map<String, String> parts = new LinkedHashMap<>();
    private @Nullable Figures last;
    private Seen seen = new Seen(null, false, List.of(), 0);
    private Slices slices = Slices.NONE;
    private @Nullable Collection<LedgerView> sliced;
    private long slicesDueNs;
    private int quiet;
    private int unwatched;
    private boolean working;
    private boolean ended;

    /// @param over runs when nobody has looked for a while
    Watching(Installation house, Pages pages, Context context, int alert, Runnable over) {
        this.house = house;
        this.pages = pages;
        this.context = context;
        this.alert = alert;
        this.over = over;
        slicesDueNs = System.nanoTime();
        look();
    }

    /// What figures were made from: the same again gives the same figures.
    ///
    /// @param point how many points the curve has by now
    @SuppressWarnings("ReferenceEquality") // views and folds are the same instance while nothing happens
    private record Seen(@Nullable AlertView view, boolean halted, Collection<LedgerView> ledgers, int point) {
        boolean same(Seen other) {
            return view == other.view
                    && halted == other.halted
                    && point == other.point
                    && sameViews(ledgers, other.ledgers);
        }
    }

    @SuppressWarnings("ReferenceEquality") // a view is the same instance while nothing happens
    private static boolean sameViews(Collection<LedgerView> some, Collection<LedgerView> others) {
        if (some.size() != others.size()) {
            return false;
        }
        var theirs = others.iterator();
        for (LedgerView view : some) {
            if (view != theirs.next()) {
                return false;
            }
        }
        return true;
    }

    // ---- who looks

    /// The figures, at most a second old.
    Future<Figures> figures() {
        unwatched = 0;
        Figures known = last;
        if (known != null) {
            return Future.succeededFuture(known);
        }
        Promise<Figures> first = Promise.promise();
        asked.add(first);
        return first.future();
    }

    /// Shows somebody everything now and what changes from now on.
    void join(Viewer viewer) {
        viewers.add(viewer);
        unwatched = 0;
        if (!parts.isEmpty()) {
            Map<String, String> all = Map.copyOf(parts);
            viewer.show(all, Viewer.message(all));
        }
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    int viewers() {
        return viewers.size();
    }

    // ---- the second

    private void again() {
        house.vertx()
                .setTimer(
                        TICK_MS,
                        _ -> context.runOnContext(_ -> {
                            unwatched = viewers.isEmpty() ? unwatched + 1 : 0;
                            if (unwatched > IDLE_TICKS) {
                                ended = true;
                                over.run();
                            } else {
                                look();
                            }
                        }));
    }

    private void look() {
        if (working || ended) {
            return;
        }
        working = true;
        sources()
                .compose(this::figuresOf)
                .onComplete(done -> context.runOnContext(_ -> {
                    working = false;
                    if (done.failed()) {
                        LOG.warn("the figures of alert {} could not be worked out", alert, done.cause());
                        asked.forEach(each -> each.tryFail(done.cause()));
                        asked.clear();
                    }
                    beat();
                    again();
                }));
    }

    private Future<Figures.Sources> sources() {
        return house.engine()
                .control(state -> new Head(state.alert(alert).orElseThrow(), state.isHalted()))
                .compose(head -> house.engine()
                        .ledgers(alert)
                        .map(ledgers -> new Figures.Sources(
                                head.view(), head.halted(), house.engine().lanes(), ledgers)));
    }

    private record Head(AlertView view, boolean halted) {}

    /// Works out what is new, away from the event loops, and shows it.
    private Future<Void> figuresOf(Figures.Sources from) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(_ -> {
            Duration age = Duration.between(
                    from.view().dispatch().orElseThrow().time(), house.clock().instant());
            Seen now = new Seen(from.view(), from.allHalted(), from.ledgers(), Curve.pointsAt(age));
            Collection<LedgerView> before = sliced;
            boolean stale = before == null || !sameViews(before, from.ledgers());
            boolean slice = stale && System.nanoTime() - slicesDueNs >= 0;
            if (last != null && now.same(seen) && !slice) {
                done.complete();
                return;
            }
            Away.work(house.vertx(), () -> work(from, slice))
                    .onFailure(done::fail)
                    .onSuccess(work -> context.runOnContext(_ -> {
                        seen = now;
                        take(from, work);
                        done.complete();
                    }));
        });
        return done.future();
    }

    /// What one look worked out.
    ///
    /// @param costNs what the figures by dimension took; 0 if they were not worked out
    private record Work(Figures figures, Map<String, String> parts, long costNs) {}

    private Work work(Figures.Sources from, boolean slice) {
        Figures figures = Figures.of(from, slices, house.clock().instant());
        long costNs = 0;
        boolean first = last == null;
        if (slice && !(first && figures.reach().persons().audience() > DEAR)) {
            long begin = System.nanoTime();
            Slices made = Slices.of(from.ledgers(), house.taxonomy(), figures.at());
            costNs = Math.max(1, System.nanoTime() - begin);
            figures = figures.with(made);
        }
        Map<String, String> made = new LinkedHashMap<>();
        for (Part part : Part.values()) {
            made.put(part.id(), pages.part(part.template(), figures));
        }
        return new Work(figures, made, costNs);
    }

    private void take(Figures.Sources from, Work work) {
        if (work.costNs() > 0) {
            slices = work.figures().slices();
            sliced = from.ledgers();
            long rest = Math.min(LONGEST_REST_NS, REST * work.costNs());
            slicesDueNs = System.nanoTime() + rest;
        }
        last = work.figures();
        asked.forEach(each -> each.tryComplete(work.figures()));
        asked.clear();
        Map<String, String> changed = new LinkedHashMap<>();
        work.parts().forEach((id, html) -> {
            if (!html.equals(parts.put(id, html))) {
                changed.put(id, html);
            }
        });
        if (!changed.isEmpty() && !viewers.isEmpty()) {
            quiet = 0;
            Buffer message = Viewer.message(changed);
            viewers.forEach(viewer -> viewer.show(changed, message));
        }
    }

    private void beat() {
        if (++quiet >= BEAT_TICKS) {
            quiet = 0;
            viewers.forEach(Viewer::beat);
        }
    }
}
