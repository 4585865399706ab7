package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import uk.tocsin.control.Lifecycle.Move;

final class LifecycleTest {
    /// The whole table once more, by hand; what is not named is refused.
    private static final Map<AlertStatus, String> EXPECTED = Map.ofEntries(
            Map.entry(AlertStatus.DRAFT, "SAVE>DRAFT SUBMIT>SUBMITTED BREAK_GLASS>DISPATCHED CANCEL>CANCELLED"),
            Map.entry(
                    AlertStatus.SUBMITTED,
                    "RETURN>RETURNED REJECT>REJECTED APPROVE_NOW>DISPATCHED APPROVE_LATER>SCHEDULED"
                            + " BREAK_GLASS>DISPATCHED CANCEL>CANCELLED"),
            Map.entry(AlertStatus.RETURNED, "SAVE>DRAFT CANCEL>CANCELLED"),
            Map.entry(AlertStatus.REJECTED, ""),
            Map.entry(
                    AlertStatus.SCHEDULED,
                    "VOID>VOIDED MOVE>SCHEDULED DISPATCH>DISPATCHED CANCEL>CANCELLED RESUME>SCHEDULED"),
            Map.entry(
                    AlertStatus.DISPATCHED,
                    "CANCEL>CANCELLED BEGIN_UPDATE>DISPATCHED BEGIN_ENDING>DISPATCHED SUPERSEDE>SUPERSEDED"
                            + " END>CANCELLED RESEND>DISPATCHED HALT>DISPATCHED RESUME>DISPATCHED"
                            + " STOP_STEP>DISPATCHED REVIEW>DISPATCHED SETTLE>DISPATCHED SETTLE_LAST>CLOSED"),
            Map.entry(
                    AlertStatus.CANCELLED,
                    "BEGIN_ENDING>CANCELLED END>CANCELLED REVIEW>CANCELLED SETTLE>CANCELLED SETTLE_LAST>CANCELLED"),
            Map.entry(AlertStatus.SUPERSEDED, "REVIEW>SUPERSEDED SETTLE>SUPERSEDED SETTLE_LAST>SUPERSEDED"),
            Map.entry(
                    AlertStatus.EXPIRED,
                    "BEGIN_UPDATE>EXPIRED BEGIN_ENDING>EXPIRED SUPERSEDE>SUPERSEDED END>CANCELLED"
                            + " REVIEW>EXPIRED SETTLE>EXPIRED SETTLE_LAST>EXPIRED"),
            Map.entry(AlertStatus.VOIDED, ""),
            Map.entry(
                    AlertStatus.CLOSED,
                    "CANCEL>CANCELLED BEGIN_UPDATE>CLOSED BEGIN_ENDING>CLOSED SUPERSEDE>SUPERSEDED"
                            + " END>CANCELLED RESEND>CLOSED REVIEW>CLOSED SETTLE>CLOSED SETTLE_LAST>CLOSED"));

    @Test
    void everyPairOfStatusAndMoveIsDecided() {
        assertThat(EXPECTED.keySet()).containsExactlyInAnyOrder(AlertStatus.values());
        for (AlertStatus from : AlertStatus.values()) {
            Map<String, String> actual = new TreeMap<>();
            for (Move move : Move.values()) {
                Lifecycle.next(from, move).ifPresent(to -> actual.put(move.name(), to.name()));
            }
            assertThat(actual).as(from.word()).isEqualTo(expected(from));
        }
    }

    private static Map<String, String> expected(AlertStatus from) {
        String row = EXPECTED.get(from);
        return row == null || row.isEmpty()
                ? Map.of()
                : Arrays.stream(row.split(" "))
                        .map(pair -> pair.split(">"))
                        .collect(Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }

    @Test
    void nothingThatEndedBeforeADispatchCanStillBeDispatched() {
        for (AlertStatus from : AlertStatus.values()) {
            boolean open = from == AlertStatus.SUBMITTED || from == AlertStatus.SCHEDULED || from == AlertStatus.DRAFT;
            assertThat(Lifecycle.next(from, Move.APPROVE_NOW).isPresent()
                            || Lifecycle.next(from, Move.BREAK_GLASS).isPresent()
                            || Lifecycle.next(from, Move.DISPATCH).isPresent())
                    .as(from.word())
                    .isEqualTo(open);
        }
    }
}
