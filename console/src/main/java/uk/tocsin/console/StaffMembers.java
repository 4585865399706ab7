package uk.tocsin.console;

import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import uk.tocsin.console.accounts.Members;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.StaffView;
import uk.tocsin.control.Verdict;
import uk.tocsin.engine.Engine;

/// Members of staff, as the control log has them. Any thread.
final class StaffMembers implements Members {
    private final Engine engine;
    private final IntFunction<ActHeader> headers;

    /// @param headers of acts by a member of staff, now
    StaffMembers(Engine engine, IntFunction<ActHeader> headers) {
        this.engine = engine;
        this.headers = headers;
    }

    @Override
    public Future<Boolean> active(int staff) {
        return engine.control(
                state -> state.staff(staff).filter(StaffView::active).isPresent());
    }

    @Override
    public Future<Boolean> appoint(int staff) {
        return engine.control(StaffMembers::hasAdministrator)
                .compose(known -> known ? Future.succeededFuture() : firstAdministrator(staff))
                .compose(_ -> active(staff));
    }

    private static boolean hasAdministrator(ControlState state) {
        Predicate<StaffView> administrator = member -> member.roles().contains(Role.ADMINISTRATOR);
        return state.staff().stream().filter(StaffView::active).anyMatch(administrator);
    }

    /// Makes a member the first administrator. Fails with an IllegalStateException when there is one already.
    Future<Void> firstAdministrator(int staff) {
        Act user = new Act.UserSet(headers.apply(ActHeader.ENGINE), staff, -1, true);
        Act roles = new Act.RolesSet(headers.apply(ActHeader.ENGINE), staff, EnumSet.of(Role.ADMINISTRATOR));
        return accepted(user).compose(_ -> accepted(roles));
    }

    @Override
    public Future<Void> enrolled(int staff) {
        return engine.control(
                        state -> state.staff(staff).filter(StaffView::enrolling).isPresent())
                .compose(open -> open
                        ? accepted(new Act.Enrolled(headers.apply(ActHeader.ENGINE), staff))
                        : Future.succeededFuture());
    }

    private Future<Void> accepted(Act act) {
        return engine.submit(act)
                .compose(verdict -> verdict instanceof Verdict.Rejected rejected
                        ? Future.failedFuture(new IllegalStateException(rejected.words()))
                        : Future.succeededFuture());
    }
}
