package uk.tocsin.console.api;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Deed.Kind;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActCodec;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Verdict;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalException;

/// What was done with each alert: the control log by alert, so that nobody reads the whole log for one of them.
///
/// How it works: it follows the log from the start, once in the life of the process and in the background, and keeps
/// the few acts of people that are about an alert, not its words, at most [#MOST] of one alert. Which of them counted
/// is asked of the folded state when they are looked at. Any thread; what it keeps belongs to one context.
public final class Deeds {
    private static final Logger LOG = LoggerFactory.getLogger(Deeds.class);

    /// So many acts of one alert are kept, the first: more is no story that anybody reads.
    private static final int MOST = 1000;

    /// Halts and resumptions of everything are kept with this number.
    private static final int EVERYTHING = 0;

    private static final UUID NO_ACT = new UUID(0, 0);

    private final Installation house;
    private final Context context;
    private final Map<Integer, List<Deed>> byAlert = new HashMap<>();
    private final Promise<Void> caughtUp = Promise.promise();
    private long target;
    private long next;

    /// Begins to follow the log of this installation.
    public Deeds(Installation house) {
        this.house = house;
        this.context = house.vertx().getOrCreateContext();
        Future.fromCompletionStage(house.journal().end(Journal.CONTROL))
                .onFailure(caughtUp::tryFail)
                .onSuccess(end -> context.runOnContext(_ -> follow(end)));
    }

    private void follow(long end) {
        target = end;
        reached();
        house.journal()
                .follow(Journal.CONTROL, 0, task -> context.runOnContext(_ -> task.run()), new Journal.Follower() {
                    @Override
                    public void records(long firstPosition, List<byte[]> records) {
                        take(firstPosition, records);
                    }

                    @Override
                    public void failed(Throwable reason) {
                        ended(reason);
                    }
                });
    }

    private void ended(Throwable reason) {
        caughtUp.tryFail(reason);
        boolean closing = reason instanceof JournalException e && e.kind() == JournalException.Kind.CLOSED;
        if (!closing) {
            LOG.error("what is done with alerts is followed no more: timelines end at {}", next, reason);
        }
    }

    private void take(long firstPosition, List<byte[]> records) {
        long position = firstPosition;
        for (byte[] record : records) {
            Act act = ActCodec.decode(record);
            deed(position, act).ifPresent(deed -> keep(about(act), deed));
            next = ++position;
        }
        reached();
    }

    private void reached() {
        if (next >= target) {
            caughtUp.tryComplete();
        }
    }

    private void keep(int alert, Deed deed) {
        List<Deed> deeds = byAlert.computeIfAbsent(alert, _ -> new ArrayList<>());
        if (deeds.size() < MOST) {
            deeds.add(deed);
        }
    }

    /// What counted of what was done with an alert, in order; with its versions, its dispatch, and what halted
    /// everything while it was under way.
    public Future<List<Deed>> of(AlertView alert) {
        Promise<List<Deed>> found = Promise.promise();
        caughtUp.future()
                .onFailure(found::fail)
                .onSuccess(_ -> context.runOnContext(_ -> {
                    List<Deed> all = new ArrayList<>(byAlert.getOrDefault(alert.number(), List.of()));
                    long first = alert.versions().getFirst().position();
                    byAlert.getOrDefault(EVERYTHING, List.of()).stream()
                            .filter(deed -> deed.position() > first)
                            .forEach(all::add);
                    found.complete(all);
                }));
        return found.future().compose(all -> house.engine().control(state -> counted(state, alert, all)));
    }

    private static List<Deed> counted(ControlState state, AlertView alert, List<Deed> all) {
        List<Deed> deeds = new ArrayList<>();
        alert.versions().forEach(version -> deeds.add(saved(version)));
        all.stream().filter(deed -> counted(state, deed)).forEach(deeds::add);
        alert.dispatch()
                .filter(sent -> deeds.stream().noneMatch(deed -> deed.position() == sent.position()))
                .ifPresent(sent -> deeds.add(dispatched(sent)));
        deeds.sort(Comparator.comparingLong(Deed::position));
        return deeds;
    }

