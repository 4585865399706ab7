package uk.tocsin.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import uk.tocsin.control.ApprovalSignature.Finding;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Effect;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.model.codec.EffectCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

final class FoldProperties {
    private static final int ACTS = 120;

    private static Office office(long seed) {
        Office office = new Office();
        new RandomActs(office, seed).some(ACTS);
        return office;
    }

    private static byte[] bytes(ControlState state) {
        Out out = new Out();
        state.write(out);
        return out.toBytes();
    }

    /// Knows only what was typed, by whom, and who holds which role.
    private static final class Witness {
        private static final Set<Integer> APPROVERS = Set.of(Office.APPROVER, Office.BOTH, Office.OTHER_BOTH);

        private static final Set<Integer> OFFICERS = Set.of(Office.OFFICER, Office.BOTH, Office.OTHER_BOTH);

        private final Map<Integer, HoldingMessage> holding = new HashMap<>();
        private final Set<Integer> agreed = new HashSet<>();
        private final Set<Integer> holdingEditors = new HashSet<>();
        private final Map<Integer, TreeSet<Integer>> editors = new HashMap<>();
        private final Map<Integer, Map<Integer, Digest>> versions = new HashMap<>();
        private final Set<Integer> approved = new HashSet<>();
        private final Set<Integer> ended = new HashSet<>();

        void saw(Act act, Verdict.Accepted verdict) {
            switch (act) {
                case Act.VersionSaved saved -> typed(verdict.alert(), saved.content(), saved.editors());
                case Act.Updated updated -> typed(verdict.alert(), updated.child(), updated.editors());
                case Act.Approved approval -> judge(approval);
                case Act.GlassBroken glass -> judge(glass);
                case Act.HoldingSaved saved -> {
                    holding.put(saved.message().version(), saved.message());
                    holdingEditors.add(saved.header().actor());
                }
                case Act.HoldingApproved approval -> judge(approval);
                case Act.HoldingWithdrawn _ -> agreed.clear();
                case Act.HoldingReleased released -> judge(released, verdict.alert());
                case Act.Cancelled cancelled -> ended.add(cancelled.alert());
                default -> {
                    // Nothing else changes what is written or agreed.
                }
            }
            verdict.effects().forEach(this::judge);
        }

        private void typed(int alert, Alert content, Collection<Integer> by) {
            editors.computeIfAbsent(alert, n -> new TreeSet<>()).addAll(by);
            Map<Integer, Digest> known = versions.computeIfAbsent(alert, n -> new HashMap<>());
            known.put(known.size() + 1, AlertCodec.digest(content));
        }

        private void judge(Act.Approved act) {
            assertThat(APPROVERS).contains(act.header().actor());
            assertThat(editors.get(act.alert()))
                    .isNotEmpty()
                    .doesNotContain(act.header().actor());
            assertThat(versions.get(act.alert())).containsEntry(act.version(), act.digest());
            signed(act.signature(), act.digest(), act.alert(), act.version());
            approved.add(act.alert());
        }

        private void judge(Act.GlassBroken act) {
            assertThat(OFFICERS).contains(act.header().actor());
            assertThat(editors.get(act.alert())).contains(act.header().actor());
            assertThat(versions.get(act.alert())).containsEntry(act.version(), act.digest());
            signed(act.signature(), act.digest(), act.alert(), act.version());
            approved.add(act.alert());
        }

        private void judge(Act.HoldingApproved act) {
            assertThat(APPROVERS).contains(act.header().actor());
            assertThat(holdingEditors).isNotEmpty().doesNotContain(act.header().actor());
            HoldingMessage message = Objects.requireNonNull(holding.get(act.version()));
            assertThat(act.digest()).isEqualTo(message.digest());
            agreed.clear();
            agreed.add(act.version());
        }

        private void judge(Act.HoldingReleased act, int alert) {
            assertThat(OFFICERS).contains(act.header().actor());
            assertThat(agreed).contains(act.version());
            HoldingMessage message = Objects.requireNonNull(holding.get(act.version()));
            Alert filled = message.fill(act.place(), act.area(), act.header().time());
            assertThat(act.alert()).isEqualTo(alert);
            signed(act.signature(), AlertCodec.digest(filled), alert, 1);
            versions.put(alert, Map.of(1, AlertCodec.digest(filled)));
            approved.add(alert);
        }

        private static void signed(String signature, Digest digest, int alert, int version) {
            assertThat(ApprovalSignature.verify(
                            Office.APPROVAL.getPublic(), Office.APPROVAL_KEY, signature, digest, alert, version))
                    .isEqualTo(Finding.VALID);
        }

        private void judge(Effect effect) {
            if (effect instanceof Effect.Dispatch dispatch) {
                assertThat(approved).contains(dispatch.approvedAs());
                assertThat(versions.get(dispatch.approvedAs())).containsValue(dispatch.digest());
                assertThat(ended).doesNotContain(dispatch.approvedAs());
                assertThat(dispatch.time()).isBefore(dispatch.expires());
            }
        }
    }

