package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import uk.tocsin.model.Alert;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Shards;

/// Every act on an alert in every status, through the fold: what is listed is accepted, the rest is rejected.
final class StatusTest {
    private static final Map<AlertStatus, Set<String>> ALLOWED = new EnumMap<>(Map.ofEntries(
            Map.entry(AlertStatus.DRAFT, Set.of("save", "submit", "break glass", "cancel")),
            Map.entry(
                    AlertStatus.SUBMITTED,
                    Set.of("return", "reject", "approve", "approve later", "break glass", "cancel")),
            Map.entry(AlertStatus.RETURNED, Set.of("save", "cancel")),
            Map.entry(AlertStatus.REJECTED, Set.of()),
            Map.entry(AlertStatus.SCHEDULED, Set.of("void", "dispatch", "move", "cancel")),
            Map.entry(AlertStatus.VOIDED, Set.of()),
            Map.entry(
                    AlertStatus.DISPATCHED, Set.of("cancel", "update", "end", "resend", "halt", "stop step", "settle")),
            Map.entry(AlertStatus.CLOSED, Set.of("cancel", "update", "end", "resend", "settle")),
            Map.entry(AlertStatus.EXPIRED, Set.of("update", "end", "settle")),
            Map.entry(AlertStatus.CANCELLED, Set.of("end", "settle")),
            Map.entry(AlertStatus.SUPERSEDED, Set.of("settle"))));

    private static Map<String, BiFunction<Office, Integer, Act>> acts() {
        Map<String, BiFunction<Office, Integer, Act>> acts = new LinkedHashMap<>();
        acts.put("save", (o, n) -> new Act.VersionSaved(o.by(Office.OFFICER), n, Samples.alert(), List.of()));
        acts.put("submit", (o, n) -> o.submit(Office.OFFICER, n));
        acts.put("return", (o, n) -> new Act.Returned(o.by(Office.APPROVER), n, "Why"));
        acts.put("reject", (o, n) -> new Act.Rejected(o.by(Office.APPROVER), n, "Why"));
        acts.put("approve", (o, n) -> o.approve(Office.APPROVER, n));
        acts.put("approve later", (o, n) -> o.approve(Office.APPROVER, n, Optional.of(o.now.plusSeconds(60))));
        acts.put("void", (o, n) -> new Act.Voided(o.by(Office.OFFICER), n, "Why"));
        acts.put("break glass", (o, n) -> o.breakGlass(Office.OFFICER, n));
        acts.put("review", (o, n) -> new Act.Reviewed(o.by(Office.APPROVER), n, "Why", true));
        acts.put("move", (o, n) -> new Act.ScheduleMoved(o.by(Office.APPROVER), n, o.now.plusSeconds(60)));
        acts.put("dispatch", (o, n) -> new Act.Dispatched(o.by(0), n, 1000, 1000));
        acts.put("cancel", (o, n) -> new Act.Cancelled(o.by(Office.OFFICER), n, "Why"));
        acts.put("update", (o, n) -> change(o, n, MessageType.UPDATE));
        acts.put("end", (o, n) -> change(o, n, MessageType.CANCEL));
        acts.put("resend", (o, n) -> new Act.Resent(o.by(Office.OFFICER), n));
        acts.put("halt", (o, n) -> new Act.Halted(o.by(Office.OFFICER), n, "Why"));
        acts.put("resume", (o, n) -> new Act.Resumed(o.by(Office.APPROVER), n));
        acts.put("stop step", (o, n) -> new Act.StepStopped(o.by(0), n, 0));
        acts.put("settle", (o, n) -> new Act.ShardSettled(o.by(0), n, 3, 900, List.of()));
        return acts;
    }

    private static Act change(Office office, int parent, MessageType type) {
        Alert child = Samples.change(Samples.alert(), type, parent);
        return new Act.Updated(office.by(Office.OFFICER), parent, child, List.of());
    }

    private static int alertIn(Office office, AlertStatus status) {
        return switch (status) {
            case DRAFT -> office.saved(Office.OFFICER, Samples.alert());
            case SUBMITTED -> office.submitted();
            case RETURNED ->
                after(office, office.submitted(), n -> new Act.Returned(office.by(Office.APPROVER), n, "Why"));
            case REJECTED ->
                after(office, office.submitted(), n -> new Act.Rejected(office.by(Office.APPROVER), n, "Why"));
            case SCHEDULED ->
                after(
                        office,
                        office.submitted(),
                        n -> office.approve(Office.APPROVER, n, Optional.of(office.now.plusSeconds(4))));
            case VOIDED ->
                after(office, alertIn(office, AlertStatus.SCHEDULED), n -> new Act.Voided(office.by(0), n, "Why"));
            case DISPATCHED -> office.dispatched();
            case CANCELLED ->
                after(office, office.dispatched(), n -> new Act.Cancelled(office.by(Office.OFFICER), n, "Why"));
            case SUPERSEDED -> {
                int parent = office.dispatched();
                int child = office.changed(parent, MessageType.UPDATE);
                office.must(office.approve(Office.APPROVER, child));
                yield parent;
            }
            case EXPIRED -> {
                int alert = office.dispatched();
                office.later(Duration.ofHours(5));
                yield alert;
            }
            case CLOSED -> {
                int alert = office.dispatched();
                for (int shard = 0; shard < Shards.COUNT; shard++) {
                    office.settle(alert, shard);
                }
                yield alert;
            }
        };
    }

    private static int after(Office office, int alert, IntFunction<Act> act) {
        office.must(act.apply(alert));
        return alert;
    }

    @TestFactory
    Stream<DynamicTest> everyActIsJudgedInEveryStatus() {
        assertThat(ALLOWED.keySet()).containsExactlyInAnyOrder(AlertStatus.values());
        return Stream.of(AlertStatus.values())
                .flatMap(status -> acts().entrySet().stream()
                        .map(act -> DynamicTest.dynamicTest(
                                act.getKey() + " when " + status.word(),
                                () -> judge(status, act.getKey(), act.getValue()))));
    }

    private static void judge(AlertStatus status, String name, BiFunction<Office, Integer, Act> act) {
        Office office = new Office();
        int alert = alertIn(office, status);
        assertThat(office.status(alert)).isEqualTo(status);
        Act made = act.apply(office, alert);
        office.later(Duration.ofSeconds(6));
        if (made instanceof Act.Dispatched) {
            made = new Act.Dispatched(office.by(0), alert, 1000, 1000);
        }
        Verdict verdict = office.apply(made);
        assertThat(verdict instanceof Verdict.Accepted)
                .as("%s", verdict)
                .isEqualTo(ALLOWED.getOrDefault(status, Set.of()).contains(name));
        if (verdict instanceof Verdict.Rejected rejected) {
            assertThat(rejected.reason()).isIn(Reason.STATUS, Reason.EXPIRED);
        }
    }
}
