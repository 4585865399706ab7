package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import uk.tocsin.console.register.HeldData;
import uk.tocsin.console.register.RegisterRefusal;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Premises;

/// What somebody who is signed in sees and changes of what we hold about them: `/me` and below. Every POST carries a
/// proof that it was made on a page of this session.
final class MePages implements Door {
    private static final int MAX_NAME = 100;

    private final SelfService house;
    private final Engine engine;
    private final HeldData data;
    private final Supplier<UUID> ids;
    private final Offers offers;
    private final PlaceFields places;
    private final ChoiceFields choices;
    private final MeHtml html;
    private final MyAlerts alerts;
    private final MyAddresses addresses;
    private final MyConsents consents;
    private final MeForms forms;

    MePages(SelfService house, Engine engine, Supplier<UUID> ids, MyAlerts alerts) {
        this.house = house;
        this.engine = engine;
        this.data = new HeldData(house.taxonomy(), engine, house.desk());
        this.ids = ids;
        this.offers = new Offers(house.taxonomy());
        this.places = new PlaceFields(offers, house.places());
        this.choices = new ChoiceFields(offers);
        this.html = new MeHtml(house);
        this.alerts = alerts;
        this.forms = new MeForms(house);
        this.addresses = new MyAddresses(house, engine, forms);
        this.consents = new MyConsents(house, forms);
    }

    @Override
    public Future<Answer> answer(Inquiry inquiry) {
        Optional<Sessions.Session> session = house.sessions().of(inquiry);
        if (session.isEmpty()) {
            return Future.succeededFuture(signIn(inquiry));
        }
        Map<String, String> posted = Map.of();
        if (inquiry.posts()) {
            posted = house.fields(inquiry).orElse(Map.of());
            boolean proven = house.sessions().proves(session.get(), posted.getOrDefault("proof", ""));
            if (!proven || !house.isOurs(inquiry)) {
                return house.strange();
            }
        }
        Given given = new Given(posted);
        return house.desk().find(session.get().ordinal()).compose(contact -> {
            if (contact.isEmpty()) {
                return Future.succeededFuture(
                        signIn(inquiry).with("Set-Cookie", house.sessions().end(session.get())));
            }
            Language language = AlertPages.language(inquiry, contact.get().language());
            Visit visit = new Visit(inquiry, session.get(), contact.get(), language, given);
            return inquiry.posts() ? post(visit) : get(visit);
        });
    }

    /// Signing in leads back to an alert that was asked for.
    private Answer signIn(Inquiry inquiry) {
        Answer away = house.to("/sign-in", SelfService.language(inquiry));
        var alert = MyAlerts.number(inquiry.rest());
        return alert.isPresent() ? away.with("Set-Cookie", house.sessions().heading(alert.getAsInt())) : away;
    }

    private Future<Answer> get(Visit visit) {
        String rest = visit.inquiry().rest();
        return switch (rest) {
            case "" -> overview(visit);
            case "details" -> Future.succeededFuture(details(visit, given(details(visit.contact()))));
            case "choices" -> choicesNow(visit);
            case "add" -> Future.succeededFuture(addresses.ask(visit, visit.given()));
            case "premises" -> premisesNow(visit);
            case "data" -> data(visit);
            case "erase" -> Future.succeededFuture(erase(visit));
            case "alerts" -> alerts.list(visit);
            default ->
                MyAlerts.number(rest).isPresent()
                        ? alerts.text(visit, MyAlerts.number(rest).getAsInt())
                        : Future.succeededFuture(Answer.NOT_HERE);
        };
    }

    private Future<Answer> post(Visit visit) {
        Future<Answer> done = switch (visit.inquiry().rest()) {
            case "details" -> changeDetails(visit);
            case "choices" -> changeChoices(visit);
            case "pause" -> pause(visit);
            case "add" -> addresses.add(visit);
            case "endpoint" -> addresses.change(visit);
            case "premises" -> addPremises(visit);
            case "consent" -> consents.change(visit);
            case "erase" -> erased(visit);
            case "sign-out" -> Future.succeededFuture(signedOut(visit));
            default ->
                MyAlerts.number(visit.inquiry().rest()).isPresent()
                        ? alerts.press(
                                visit, MyAlerts.number(visit.inquiry().rest()).getAsInt())
                        : Future.succeededFuture(Answer.NOT_HERE);
        };
        return done.recover(failure -> failure instanceof RegisterRefusal refusal
                ? Future.succeededFuture(refused(visit, refusal.why()))
                : Future.failedFuture(failure));
    }