    @Property(tries = 60)
    void nothingIsDispatchedWithoutASecondPersonsApprovalOfExactlyItOrRecordedBreakGlass(@ForAll long seed) {
        Office office = office(seed);
        Witness witness = new Witness();
        for (int i = 0; i < office.log.size(); i++) {
            if (office.verdicts.get(i) instanceof Verdict.Accepted accepted) {
                witness.saw(ActCodec.decode(office.log.get(i)), accepted);
            }
        }
        for (AlertView view : office.state.alerts()) {
            if (view.dispatch().isPresent()) {
                AlertView.Approval approval = view.approval().orElseThrow();
                boolean alone = approval.basis() == Basis.BREAK_GLASS;
                assertThat(view.editors().contains(approval.approver())).isEqualTo(alone);
                assertThat(AlertCodec.digest(view.content())).isEqualTo(approval.digest());
            }
        }
    }

    /// Knows only who is active and who administers.
    private static final class Administrators {
        private final Set<Integer> active = new HashSet<>();
        private final Set<Integer> administer = new HashSet<>();
        private final Map<Long, Act.Privileged> proposed = new HashMap<>();

        private boolean two() {
            return active.stream().filter(administer::contains).count() > 1;
        }

        void saw(long position, Act act) {
            switch (act) {
                case Act.Privileged change -> {
                    boolean stop = change instanceof Act.UserSet user && !user.active();
                    boolean same = change instanceof Act.UserSet user && active.contains(user.staff());
                    assertThat(stop || same || !two()).as("%s", change).isTrue();
                    made(change);
                }
                case Act.Proposed proposal -> proposed.put(position, proposal.change());
                case Act.Agreed agreed -> {
                    Act.Privileged change = Objects.requireNonNull(proposed.remove(agreed.proposal()));
                    int actor = agreed.header().actor();
                    assertThat(actor).isNotEqualTo(change.header().actor());
                    assertThat(active).contains(actor, change.header().actor());
                    assertThat(administer).contains(actor, change.header().actor());
                    made(change);
                }
                default -> {
                    // Nothing else is about staff.
                }
            }
        }

        private void made(Act.Privileged change) {
            switch (change) {
                case Act.UserSet user when user.active() -> active.add(user.staff());
                case Act.UserSet user -> active.remove(user.staff());
                case Act.RolesSet roles
                when roles.roles().contains(Role.ADMINISTRATOR) -> administer.add(roles.staff());
                case Act.RolesSet roles -> administer.remove(roles.staff());
                default -> {
                    // Nothing else is about staff.
                }
            }
        }
    }

    @Property(tries = 30)
    void nothingPrivilegedIsDoneByOneOfTwoAdministrators(@ForAll long seed) {
        Office office = office(seed);
        Administrators witness = new Administrators();
        for (int i = 0; i < office.log.size(); i++) {
            if (office.verdicts.get(i) instanceof Verdict.Accepted) {
                witness.saw(i, ActCodec.decode(office.log.get(i)));
            }
        }
        assertThat(office.state.staff().stream().filter(StaffView::active).map(StaffView::staff))
                .containsExactlyInAnyOrderElementsOf(witness.active);
    }

    @Property(tries = 25)
    void aSnapshotTakenAnywhereChangesNothing(@ForAll long seed, @ForAll @IntRange(min = 0, max = ACTS) int cut) {
        Office office = office(seed);
        ControlState state = new ControlState();
        for (int i = 0; i < office.log.size(); i++) {
            if (i == cut) {
                In in = new In(bytes(state));
                state = ControlState.read(in);
                in.end();
            }
            Verdict verdict = state.apply(i, ActCodec.decode(office.log.get(i)));
            assertThat(verdict).isEqualTo(office.verdicts.get(i));
        }
        assertThat(state.head()).isEqualTo(office.state.head());
        assertThat(bytes(state)).isEqualTo(bytes(office.state));
        assertThat(state.alerts().equals(office.state.alerts())).isTrue();
    }

    @Property(tries = 10)
    void whatIsRejectedOrRepeatedChangesNoAlert(@ForAll long seed) {
        Office office = office(seed);
        ControlState state = new ControlState();
        List<AlertView> before = state.alerts();
        for (int i = 0; i < office.log.size(); i++) {
            Verdict verdict = state.apply(i, office.log.get(i));
            List<AlertView> after = state.alerts();
            if (!(verdict instanceof Verdict.Accepted)) {
                assertThat(after.equals(before)).isTrue();
            }
            before = after;
        }
    }

    @Property(tries = 10)
    void effectsSurviveTheirEncoding(@ForAll long seed) {
        for (Verdict verdict : office(seed).verdicts) {
            if (verdict instanceof Verdict.Accepted accepted) {
                Out out = new Out().list(accepted.effects(), EffectCodec::write);
                In in = new In(out.toBytes());
                assertThat(in.list(EffectCodec::read)).isEqualTo(accepted.effects());
                in.end();
            }
        }
    }

    @Example
    void randomActsGetFarEnoughToMeanSomething() {
        Office office = new Office();
        new RandomActs(office, 11).some(1500);
        assertThat(office.state.alerts().stream().filter(view -> view.dispatch().isPresent()))
                .hasSizeGreaterThan(15);
        assertThat(office.state.alerts().stream().map(AlertView::status).distinct())
                .hasSizeGreaterThan(5);
        assertThat(office.state.alerts().stream()
                        .flatMap(view -> view.approval().stream())
                        .map(AlertView.Approval::basis)
                        .distinct())
                .containsExactlyInAnyOrder(Basis.values());
        assertThat(office.state.alerts().stream().filter(view -> view.drift().isPresent()))
                .isNotEmpty();
        assertThat(office.state.alerts().stream().filter(view -> view.review().isPresent()))
                .isNotEmpty();
    }
}
