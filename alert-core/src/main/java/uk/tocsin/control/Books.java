package uk.tocsin.control;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Everything folded from the accepted acts, for the desks that judge the next one.
final class Books {
    /// Numbers above it are reserved for notices; a token has four bytes for the number.
    static final int LAST_ALERT = NoticeKind.FIRST_NUMBER - 1;

    final Staff staff;
    final Settings settings;
    final Tiers tiers;
    final List<VerificationKey> keys = new ArrayList<>();
    final TreeMap<Integer, AlertFile> alerts = new TreeMap<>();
    final TreeMap<Integer, Sponsorship> sponsorships = new TreeMap<>();
    final TreeMap<Integer, Suspension> suspensions = new TreeMap<>();
    /// By the ordinal that went, the one it is part of.
    final TreeMap<Integer, Integer> merges = new TreeMap<>();
    final TreeMap<String, HoldingFile> holding = new TreeMap<>();
    final TreeMap<Long, Proposal> proposals = new TreeMap<>();
    int nextAlert = 1;
    int generation;
    boolean haltedByPerson;
    boolean haltedByRestore;
    long checkpoint = -1;

    /// The latest time of any accepted act: which key is in force never goes back.
    Instant latest = Instant.EPOCH;

    Books() {
        this(new Staff(), new Settings(), new Tiers());
    }

    private Books(Staff staff, Settings settings, Tiers tiers) {
        this.staff = staff;
        this.settings = settings;
        this.tiers = tiers;
    }

    boolean halted() {
        return haltedByPerson || haltedByRestore;
    }

    /// The alert of this number.
    AlertFile alert(int number) {
        AlertFile file = alerts.get(number);
        if (file == null) {
            throw new Refused(Reason.UNKNOWN_ALERT, "alert: there is no alert " + number);
        }
        return file;
    }

    /// Where the record of a subscriber went, at the end of the chain.
    int standsFor(int ordinal) {
        int last = ordinal;
        for (Integer next = merges.get(last); next != null; next = merges.get(last)) {
            last = next;
        }
        return last;
    }

    /// The actor must be an active person who holds one of the roles.
    void person(Act act, Role... anyOf) {
        int actor = act.header().actor();
        Refused.unless(!act.header().byEngine(), Reason.PEOPLE_ONLY, "actor: only a person may do this");
        Refused.unless(staff.active(actor), Reason.UNKNOWN_ACTOR, "actor: " + actor + " is no active member of staff");
        Refused.unless(
                staff.holds(actor, Set.of(anyOf)),
                Reason.MISSING_ROLE,
                "actor: " + actor + " holds none of the roles this takes");
    }

    /// Whether this is an active administrator.
    boolean administrator(int actor) {
        return staff.holds(actor, Set.of(Role.ADMINISTRATOR));
    }

    /// The time of an act, but never before an earlier one that counted.
    Instant timeOf(Act act) {
        Instant time = act.header().time();
        return time.isBefore(latest) ? latest : time;
    }

    /// The actor must be the engine or the clerk.
    static void engine(Act act) {
        Refused.unless(act.header().byEngine(), Reason.ENGINE_ONLY, "actor: only the engine may do this");
    }

    /// The key of a purpose in force at a time, or later if a later act was accepted already.
    Optional<VerificationKey> keyInForce(KeyPurpose purpose, Instant time) {
        Instant now = time.isBefore(latest) ? latest : time;
        VerificationKey inForce = null;
        for (VerificationKey key : keys) {
            if (key.purpose() == purpose && !key.since().isAfter(now)) {
                inForce = key;
            }
        }
        return Optional.ofNullable(inForce);
    }

    /// Words an officer gave as a reason.
    static void reason(String words) {
        Refused.unless(
                !words.isBlank()
                        && words.length() <= AlertRules.MAX_REASON
                        && Texts.fault(words).isEmpty(),
                Reason.FIELD,
                "reason: is not 1 to " + AlertRules.MAX_REASON + " printable characters");
    }

    void write(Out out) {
        staff.write(out);
        settings.write(out);
        tiers.write(out);
        out.list(keys, (o, key) -> key.write(o));
        out.list(alerts.values(), AlertFileCodec::write);
        out.count(nextAlert).count(generation).flag(haltedByPerson).flag(haltedByRestore);
        out.count(checkpoint + 1).time(latest);
        out.list(sponsorships.values(), (o, sponsorship) -> sponsorship.write(o));
        out.list(proposals.values(), ActCodec::proposal);
        out.list(holding.values(), (o, file) -> file.write(o));
        out.list(suspensions.values(), (o, suspension) -> suspension.write(o));
        out.list(merges.entrySet(), (o, merge) -> o.count(merge.getKey()).count(merge.getValue()));
    }

    static Books read(In in) {
        Books books = new Books(Staff.read(in), Settings.read(in), Tiers.read(in));
        books.keys.addAll(in.list(VerificationKey::read));
        in.list(AlertFileCodec::read).forEach(file -> books.alerts.put(file.number, file));
        books.nextAlert = in.size();
        books.generation = in.size();
        books.haltedByPerson = in.flag();
        books.haltedByRestore = in.flag();
        books.checkpoint = in.count() - 1;
        books.latest = in.time();
        in.list(Sponsorship::read).forEach(each -> books.sponsorships.put(each.ordinal(), each));
        in.list(ActCodec::proposal).forEach(each -> books.proposals.put(each.number(), each));
        in.list(HoldingFile::read).forEach(each -> books.holding.put(each.latest.key(), each));
        in.list(Suspension::read).forEach(each -> books.suspensions.put(each.ordinal(), each));
        int merged = in.size();
        for (int i = 0; i < merged; i++) {
            books.merges.put(in.size(), in.size());
        }
        return books;
    }
}
