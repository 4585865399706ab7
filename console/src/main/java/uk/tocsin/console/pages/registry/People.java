package uk.tocsin.console.pages.registry;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.register.HeldData;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.Note;
import uk.tocsin.control.Role;
import uk.tocsin.control.Sponsorship;
import uk.tocsin.control.Suspension;
import uk.tocsin.control.TierDecision;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Language;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

/// One person's record. It is in the audit before it is shown, each time.
public final class People {
    private static final Logger LOG = LoggerFactory.getLogger(People.class);
    private static final String PERSON = "/register/people/:number";
    private static final String TEMPLATE = "registry/person.jte";

    private static final Map<String, String> DONE = Map.of(
            "sponsored", "They are put forward. A colleague decides.",
            "revoked", "The tier was taken away. The person is told.",
            "released", "The address is used again from now on.",
            "suspended", "They are suspended. They get nothing until somebody reinstates them, and are told so.",
            "reinstated", "They get alerts again, and are told so.",
            "merged", "The two records are one now: this one.",
            "waits", "The two records become one as soon as no alert is under way to the other.");

    private final Installation house;
    private final Acts acts;
    private final Names names;
    private final HeldData data;

    public People(Installation house, Acts acts, Names names) {
        this.house = house;
        this.acts = acts;
        this.names = names;
        this.data = new HeldData(house.taxonomy(), house.engine(), house.desk());
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        Role officer = Role.REGISTER_OFFICER;
        pages.page(PERSON, visit -> show(visit, Typed.NOTHING, false), officer);
        pages.form(
                PERSON + "/addresses", visit -> show(visit, visit.form().only().typed(), true), officer);
        pages.form(PERSON + "/data", this::download, officer);
        pages.form(PERSON + "/sponsor", this::sponsor, officer);
        pages.form(PERSON + "/revoke", this::revoke, officer);
        pages.form(PERSON + "/release", this::release, officer);
        pages.form(PERSON + "/suspend", this::suspend, officer);
        pages.form(PERSON + "/reinstate", this::reinstate, officer);
        pages.form(PERSON + "/erase", this::erase, officer);
    }

    // ---- showing

    /// Puts into the audit that a record was opened, or left the console.
    private Future<Void> noted(Visit visit, Note note, int number) {
        ActHeader header = acts.header(visit.visitor().staff(), house.newId());
        return acts.submit(header, h -> new Act.Noted(h, note, number, 1)).mapEmpty();
    }

    private Future<Contact> known(int number) {
        return house.desk().find(number).map(found -> found.orElseThrow(NotHereException::new));
    }

    private Future<Answer> show(Visit visit, Typed typed, boolean whole) {
        int number = visit.number("number");
        return house.desk()
                .find(number)
                .compose(found -> found.isEmpty()
                        ? elsewhere(number)
                        : noted(visit, Note.RECORD_READ, number)
                                .compose(_ -> page(visit, typed, whole, number, found.get()))
                                .map(page -> typed.faults().isEmpty()
                                        ? Answer.page(TEMPLATE, page)
                                        : Answer.again(TEMPLATE, page)));
    }

    /// Where a record went that was merged into another.
    private Future<Answer> elsewhere(int number) {
        return house.engine().control(state -> state.standsFor(number)).map(other -> {
            if (other == number) {
                throw new NotHereException();
            }
            return Answer.elsewhere("/register/people/" + other + "?done=merged");
        });
    }

    /// What the control log knows.
    private record Decided(
            Optional<TierDecision> tier, Optional<Sponsorship> waits, Optional<Suspension> suspension, int standsFor) {}

    private Future<PersonPage> page(Visit visit, Typed typed, boolean whole, int number, Contact contact) {
        Future<List<Premises>> sites = house.desk().premises(number, contact);
        Future<Decided> decided = house.engine()
                .control(state -> new Decided(
                        state.tier(number),
                        state.sponsorships().stream()
                                .filter(each -> each.ordinal() == number)
                                .findFirst(),
                        state.suspension(number),
                        state.standsFor(number)));
        return Future.all(sites, decided)
                .compose(_ -> house.engine().suppressions(number))
                .map(stopped -> new PersonPage(
                        visit.frame(
                                contact.name().isEmpty() ? "Subscriber " + number : contact.name(),
                                Section.REGISTER,
                                typed),
                        typed,
                        house.clock().instant(),
                        visit.asked("done").map(DONE::get).orElse(""),
                        whole,
                        number,
                        contact,
                        house.engine().tier(number),
                        decided.result().tier(),
                        decided.result().waits(),
                        decided.result()
                                .waits()
                                .map(each -> names.of(each.sponsor()))
                                .orElse(""),
                        decided.result().suspension().map(each -> new PersonPage.Suspended(each, names.of(each.by()))),
                        decided.result().standsFor(),
                        sites.result().stream().map(each -> site(number, each)).toList(),
                        contact.endpoints().stream()
                                .map(each -> new PersonPage.Address(
                                        each,
                                        stopped.stream()
                                                .filter(stop -> stop.endpoint() == each.index())
                                                .findFirst()))
                                .toList(),
                        segments(contact)));
    }