    private Answer refused(Visit visit, RegisterRefusal.Why why) {
        return switch (why) {
            case UNKNOWN ->
                signIn(visit.inquiry()).with("Set-Cookie", house.sessions().end(visit.session()));
            case FULL ->
                house.say(visit.language(), Wording.FULL, Wording.FULL_TEXT).status(409);
            case NO_ENDPOINT, CONFIRMED, USED, OWNED -> forms.back(visit);
        };
    }

    private static Given given(Map<String, String> values) {
        return new Given(values);
    }

    // ---- what we hold

    private Future<Answer> overview(Visit visit) {
        return house.desk()
                .premises(visit.ordinal(), visit.contact())
                .compose(premises -> standing(visit.ordinal())
                        .map(standing -> house.show(SelfService.Sheet.of(
                                visit.language(), Wording.ME, html.render(visit, standing, premises)))));
    }

    private Future<MeHtml.Standing> standing(int ordinal) {
        return engine.suppressions(ordinal)
                .compose(stopped -> engine.control(
                                state -> state.suspension(ordinal).isPresent())
                        .map(suspended -> new MeHtml.Standing(engine.tier(ordinal), suspended, stopped)));
    }

    private Future<Answer> data(Visit visit) {
        return data.of(visit.ordinal(), visit.contact())
                .map(held -> Answer.of("application/json; charset=utf-8", held.encodePrettily())
                        .with("Content-Disposition", "attachment; filename=\"my-data.json\""));
    }

    // ---- name and language

    private static Map<String, String> details(Contact contact) {
        return Map.of("name", contact.name(), "language", Page.tag(contact.language()));
    }

    private Answer details(Visit visit, Given given) {
        FormHtml form = forms.form(visit, Wording.CHANGE_YOU, given, "/me/details");
        form.input("name", Wording.NAME, Wording.NAME_HINT, "autocomplete=\"name\" spellcheck=\"false\"")
                .radios("language", Wording.READS, Wording.NOTHING, JoinForm.languages())
                .button(Wording.SAVE)
                .close();
        return forms.sheet(visit, Wording.CHANGE_YOU, form, given);
    }

    private Future<Answer> changeDetails(Visit visit) {
        String name = visit.given().required("name", MAX_NAME, Wording.NAME_MISSING);
        Optional<Language> language = visit.given()
                .choice("language", Map.of("en", Language.EN, "cy", Language.CY), Wording.LANGUAGE_MISSING);
        return visit.given().good()
                ? house.desk()
                        .change(visit.ordinal(), contact -> contact.named(name, language.orElseThrow()))
                        .map(_ -> forms.back(visit))
                : Future.succeededFuture(details(visit, visit.given()));
    }

    // ---- what to get

    private Future<Answer> choicesNow(Visit visit) {
        var profile = visit.contact().profile();
        Given given = given(choices.values(profile.segments(), profile.preferences()));
        return Future.succeededFuture(choices(visit, given));
    }

    private Answer choices(Visit visit, Given given) {
        FormHtml form = forms.form(visit, Wording.CHOICES_TITLE, given, "/me/choices");
        choices.write(form, isMember(visit));
        form.button(Wording.SAVE).close();
        return forms.sheet(visit, Wording.CHOICES_TITLE, form, given);
    }

    private static boolean isMember(Visit visit) {
        return visit.contact().profile().premises().isEmpty();
    }

    /// Where somebody's premises are, and what they do there, stays with them whatever they choose beyond it.
    private Future<Answer> changeChoices(Visit visit) {
        ChoiceFields.Chosen chosen = choices.read(visit.given(), isMember(visit));
        if (!visit.given().good()) {
            return Future.succeededFuture(choices(visit, visit.given()));
        }
        return house.desk()
                .premises(visit.ordinal(), visit.contact())
                .compose(premises -> house.desk().change(visit.ordinal(), contact -> {
                    Set<Integer> segments = new TreeSet<>(chosen.segments());
                    contact.profile().segments().stream().filter(MePages::stays).forEach(segments::add);
                    premises.forEach(each -> segments.addAll(each.segments()));
                    if (premises.isEmpty()) {
                        segments.add(offers.membersOfThePublic());
                    }
                    boolean paused = contact.profile().preferences().paused();
                    return contact.with(contact.profile()
                            .at(List.copyOf(segments), contact.profile().premises())
                            .with(chosen.preferences(paused)));
                }))
                .map(_ -> forms.back(visit));
    }