    private static boolean counted(ControlState state, Deed deed) {
        Optional<Verdict.Repeated> answer = state.answered(deed.act());
        return answer.isPresent()
                && answer.get().position() == deed.position()
                && answer.get().rejected().isEmpty();
    }

    private static Deed saved(AlertView.Version version) {
        return new Deed(
                version.position(),
                NO_ACT,
                version.time(),
                version.editors().isEmpty() ? 0 : version.editors().getFirst(),
                Kind.SAVED,
                version.number(),
                "");
    }

    private static Deed dispatched(AlertView.Dispatch sent) {
        return new Deed(sent.position(), NO_ACT, sent.time(), 0, Kind.DISPATCHED, 0, "");
    }

    /// The alert that an act is about; 0 for everything or none.
    private static int about(Act act) {
        return switch (act) {
            case Act.Submitted a -> a.alert();
            case Act.Returned a -> a.alert();
            case Act.Rejected a -> a.alert();
            case Act.Approved a -> a.alert();
            case Act.Voided a -> a.alert();
            case Act.Dispatched a -> a.alert();
            case Act.Cancelled a -> a.alert();
            case Act.Updated a -> a.alert();
            case Act.Resent a -> a.alert();
            case Act.Halted a -> a.alert();
            case Act.Resumed a -> a.alert();
            case Act.StepStopped a -> a.alert();
            case Act.GlassBroken a -> a.alert();
            case Act.Reviewed a -> a.alert();
            case Act.HoldingReleased a -> a.alert();
            case Act.ScheduleMoved a -> a.alert();
            case Act.Paged a -> a.alert();
            default -> EVERYTHING;
        };
    }

    /// What is kept of an act; empty for one that no timeline tells.
    private static Optional<Deed> deed(long position, Act act) {
        return switch (act) {
            case Act.Submitted a -> deed(position, a, Kind.SUBMITTED, a.version(), "");
            case Act.Returned a -> deed(position, a, Kind.RETURNED, 0, a.reason());
            case Act.Rejected a -> deed(position, a, Kind.REJECTED, 0, a.reason());
            case Act.Approved a ->
                deed(position, a, a.at().isPresent() ? Kind.SCHEDULED : Kind.APPROVED, a.version(), "");
            case Act.GlassBroken a -> deed(position, a, Kind.GLASS_BROKEN, a.version(), a.reason());
            case Act.Reviewed a -> deed(position, a, Kind.REVIEWED, a.justified() ? 1 : 0, a.finding());
            case Act.HoldingReleased a -> deed(position, a, Kind.RELEASED, a.version(), a.place());
            case Act.ScheduleMoved a -> deed(position, a, Kind.MOVED, 0, a.at().toString());
            case Act.Voided a -> deed(position, a, Kind.VOIDED, 0, a.reason());
            case Act.Dispatched a -> deed(position, a, Kind.DISPATCHED, 0, "");
            case Act.Cancelled a -> deed(position, a, Kind.CANCELLED, 0, a.reason());
            case Act.Updated a -> deed(position, a, Kind.CHANGE_BEGUN, 0, "");
            case Act.Resent a -> deed(position, a, Kind.RESENT, 0, "");
            case Act.Halted a ->
                deed(position, a, a.alert() == EVERYTHING ? Kind.ALL_HALTED : Kind.HALTED, 0, a.reason());
            case Act.Resumed a -> deed(position, a, a.alert() == EVERYTHING ? Kind.ALL_RESUMED : Kind.RESUMED, 0, "");
            case Act.StepStopped a -> deed(position, a, Kind.STEP_STOPPED, a.step(), "");
            case Act.Paged a -> deed(position, a, Kind.PAGED, a.staff(), "");
            default -> Optional.empty();
        };
    }

    private static Optional<Deed> deed(long position, Act act, Kind kind, int number, String reason) {
        return Optional.of(new Deed(
                position,
                act.header().actId(),
                act.header().time(),
                act.header().actor(),
                kind,
                number,
                reason));
    }
}
