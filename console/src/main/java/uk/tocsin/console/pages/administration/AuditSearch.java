package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import uk.tocsin.console.api.ActJson;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Note;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Verdict;

/// Searches the control log, which is the audit, from the newest act to the oldest, in pieces of bounded size. For
/// event loops.
final class AuditSearch {
    /// Acts read at once.
    private static final int PIECE = 1_000;

    /// Acts read for one answer; the next page goes on.
    private static final int MOST = 20_000;

    private final Desks desks;

    AuditSearch(Desks desks) {
        this.desks = desks;
    }

    /// What is looked for.
    ///
    /// @param kind the simple name of an act; empty for all
    /// @param before positions before this one; empty for the end
    record Wanted(
            OptionalInt person,
            OptionalInt alert,
            String kind,
            Optional<Instant> from,
            Optional<Instant> until,
            OptionalLong before) {
        static Wanted of(Class<? extends Act> kind) {
            return new Wanted(
                    OptionalInt.empty(),
                    OptionalInt.empty(),
                    kind.getSimpleName(),
                    Optional.empty(),
                    Optional.empty(),
                    OptionalLong.empty());
        }

        boolean takes(Act act) {
            Instant time = act.header().time();
            return (person.isEmpty() || concerns(act, person.getAsInt()))
                    && (kind.isEmpty() || kind.equals(act.getClass().getSimpleName()))
                    && from.map(each -> !time.isBefore(each)).orElse(true)
                    && until.map(time::isBefore).orElse(true)
                    && (alert.isEmpty() || ActJson.about(act).getInteger("alert", 0) == alert.getAsInt());
        }

        private static boolean concerns(Act act, int person) {
            var about = ActJson.about(act);
            return act.header().actor() == person
                    || about.getInteger("staff", -1) == person
                    || act instanceof Act.Noted noted
                            && noted.subject() == person
                            && noted.kind().subject() == Note.Subject.STAFF;
        }
    }

    /// An act that was found.
    ///
    /// @param verdict what came of it: "accepted", "repeated" or why not
    record Entry(long position, Act act, String verdict) {}

    /// What was found, the newest first.
    ///
    /// @param next where to go on; empty when the log was read to its beginning
    record Found(List<Entry> acts, OptionalLong next) {}

    private record Raw(long position, Act act) {}

    /// At most so many acts.
    Future<Found> find(Wanted wanted, int limit) {
        return desks.house().engine().control(ControlState::next).compose(end -> {
            long before = Math.min(end, wanted.before().orElse(end));
            return piece(wanted, before, Math.max(0, before - MOST), limit, new ArrayList<>());
        });
    }

    private Future<Found> piece(Wanted wanted, long before, long least, int limit, List<Raw> found) {
        if (before <= least || found.size() >= limit) {
            OptionalLong next = found.size() > limit
                    ? OptionalLong.of(found.get(limit - 1).position())
                    : before > 0 ? OptionalLong.of(before) : OptionalLong.empty();
            return judged(found.subList(0, Math.min(limit, found.size())), next);
        }
        long from = Math.max(least, before - PIECE);
        return desks.audit().read(from, (int) (before - from), Raw::new).compose(read -> {
            List<Raw> taken = new ArrayList<>(
                    read.stream().filter(each -> wanted.takes(each.act())).toList());
            Collections.reverse(taken);
            found.addAll(taken);
            return piece(wanted, from, least, limit, found);
        });
    }

    private Future<Found> judged(List<Raw> found, OptionalLong next) {
        List<Raw> acts = List.copyOf(found);
        return desks.house()
                .engine()
                .control(state -> new Found(
                        acts.stream()
                                .map(each -> new Entry(
                                        each.position(),
                                        each.act(),
                                        verdict(
                                                each.position(),
                                                state.answered(
                                                        each.act().header().actId()))))
                                .toList(),
                        next));
    }

    private static String verdict(long position, Optional<Verdict.Repeated> answer) {
        if (answer.isEmpty() || answer.get().position() != position) {
            return "repeated";
        }
        return answer.get().rejected().map(Reason::word).orElse("accepted");
    }
}
