package uk.tocsin.console.pages.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.engine.LaneHealth;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Severity;

/// What is going on.
///
/// @param halted whether a kill switch holds everything
/// @param unready what stands against sending, in words
/// @param waiting for approval, the oldest first
/// @param live dispatched and still in force, the newest first
/// @param mine drafts and returned alerts that the visitor has edited
/// @param planned scheduled alerts, the next first
/// @param reviews alerts that somebody sent alone and nobody has reviewed yet, the oldest first
/// @param onCall the names of the approvers on call
record DeskPage(
        Frame frame,
        Instant now,
        boolean halted,
        List<String> unready,
        List<Row> waiting,
        List<Live> live,
        List<Row> mine,
        List<Row> planned,
        List<Row> reviews,
        List<LaneHealth> lanes,
        List<String> onCall) {
    /// How long before its end an alert is said to expire.
    static final Duration SOON = Duration.ofHours(1);

    /// An alert in a list.
    ///
    /// @param time that matters: since when it waits, when it is due, when it was saved
    record Row(int number, String event, Severity severity, Mode mode, AlertStatus status, Instant time, String who) {}

    /// An alert that is in force.
    ///
    /// @param unknown deliveries of which nobody knows what became
    record Live(Row row, Instant expires, long meant, long reached, long acknowledged, long unknown, long failed) {
        boolean endsSoon(Instant now) {
            return expires.isBefore(now.plus(SOON));
        }
    }

    long unknowns() {
        return live.stream().mapToLong(Live::unknown).sum();
    }

    long endingSoon() {
        return live.stream().filter(each -> each.endsSoon(now)).count();
    }

    /// Lanes that do not send as they should.
    long ailing() {
        return lanes.stream().filter(lane -> !lane.healthy()).count();
    }
}