    private static PersonPage.Site site(int number, Premises premises) {
        int shard = Shards.shardOf(number);
        return new PersonPage.Site(
                premises,
                premises.people().stream()
                        .map(slot -> Shards.ordinal(shard, slot))
                        .filter(other -> other != number)
                        .toList());
    }

    private List<String> segments(Contact contact) {
        return contact.profile().segments().stream()
                .map(segment -> house.taxonomy().label(segment, Language.EN))
                .toList();
    }

    private Future<Answer> download(Visit visit) {
        visit.form().only();
        int number = visit.number("number");
        return known(number)
                .compose(contact -> noted(visit, Note.EXPORTED, number).compose(_ -> data.of(number, contact)))
                .map(held -> new Answer.Download(
                        "subscriber-" + number + ".json",
                        "application/json; charset=utf-8",
                        Buffer.buffer(held.encodePrettily())));
    }

    // ---- doing

    /// Submits what a form asks for; a problem comes back with the form.
    private Future<Answer> done(Visit visit, String field, String word, Function<ActHeader, Act> act) {
        Typed typed = visit.form().typed();
        if (!typed.faults().isEmpty()) {
            return show(visit, typed, false);
        }
        String back = "/register/people/" + visit.number("number") + "?done=" + word;
        return acts.submit(acts.header(visit.visitor().staff(), visit.once()), act)
                .map(_ -> Answer.elsewhere(back))
                .recover(failure -> failure instanceof Problem problem
                        ? show(visit, Words.wrong(typed, field, problem), false)
                        : Future.failedFuture(failure));
    }

    private Future<Answer> sponsor(Visit visit) {
        Form form = visit.form().only("tier", "evidence");
        Optional<Tier> tier = Stream.of(Tier.SECURITY, Tier.CT)
                .filter(each -> each.word().equals(form.text("tier")))
                .findFirst();
        if (tier.isEmpty()) {
            form.wrong("tier", "Choose a tier");
        }
        String evidence = form.needed("evidence", "Enter where the evidence lies");
        int number = visit.number("number");
        return done(visit, "evidence", "sponsored", h -> new Act.TierAsked(h, number, tier.orElseThrow(), evidence));
    }

    private Future<Answer> revoke(Visit visit) {
        String reason = visit.form().only("why").needed("why", "Enter why the tier is taken away");
        int number = visit.number("number");
        return done(visit, "why", "revoked", h -> new Act.TierRevoked(h, number, reason))
                .compose(answer -> answer instanceof Answer.Elsewhere
                        ? told(house.desk().tierRevoked(number), answer)
                        : Future.succeededFuture(answer));
    }

    /// The act counts, whatever becomes of telling.
    static Future<Answer> told(Future<Void> telling, Answer answer) {
        return telling.onFailure(failure -> LOG.warn("a subscriber was not told what was decided", failure))
                .map(answer)
                .otherwise(answer);
    }

    private Future<Answer> suspend(Visit visit) {
        String reason = visit.form().only("standing").needed("standing", "Enter why they are suspended");
        int number = visit.number("number");
        return done(visit, "standing", "suspended", h -> new Act.Suspended(h, number, reason))
                .compose(answer -> telling(number, NoticeKind.SUSPENDED, answer));
    }

    private Future<Answer> reinstate(Visit visit) {
        String reason = visit.form().only("standing").needed("standing", "Enter why they are reinstated");
        int number = visit.number("number");
        return done(visit, "standing", "reinstated", h -> new Act.Reinstated(h, number, reason))
                .compose(answer -> telling(number, NoticeKind.REINSTATED, answer));
    }

    private Future<Answer> telling(int number, NoticeKind what, Answer answer) {
        return answer instanceof Answer.Elsewhere
                ? told(house.desk().tell(number, what), answer)
                : Future.succeededFuture(answer);
    }

    private Future<Answer> release(Visit visit) {
        Form form = visit.form().only("endpoint", "reason");
        String endpoint = form.needed("endpoint", "Choose an address");
        if (form.right() && !endpoint.matches("1[0-4]|[0-9]")) {
            form.wrong("endpoint", "Choose an address");
        }
        String reason = form.needed("reason", "Enter why it is used again");
        int number = visit.number("number");
        return done(
                visit,
                "reason",
                "released",
                h -> new Act.EndpointReleased(h, number, Integer.parseInt(endpoint), reason));
    }

    private Future<Answer> erase(Visit visit) {
        Form form = visit.form().only("confirm");
        int number = visit.number("number");
        if (!form.text("confirm").equals(Integer.toString(number))) {
            form.wrong("confirm", "Enter the number " + number + " to confirm");
            return show(visit, form.typed(), false);
        }
        return known(number)
                .compose(_ -> noted(visit, Note.ERASED, number))
                .compose(_ -> house.desk().erase(number))
                .map(_ -> Answer.elsewhere("/register?done=erased"));
    }
}
