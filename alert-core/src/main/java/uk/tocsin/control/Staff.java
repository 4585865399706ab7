package uk.tocsin.control;

import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Members of staff, their roles, and who is on call.
final class Staff {
    /// More members than any force has officers; a bound on what the fold keeps.
    static final int MAX = 100_000;

    private final TreeMap<Integer, StaffView> members = new TreeMap<>();
    private List<Shift> rota = List.of();

    Optional<StaffView> member(int staff) {
        return Optional.ofNullable(members.get(staff));
    }

    List<StaffView> all() {
        return List.copyOf(members.values());
    }

    List<Shift> rota() {
        return rota;
    }

    void rota(List<Shift> shifts) {
        rota = List.copyOf(shifts);
    }

    boolean full() {
        return members.size() >= MAX;
    }

    void put(StaffView member) {
        members.put(member.staff(), member);
    }

    boolean active(int staff) {
        StaffView member = members.get(staff);
        return member != null && member.active();
    }

    boolean hasAdministrator() {
        return members.values().stream().anyMatch(m -> m.active() && m.roles().contains(Role.ADMINISTRATOR));
    }

    boolean holds(int staff, Set<Role> anyOf) {
        StaffView member = members.get(staff);
        return member != null && member.active() && !Collections.disjoint(member.roles(), anyOf);
    }

    void write(Out out) {
        out.list(
                members.values(),
                (o, m) -> o.count(m.staff())
                        .count(m.ordinal() + 1L)
                        .flag(m.active())
                        .list(m.roles(), Out::coded));
        out.list(rota, ActCodec::shift);
    }

    static Staff read(In in) {
        Staff staff = new Staff();
        in.list(i -> new StaffView(i.size(), i.size() - 1, i.flag(), roles(i))).forEach(staff::put);
        staff.rota = List.copyOf(in.list(ActCodec::shift));
        return staff;
    }

    private static Set<Role> roles(In in) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(in.list(i -> i.coded(Role.class)));
        return roles;
    }
}
