package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.Proposal;
import uk.tocsin.control.Role;

/// Changes that wait for a second administrator.
final class ProposalRoom {
    private static final String PATH = "/administration/proposals";
    private static final String PROPOSAL = "proposal";

    private final Desks desks;

    ProposalRoom(Desks desks) {
        this.desks = desks;
    }

    void mount(Pages pages) {
        pages.page(PATH, visit -> list(visit, 200, Typed.NOTHING), Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/agree", visit -> decide(visit, Act.Agreed::new, "made"), Role.ADMINISTRATOR);
        pages.form(PATH + "/decline", visit -> decide(visit, Act.Declined::new, "declined"), Role.ADMINISTRATOR);
    }

    /// One that waits.
    ///
    /// @param own whether the visitor proposed it
    record Row(long number, String words, String by, Instant at, Instant ends, boolean own) {}

    /// All of them.
    record ListPage(Frame frame, List<Row> rows, String done) {}

    private Future<Answer> list(Visit visit, int status, Typed typed) {
        Instant now = desks.house().clock().instant();
        int me = visit.visitor().staff();
        return desks.house()
                .engine()
                .control(state -> state.proposals(now))
                .map(open -> new Answer.Shown(
                        status,
                        "administration/proposals.jte",
                        new ListPage(
                                visit.frame("Proposals", Section.ADMINISTRATION, typed),
                                open.stream().map(each -> row(each, me)).toList(),
                                Desks.done(visit))));
    }

    private Row row(Proposal proposal, int me) {
        return new Row(
                proposal.number(),
                words(proposal.change()),
                desks.names().of(proposal.proposer()),
                proposal.change().header().time(),
                proposal.ends(),
                proposal.proposer() == me);
    }

    private String words(Act.Privileged change) {
        return switch (change) {
            case Act.UserSet a -> who(a.staff()) + (a.active() ? " works here" : " no longer works here");
            case Act.RolesSet a -> who(a.staff()) + " has the roles: " + roles(a.roles());
            case Act.QuotaSet a ->
                Text.channelTitle(a.channel()) + " may send " + Text.number(a.perMinute()) + " a minute";
            case Act.ChannelSet a -> Text.channelTitle(a.channel()) + (a.open() ? " is opened" : " is closed");
            case Act.KeyRotated a -> "The key " + a.keyId() + " is in force from " + Text.time(a.since());
            case Act.DriftSet a -> "A scheduled alert's audience may drift by " + a.percent() + "%";
            case Act.EnrolmentOpened a -> who(a.staff()) + " sets up their account again";
        };
    }

    private String who(int staff) {
        String name = desks.names().of(staff);
        return name.equals("Staff " + staff) ? name : name + " (staff " + staff + ")";
    }

    private static String roles(Set<Role> roles) {
        return StaffRoom.words(roles);
    }

    /// Makes the act of a decision.
    @FunctionalInterface
    private interface Decision {
        Act of(ActHeader header, long proposal);
    }

    private Future<Answer> decide(Visit visit, Decision decision, String done) {
        Form form = visit.form().only(PROPOSAL);
        String number = form.text(PROPOSAL);
        if (!number.matches("[0-9]{1,15}")) {
            throw new NotHereException();
        }
        Function<ActHeader, Act> act = header -> decision.of(header, Long.parseLong(number));
        return desks.after(
                        desks.acts().submit(desks.header(visit), act),
                        PATH,
                        Typed.NOTHING,
                        (status, typed) -> list(visit, status, typed))
                .map(answer -> answer.equals(Answer.elsewhere(PATH + "?done=made"))
                        ? Answer.elsewhere(PATH + "?done=" + done)
                        : answer);
    }
}
