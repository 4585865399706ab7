package uk.tocsin.console.pages.live;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.engine.LaneHealth;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.LedgerView;
import uk.tocsin.reach.Reach;

/// What is known of an alert that went out, at one moment: the same figures that the API gives. Immutable.
///
/// @param allHalted whether everything is halted
/// @param opened how often the page of each action that opens one was opened, by its place; -1 for other actions
/// @param firstWordMs how long after the dispatch a provider took the first message
record Figures(
        Instant at,
        AlertView view,
        boolean allHalted,
        List<LaneHealth> lanes,
        Reach.Report reach,
        List<Long> opened,
        OptionalLong firstWordMs,
        Curve curve,
        Slices slices) {
    Figures {
        lanes = List.copyOf(lanes);
        opened = List.copyOf(opened);
    }

    /// What the figures of an alert are made from.
    record Sources(AlertView view, boolean allHalted, List<LaneHealth> lanes, Collection<LedgerView> ledgers) {}

    /// Works them out, on the caller's thread.
    static Figures of(Sources from, Slices slices, Instant at) {
        Reach.Report reach = Reach.of(from.ledgers());
        Alert alert = from.view().content();
        List<Long> opened = new ArrayList<>();
        List<Action> actions = alert.prompts().actions();
        for (int i = 0; i < actions.size(); i++) {
            opened.add(actions.get(i).kind() == Action.Kind.OPEN ? Reach.opened(from.ledgers(), i) : -1L);
        }
        Instant since = from.view().dispatch().orElseThrow().time();
        return new Figures(
                at,
                from.view(),
                from.allHalted(),
                from.lanes(),
                reach,
                opened,
                Reach.firstWordMs(from.ledgers()),
                Curve.of(reach, alert.plan(), from.lanes(), Duration.between(since, at)),
                slices);
    }

    /// The same with other figures by dimension.
    Figures with(Slices other) {
        return new Figures(at, view, allHalted, lanes, reach, opened, firstWordMs, curve, other);
    }

    /// The same of an alert as it stands now, which may be newer than the figures.
    Figures of(AlertView now, Instant time) {
        return new Figures(time, now, allHalted, lanes, reach, opened, firstWordMs, curve, slices);
    }

    Alert alert() {
        return view.content();
    }

    AlertStatus status() {
        return view.statusAt(at);
    }

    Instant dispatched() {
        return view.dispatch().orElseThrow().time();
    }

    boolean stopped() {
        return view.halted() || allHalted;
    }

    /// Deliveries in a state, over all channels.
    long in(DeliveryState state) {
        return reach.channels().values().stream()
                .mapToLong(funnel -> funnel.states().getOrDefault(state, 0L))
                .sum();
    }

    long in(ChannelKind channel, DeliveryState state) {
        Reach.Funnel funnel = reach.channels().get(channel);
        return funnel == null ? 0 : funnel.states().getOrDefault(state, 0L);
    }

    /// Deliveries that have yet to be tried or answered.
    long open() {
        return in(DeliveryState.WAITING) + in(DeliveryState.HELD) + in(DeliveryState.IN_FLIGHT);
    }

    /// How long people took from knowing to the dispatch.
    Optional<Duration> people() {
        return alert().knownAt().map(known -> Duration.between(known, dispatched()));
    }

    /// The figures as sheets.
    LiveSheets sheets() {
        return new LiveSheets(this);
    }

    Map<ChannelKind, Reach.Funnel> channels() {
        return reach.channels();
    }
}
