package uk.tocsin.console.pages.live;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import uk.tocsin.console.api.Deed;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Text;
import uk.tocsin.control.AlertView;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.LedgerView;
import uk.tocsin.reach.Percentiles;
import uk.tocsin.reach.Reach;

/// What was known of an alert when: what people did with it, and what came back, in one row. Pure; any thread.
///
/// @param moments in order of time
record Timeline(int alert, String event, List<Moment> moments) {
    private static final List<Integer> MILESTONES = List.of(50, 90, 99);

    Timeline {
        moments = List.copyOf(moments);
    }

    /// Something that happened.
    ///
    /// @param within whether it happened at this time at the latest: ages are kept in buckets
    /// @param who did it; empty where nobody did
    /// @param more such as the reason; empty for nothing
    record Moment(Instant time, boolean within, String who, String what, String more) {}

    /// Merges deeds with evidence. The ledgers are none for an alert that was never dispatched.
    static Timeline of(AlertView alert, List<Deed> deeds, Collection<LedgerView> ledgers, Names names) {
        List<Moment> moments = new ArrayList<>();
        alert.content()
                .knownAt()
                .ifPresent(known -> moments.add(new Moment(known, false, "", "It was first known", "")));
        deeds.forEach(deed -> moments.add(moment(deed, names)));
        alert.dispatch().ifPresent(sent -> {
            firsts(sent.time(), ledgers, moments);
            milestones(sent.time(), Reach.of(ledgers), moments);
        });
        moments.sort(Comparator.comparing(Moment::time));
        return new Timeline(alert.number(), alert.content().event(), moments);
    }

    private static Moment moment(Deed deed, Names names) {
        String who = deed.actor() == 0 ? "" : names.of(deed.actor());
        return new Moment(deed.time(), false, who, what(deed, names), deed.reason());
    }

    private static String what(Deed deed, Names names) {
        return switch (deed.kind()) {
            case SAVED -> "Version " + deed.number() + " was saved";
            case SUBMITTED -> "Version " + deed.number() + " was submitted for approval";
            case PAGED -> names.of(deed.number()) + " was told that it waits";
            case RETURNED -> "It was returned to be changed";
            case REJECTED -> "It was rejected";
            case APPROVED -> "Version " + deed.number() + " was approved and dispatched";
            case SCHEDULED -> "Version " + deed.number() + " was approved, to go out later";
            case GLASS_BROKEN -> "Version " + deed.number() + " was sent by one officer alone";
            case REVIEWED ->
                deed.number() == 1
                        ? "Sending it alone was found justified"
                        : "Sending it alone was not found justified";
            case RELEASED -> "A holding message was released as this alert";
            case MOVED -> "The scheduled dispatch was moved";
            case VOIDED -> "The scheduled dispatch was called off";
            case DISPATCHED -> "It was dispatched";
            case CANCELLED -> "It was withdrawn";
            case CHANGE_BEGUN -> "A message that changes or ends it was begun";
            case RESENT -> "It was sent again to those not reached";
            case HALTED -> "It was halted";
            case RESUMED -> "It was resumed";
            case STEP_STOPPED -> "Step " + (deed.number() + 1) + " was stopped";
            case ALL_HALTED -> "Everything was halted";
            case ALL_RESUMED -> "Everything was resumed";
        };
    }

    private static void firsts(Instant dispatched, Collection<LedgerView> ledgers, List<Moment> moments) {
        for (ChannelKind channel : ChannelKind.values()) {
            for (Evidence kind : Evidence.values()) {
                OptionalLong first = ledgers.stream()
                        .filter(ledger -> ledger.channels().contains(channel))
                        .map(ledger -> ledger.firstMs(channel, kind))
                        .flatMapToLong(OptionalLong::stream)
                        .min();
                first.ifPresent(ms -> moments.add(new Moment(
                        dispatched.plusMillis(ms),
                        false,
                        "",
                        first(channel, kind),
                        Text.span(Duration.ofMillis(ms)) + " after the dispatch")));
            }
        }
    }

    private static String first(ChannelKind channel, Evidence kind) {
        String by = " by " + Text.channel(channel);
        return switch (kind) {
            case ACCEPTED -> "A provider took the first message" + by;
            case FAILED -> "The first failure" + by;
            case DELIVERED -> "The first message was delivered" + by;
            case READ -> "The first message was read" + by;
            case ACKNOWLEDGED -> "The first person acknowledged" + by;
        };
    }

    private static void milestones(Instant dispatched, Reach.Report reach, List<Moment> moments) {
        long people = reach.persons().audience();
        Stream.of(true, false).forEach(delivered -> {
            Percentiles ages = delivered ? reach.anyDelivered() : reach.anyAccepted();
            for (int percent : MILESTONES) {
                ages.ofAudience(percent / 100.0, people)
                        .ifPresent(ms -> moments.add(new Moment(
                                dispatched.plusMillis(ms),
                                true,
                                "",
                                percent + "% of the people meant "
                                        + (delivered ? "were reached" : "had a message with a provider"),
                                "Within " + Text.span(Duration.ofMillis(ms)) + " of the dispatch")));
            }
        });
    }

    /// The same as a table, for a file.
    Sheet sheet() {
        List<Sheet.Row> rows = moments.stream()
                .map(moment -> new Sheet.Row(
                        moment.time().toString(),
                        Sheet.Cell.of(moment.within() ? "at the latest" : "at"),
                        Sheet.Cell.of(moment.who()),
                        Sheet.Cell.of(moment.what()),
                        Sheet.Cell.of(moment.more())))
                .toList();
        return new Sheet(
                "timeline",
                "What was known when: alert " + alert + ", " + event,
                "",
                List.of("Time", "Exactness", "Who", "What", "More"),
                rows);
    }

    /// The same as JSON.
    JsonObject json() {
        JsonArray rows = new JsonArray();
        moments.forEach(moment -> {
            JsonObject row = new JsonObject()
                    .put("time", moment.time().toString())
                    .put("atTheLatest", moment.within())
                    .put("what", moment.what());
            if (!moment.who().isEmpty()) {
                row.put("who", moment.who());
            }
            if (!moment.more().isEmpty()) {
                row.put("more", moment.more());
            }
            rows.add(row);
        });
        return new JsonObject().put("alert", alert).put("event", event).put("moments", rows);
    }
}
