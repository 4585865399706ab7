package uk.tocsin.control;

import java.time.Duration;
import java.time.Instant;
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

    /// How long the rule of two administrators holds on after one of the last two was stopped: long enough for a
    /// force to notice, and for the other to be brought back.
    static final Duration NOT_ALONE_YET = Duration.ofDays(7);

    private final TreeMap<Integer, StaffView> members = new TreeMap<>();
    private List<Shift> rota = List.of();

    /// Until when a single administrator is not taken to be alone; the beginning of time for nothing to wait for.
    private Instant notAloneUntil = Instant.EPOCH;

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

    /// Puts a member whose rights are other than before, at a time.
    void put(StaffView member, Instant time) {
        if (administrators() > 1) {
            notAloneUntil = time.plus(NOT_ALONE_YET);
        }
        put(member);
    }

    /// Whether a single administrator may act without a second one.
    boolean oneAdministrator(Instant now) {
        return administrators() < 2 && !now.isBefore(notAloneUntil);
    }

    /// The active administrators.
    long administrators() {
        return members.values().stream().filter(Staff::administers).count();
    }

    private static boolean administers(StaffView member) {
        return member.active() && member.roles().contains(Role.ADMINISTRATOR);
    }

    boolean active(int staff) {
        StaffView member = members.get(staff);
        return member != null && member.active();
    }

    boolean hasAdministrator() {
        return members.values().stream().anyMatch(Staff::administers);
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
                        .list(m.roles(), Out::coded)
                        .flag(m.enrolling()));
        out.list(rota, ActCodec::shift).time(notAloneUntil);
    }

    static Staff read(In in) {
        Staff staff = new Staff();
        in.list(i -> new StaffView(i.size(), i.size() - 1, i.flag(), roles(i), i.flag()))
                .forEach(staff::put);
        staff.rota = List.copyOf(in.list(ActCodec::shift));
        staff.notAloneUntil = in.time();
        return staff;
    }

    private static Set<Role> roles(In in) {
        Set<Role> roles = EnumSet.noneOf(Role.class);
        roles.addAll(in.list(i -> i.coded(Role.class)));
        return roles;
    }
}
