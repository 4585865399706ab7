package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import uk.tocsin.console.Installation;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.StaffView;

/// The way to every room of administration, and what waits in it.
public final class Administration {
    private final Desks desks;

    public Administration(Installation house, Names names) {
        this.desks = new Desks(house, names);
    }

    /// What is there.
    ///
    /// @param note what waits there; empty for nothing
    record Link(String path, String label, String words, String note) {}

    /// The links.
    record Landing(Frame frame, List<Link> links) {}

    /// Opens its doors, and those of its rooms.
    public void mount(Pages pages) {
        pages.page("/administration", this::show, Role.ADMINISTRATOR);
        new StaffRoom(desks).mount(pages);
        new ProposalRoom(desks).mount(pages);
        new ChannelRoom(desks).mount(pages);
        new RotaRoom(desks).mount(pages);
        new PolicyRoom(desks).mount(pages);
        new AuditRoom(desks).mount(pages);
    }

    private Future<Answer> show(Visit visit) {
        Instant now = desks.house().clock().instant();
        return desks.house()
                .engine()
                .unready()
                .compose(unready -> desks.house()
                        .engine()
                        .control(state -> links(
                                state,
                                now,
                                unready.isEmpty()
                                        ? ""
                                        : Text.count(unready.size(), "reason not to send", "reasons not to send"))))
                .map(links -> Answer.page(
                        "administration/landing.jte",
                        new Landing(visit.frame("Administration", Section.ADMINISTRATION), links)));
    }

    private static List<Link> links(ControlState state, Instant now, String unready) {
        long active = state.staff().stream().filter(StaffView::active).count();
        int open = state.proposals(now).size();
        return List.of(
                link("staff", "Staff", "Who works here, with which roles; codes to set up accounts", count(active)),
                link(
                        "proposals",
                        "Proposals",
                        "Changes that wait for a second administrator",
                        open == 0 ? "" : Text.count(open, "waits", "wait")),
                link("on-call", "On call", "Who is paged when an alert waits for approval", ""),
                link("channels", "Channels and health", "What is open, how fast it may send, what ails it", unready),
                link("templates", "Templates", "What drafts start from", ""),
                link("retention", "Retention", "What is forgotten, and when it was last", ""),
                link("keys", "Keys", "The public keys that prove approvals and the audit", ""),
                link("audit", "Audit", "Who did what and when, and the proof that it is whole", ""));
    }

    private static String count(long active) {
        return Text.count(active, "person", "people");
    }

    private static Link link(String path, String label, String words, String note) {
        return new Link("/administration/" + path, label, words, note);
    }
}
