package uk.tocsin.console.pages.holding;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.api.Releases;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.preview.Preview;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.HoldingRules;
import uk.tocsin.control.HoldingView;
import uk.tocsin.control.Role;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Digest;

/// Holding messages: looked at, approved, withdrawn, and released by one person who fills in the place.
public final class Holding {
    private static final String ONE = "holding/message.jte";

    private final Installation house;
    private final Acts acts;
    private final Names names;
    private final Releases releases;

    public Holding(Installation house, Acts acts, Names names) {
        this.house = house;
        this.acts = acts;
        this.names = names;
        this.releases = new Releases(house, acts);
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        Role[] either = {Role.OFFICER, Role.APPROVER};
        pages.page("/holding", this::list, either);
        pages.page("/holding/:key", this::show, either);
        pages.form("/holding/:key/release", this::release, Role.OFFICER);
        pages.raisedForm("/holding/:key/approve", this::approve, Role.APPROVER);
        pages.form("/holding/:key/withdraw", this::withdraw, either);
    }

    private Future<Answer> list(Visit visit) {
        Instant now = house.clock().instant();
        String done = visit.asked("done").isPresent()
                ? "The holding message is kept. A second person has to approve it."
                : "";
        return house.engine()
                .control(ControlState::holdingMessages)
                .map(all -> Answer.page(
                        "holding/list.jte",
                        new HoldingList(visit.frame("Holding messages", Section.COMPOSE), now, all, done)));
    }

    private Future<HoldingView> view(Visit visit) {
        return house.engine()
                .control(state -> state.holdingMessage(visit.part("key")))
                .map(found -> found.orElseThrow(NotHereException::new));
    }

    private Future<Answer> show(Visit visit) {
        return view(visit).compose(view -> page(visit, view, Typed.NOTHING)).map(page -> Answer.page(ONE, page));
    }

    /// Counting whom each area means takes a millisecond or so each, of every subscriber there is.
    private Future<HoldingPage> page(Visit visit, HoldingView view, Typed typed) {
        Instant now = house.clock().instant();
        Optional<HoldingMessage> ready = view.releasable(now);
        return counted(ready)
                .map(areas -> new HoldingPage(
                        visit.frame(view.latest().content().event(), Section.COMPOSE, typed),
                        view,
                        Preview.of(1, ready.orElse(view.latest()).content(), house),
                        ready,
                        areas,
                        HoldingWords.state(view, now),
                        typed,
                        now,
                        names));
    }

    private Future<List<Choice>> counted(Optional<HoldingMessage> ready) {
        if (ready.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        return house.vertx().executeBlocking(() -> areas(ready.get()), false).map(Objects::requireNonNull);
    }

    private List<Choice> areas(HoldingMessage message) {
        return IntStream.range(0, message.areas().size())
                .mapToObj(i -> {
                    HoldingMessage.PermittedArea area = message.areas().get(i);
                    long people =
                            house.engine().count(Audience.and(message.content().audience(), area.audience()));
                    String count = Text.count(people, "person", "people");
                    boolean fits = people > 0 && people <= message.most();
                    String hint = fits ? count : count + ": cannot be released for them alone";
                    return new Choice(Integer.toString(i), area.words(), hint);
                })
                .toList();
    }

    // ---- deeds

    private Future<Answer> release(Visit visit) {
        Form form = visit.form().only("place", "area", "version");
        String place = form.needed("place", "Enter the place");
        String area = form.needed("area", "Choose where it is");
        if (form.has("place") && !place.isEmpty()) {
            HoldingRules.placeFault(place).ifPresent(fault -> form.wrong("place", "The place " + fault));
        }
        Optional<Integer> version = number(form.text("version"));
        Optional<Integer> index = number(area);
        if (!form.right() || version.isEmpty() || index.isEmpty()) {
            return again(visit, form.typed());
        }
        Releases.Asked asked = new Releases.Asked(visit.part("key"), version.get(), place, index.get());
        return releases.release(acts.header(visit.visitor().staff(), visit.once()), asked)
                .map(done -> Answer.elsewhere("/alerts/" + done.alert()))
                .recover(failure -> again(visit, form, failure));
    }

    private static Optional<Integer> number(String digits) {
        return digits.matches("[0-9]{1,6}") ? Optional.of(Integer.parseInt(digits)) : Optional.empty();
    }

    private Future<Answer> again(Visit visit, Typed typed) {
        return view(visit).compose(view -> page(visit, view, typed)).map(page -> Answer.again(ONE, page));
    }

    /// Shows the page again with what the log said; other failures are not the reader's.
    private Future<Answer> again(Visit visit, Form form, Throwable failure) {
        if (!(failure instanceof Problem problem)) {
            return Future.failedFuture(failure);
        }
        return again(visit, form.typed().wrong("", problem.getMessage() + "."));
    }

    private Future<Answer> approve(Visit visit) {
        Form form = visit.form().only("digest", "version");
        String digest = form.text("digest");
        Optional<Integer> version = number(form.text("version"));
        if (!digest.matches("[0-9a-f]{64}") || version.isEmpty()) {
            throw new NotHereException();
        }
        String key = visit.part("key");
        return acts.submit(
                        acts.header(visit.visitor().staff(), visit.once()),
                        h -> new Act.HoldingApproved(h, key, version.get(), Digest.ofHex(digest)))
                .map(_ -> Answer.elsewhere("/holding/" + key))
                .recover(failure -> again(visit, form, failure));
    }

    private Future<Answer> withdraw(Visit visit) {
        Form form = visit.form().only("reason");
        String reason = form.needed("reason", "Enter why it is withdrawn");
        if (!form.right()) {
            return again(visit, form.typed());
        }
        String key = visit.part("key");
        return acts.submit(
                        acts.header(visit.visitor().staff(), visit.once()),
                        h -> new Act.HoldingWithdrawn(h, key, reason))
                .map(_ -> Answer.elsewhere("/holding/" + key))
                .recover(failure -> again(visit, form, failure));
    }
}
