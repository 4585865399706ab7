package uk.tocsin.console.pages.live;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Visit;

/// Every alert that somebody looks at: one [Watching] for each. Any thread; what it keeps belongs to one context.
final class Watchings {
    /// More alerts than a control room has before it.
    private static final int MOST = 64;

    /// Browsers that watch at once, over all alerts: several times the people of a control room.
    private static final int MOST_VIEWERS = 200;

    /// How long one stream lasts at most.
    private static final Duration ASKS_AGAIN = Duration.ofMinutes(2);

    private final Installation house;
    private final Pages pages;
    private final Context context;
    private final Map<Integer, Watching> watchings = new HashMap<>();

    Watchings(Installation house, Pages pages) {
        this.house = house;
        this.pages = pages;
        this.context = house.vertx().getOrCreateContext();
    }

    /// The figures of an alert that was dispatched, at most a second old; fails with an IllegalStateException when too
    /// many alerts are looked at.
    Future<Figures> figures(int alert) {
        Promise<Figures> found = Promise.promise();
        context.runOnContext(_ -> {
            Watching watching = watching(alert);
            if (watching == null) {
                found.fail(new IllegalStateException("more than " + MOST + " alerts are looked at"));
            } else {
                watching.figures().onComplete(found);
            }
        });
        return found.future();
    }

    private @Nullable Watching watching(int alert) {
        Watching known = watchings.get(alert);
        if (known == null && watchings.size() < MOST) {
            known = new Watching(house, pages, context, alert, () -> watchings.remove(alert));
            watchings.put(alert, known);
        }
        return known;
    }

    /// Lets a visitor watch an alert until they go or their session ends. A browser asks again every few minutes, so
    /// that one whose session was ended from elsewhere sees no more.
    void watch(Visit visit, int alert) {
        HttpServerResponse response = visit.context().response();
        Context own = house.vertx().getOrCreateContext();
        Duration ends =
                Duration.between(house.clock().instant(), visit.visitor().ends());
        Duration left = ends.compareTo(ASKS_AGAIN) < 0 ? ends : ASKS_AGAIN;
        context.runOnContext(_ -> {
            int all = watchings.values().stream().mapToInt(Watching::viewers).sum();
            Watching watching = watching(alert);
            own.runOnContext(_ -> {
                if (watching == null || all >= MOST_VIEWERS || left.isNegative()) {
                    response.setStatusCode(503).end();
                } else {
                    begin(watching, own, response, left);
                }
            });
        });
    }

    private void begin(Watching watching, Context own, HttpServerResponse response, Duration left) {
        AtomicReference<Runnable> leave = new AtomicReference<>(() -> {});
        Viewer viewer = new Viewer(own, response, () -> leave.get().run());
        long timer = house.vertx().setTimer(Math.max(1, left.toMillis()), _ -> viewer.end());
        leave.set(() -> {
            house.vertx().cancelTimer(timer);
            context.runOnContext(_ -> watching.leave(viewer));
        });
        context.runOnContext(_ -> watching.join(viewer));
        if (response.closed()) {
            leave.get().run();
        }
    }
}