    private static boolean stays(int segment) {
        return switch (Dimension.ofSegment(segment)) {
            case REGION, SECTOR -> false;
            case FORCE, TIER, SIZE, SITE, ROLE, HAS, TAG, DUTY, DONE -> true;
        };
    }

    private Future<Answer> pause(Visit visit) {
        boolean paused = visit.given().text("paused").equals("yes");
        return house.desk()
                .change(visit.ordinal(), contact -> {
                    var now = contact.profile().preferences();
                    return contact.with(contact.profile()
                            .with(new uk.tocsin.model.Preferences(now.minimum(), now.quiet(), paused)));
                })
                .map(_ -> forms.back(visit));
    }

    // ---- premises

    private Future<Answer> premisesNow(Visit visit) {
        return house.desk().premises(visit.ordinal(), visit.contact()).map(premises -> {
            Map<String, String> values = new HashMap<>();
            premises.stream().findFirst().ifPresent(first -> {
                values.put("organisation", first.organisationName());
                first.segments().forEach(segment -> {
                    switch (Dimension.ofSegment(segment)) {
                        case SECTOR -> values.put("sector", offers.key(segment));
                        case SIZE -> values.put("size", offers.key(segment));
                        case REGION, FORCE, TIER, SITE, ROLE, HAS, TAG, DUTY, DONE -> {}
                    }
                });
            });
            return premises(visit, given(values));
        });
    }

    private Answer premises(Visit visit, Given given) {
        FormHtml form = forms.form(visit, Wording.ADD_PREMISES, given, "/me/premises");
        places.write(form, given);
        form.button(Wording.SAVE).close();
        return forms.sheet(visit, Wording.ADD_PREMISES, form, given);
    }

    private Future<Answer> addPremises(Visit visit) {
        Optional<Premises> details = places.read(visit.given(), organisation(visit.ordinal()));
        if (details.isEmpty()) {
            return Future.succeededFuture(premises(visit, visit.given()));
        }
        return house.desk()
                .add(visit.ordinal(), details.get())
                .compose(_ -> house.desk().change(visit.ordinal(), contact -> {
                    Set<Integer> segments = new TreeSet<>(contact.profile().segments());
                    segments.addAll(details.get().segments());
                    return contact.with(contact.profile()
                            .at(List.copyOf(segments), contact.profile().premises()));
                }))
                .map(_ -> forms.back(visit));
    }

    /// An id of an organisation that lives in the shard of a subscriber.
    private UUID organisation(int ordinal) {
        UUID random = ids.get();
        long low = random.getLeastSignificantBits() & -Shards.COUNT | Shards.shardOf(ordinal);
        return new UUID(random.getMostSignificantBits(), low);
    }

    // ---- leaving

    private Answer erase(Visit visit) {
        FormHtml form = forms.form(visit, Wording.ERASE, visit.given(), "/me/erase");
        form.html()
                .p(Wording.ERASE_TEXT.in(visit.language()))
                .warning(Phrase.WARNING.in(visit.language()), Wording.ERASE_WARNING.in(visit.language()));
        form.button(Wording.ERASE_BUTTON, " govuk-button--warning").close();
        return forms.sheet(visit, Wording.ERASE, form, visit.given());
    }

    private Future<Answer> erased(Visit visit) {
        return house.desk()
                .erase(visit.ordinal())
                .map(_ -> house.say(visit.language(), Wording.ERASED, Wording.ERASED_TEXT)
                        .with("Set-Cookie", house.sessions().end(visit.session())));
    }

    private Answer signedOut(Visit visit) {
        return house.say(visit.language(), Wording.SIGNED_OUT, Wording.SIGNED_OUT_TEXT)
                .with("Set-Cookie", house.sessions().end(visit.session()));
    }
}
