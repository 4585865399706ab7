package uk.tocsin.control;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import uk.tocsin.model.Effect;

/// Judges what takes a second administrator: such a change is proposed by one and agreed to by another, and only
/// then judged, as if the proposer had made it at that moment. Every method judges first and changes afterwards.
///
/// While there is one administrator only they act alone: somebody has to bring the second. Whoever stops the
/// last other administrator is not alone at once, or stopping would be the way round the second person: the rule
/// holds for another [Staff#NOT_ALONE_YET], except that they may bring an administrator back, whose credentials
/// are not theirs.
final class ProposalDesk {
    /// What administrators can still look through.
    static final int MAX_OPEN = 100;

    /// A privileged change is a few numbers and at most a key.
    private static final int MAX_BYTES = 1024;

    private final Books books;
    private final PolicyDesk policy;

    ProposalDesk(Books books, PolicyDesk policy) {
        this.books = books;
        this.policy = policy;
    }

    /// A privileged change by one person.
    List<Effect> alone(Act.Privileged act, long position) {
        Refused.unless(
                !needsSecond(act),
                Reason.TWO_PEOPLE,
                "actor: this takes a second administrator: propose it, and let another agree");
        return policy.change(act, position);
    }

    /// Whether this change, which its actor may propose, takes somebody else to agree.
    boolean needsSecond(Act.Privileged act) {
        int actor = act.header().actor();
        return !act.header().byEngine()
                && books.administrator(actor)
                && takesTwo(act)
                && !books.staff.oneAdministrator(books.timeOf(act));
    }

    private boolean takesTwo(Act.Privileged act) {
        return switch (act) {
            case Act.UserSet user -> {
                Optional<StaffView> known = books.staff.member(user.staff());
                yield known.isEmpty() || user.active() && !known.get().active() && !broughtBack(known.get());
            }
            case Act.RolesSet _, Act.QuotaSet _, Act.ChannelSet _ -> true;
            case Act.KeyRotated _, Act.DriftSet _, Act.EnrolmentOpened _ -> true;
        };
    }

    private boolean broughtBack(StaffView member) {
        boolean administered = member.roles().contains(Role.ADMINISTRATOR);
        return books.staff.administrators() == 1 && administered && !member.enrolling();
    }

    void proposed(Act.Proposed act, long position) {
        books.person(act, Role.ADMINISTRATOR);
        Refused.unless(
                ActCodec.encode(act).length <= MAX_BYTES,
                Reason.LIMIT,
                "change: takes more than " + MAX_BYTES + " bytes");
        Instant now = books.timeOf(act);
        books.proposals.values().removeIf(each -> !each.openAt(now));
        Refused.unless(
                books.proposals.size() < MAX_OPEN, Reason.LIMIT, "change: " + MAX_OPEN + " proposals are open already");
        books.proposals.put(position, new Proposal(position, act.change()));
    }

    List<Effect> agreed(Act.Agreed act, long position) {
        books.person(act, Role.ADMINISTRATOR);
        Proposal proposal = open(act, act.proposal());
        Refused.unless(
                proposal.proposer() != act.header().actor(),
                Reason.TWO_PEOPLE,
                "actor: " + proposal.proposer() + " proposed it; another administrator agrees");
        ActHeader then = proposal.change().header();
        ActHeader now = new ActHeader(then.actId(), then.actor(), act.header().time());
        List<Effect> effects = policy.change(proposal.change().under(now), position);
        books.proposals.remove(proposal.number());
        return effects;
    }

    void declined(Act.Declined act) {
        books.person(act, Role.ADMINISTRATOR);
        books.proposals.remove(open(act, act.proposal()).number());
    }

    private Proposal open(Act act, long number) {
        Proposal proposal = books.proposals.get(number);
        Refused.unless(
                proposal != null && proposal.openAt(books.timeOf(act)),
                Reason.UNKNOWN_PROPOSAL,
                "proposal: none of the number " + number + " is open");
        return Objects.requireNonNull(proposal);
    }

    /// The enrolment that was open is used: their credentials are set.
    void enrolled(Act.Enrolled act) {
        int actor = act.header().actor();
        if (!act.header().byEngine() && actor != act.staff()) {
            books.person(act, Role.ADMINISTRATOR);
        }
        StaffView member = books.staff
                .member(act.staff())
                .orElseThrow(() -> new Refused(Reason.UNKNOWN_STAFF, "staff: there is no member " + act.staff()));
        Refused.unless(
                member.active(), Reason.UNKNOWN_STAFF, "staff: " + act.staff() + " is no active member of staff");
        Refused.unless(member.enrolling(), Reason.STATUS, "staff: the enrolment of " + act.staff() + " is not open");
        books.staff.put(member.enrolling(false));
    }

    /// Changes nothing.
    void noted(Act.Noted act) {
        int actor = act.header().actor();
        Refused.unless(
                act.header().byEngine() || books.staff.active(actor),
                Reason.UNKNOWN_ACTOR,
                "actor: " + actor + " is no active member of staff");
    }
}
