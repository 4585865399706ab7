package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.RegisterRefusal;
import uk.tocsin.console.register.Registrar;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Premises;

/// What somebody who is signed in sees and changes of what we hold about them: `/me` and below. Every POST carries a
/// proof that it was made on a page of this session.
final class MePages implements Door {
    private static final int MAX_NAME = 100;
    private static final int MAX_ADDRESS = 254;

    private final SelfService house;
    private final Engine engine;
    private final Registrar registrar;
    private final Supplier<UUID> ids;
    private final Offers offers;
    private final PlaceFields places;
    private final ChoiceFields choices;
    private final MeHtml html;
    private final MyAlerts alerts;

    MePages(SelfService house, Engine engine, Registrar registrar, Supplier<UUID> ids) {
        this.house = house;
        this.engine = engine;
        this.registrar = registrar;
        this.ids = ids;
        this.offers = new Offers(house.taxonomy());
        this.places = new PlaceFields(offers, house.places());
        this.choices = new ChoiceFields(offers);
        this.html = new MeHtml(house);
        this.alerts = new MyAlerts(house, engine);
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
            case "add" -> Future.succeededFuture(add(visit, visit.given()));
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
            case "add" -> addAddress(visit);
            case "endpoint" -> changeEndpoint(visit);
            case "premises" -> addPremises(visit);
            case "consent" -> consent(visit);
            case "erase" -> erased(visit);
            case "sign-out" -> Future.succeededFuture(signedOut(visit));
            default -> Future.succeededFuture(Answer.NOT_HERE);
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
            case NO_ENDPOINT, CONFIRMED, USED, OWNED -> back(visit);
        };
    }

    private Answer back(Visit visit) {
        return house.to("/me", visit.language());
    }

    private Answer sheet(Visit visit, Bilingual title, FormHtml form, Given given) {
        return house.form(SelfService.Sheet.of(visit.language(), title, form.html()), given);
    }

    /// Begins a form with what was given, or is held.
    private FormHtml form(Visit visit, Bilingual title, Given given, String path) {
        FormHtml form = new FormHtml(visit.language(), given);
        form.html()
                .raw("<p class=\"govuk-body\"><a class=\"govuk-back-link\" href=\""
                        + Html.escape(house.page().path("/me", visit.language())) + "\">")
                .text(Wording.BACK.in(visit.language()))
                .raw("</a></p>\n");
        form.summary().html().h1(title.in(visit.language()));
        return form.open(house.page().path(path, visit.language()))
                .hidden("proof", house.sessions().proof(visit.session()));
    }

    private static Given given(Map<String, String> values) {
        return new Given(values);
    }

    // ---- what we hold

    private Future<Answer> overview(Visit visit) {
        return house.desk()
                .premises(visit.ordinal(), visit.contact())
                .compose(premises -> engine.suppressions(visit.ordinal())
                        .map(stopped -> house.show(SelfService.Sheet.of(
                                visit.language(),
                                Wording.ME,
                                html.render(visit, engine.tier(visit.ordinal()), premises, stopped)))));
    }

    private Future<Answer> data(Visit visit) {
        return house.desk()
                .premises(visit.ordinal(), visit.contact())
                .compose(premises -> engine.suppressions(visit.ordinal())
                        .compose(stopped -> engine.deliveries(visit.ordinal())
                                .map(deliveries -> new MyData.Held(
                                        visit.ordinal(),
                                        visit.contact(),
                                        engine.tier(visit.ordinal()),
                                        premises,
                                        stopped,
                                        deliveries))))
                .map(held -> Answer.of(
                                "application/json; charset=utf-8",
                                new MyData(house.taxonomy()).json(held).encodePrettily())
                        .with("Content-Disposition", "attachment; filename=\"my-data.json\""));
    }

    // ---- name and language

    private static Map<String, String> details(Contact contact) {
        return Map.of("name", contact.name(), "language", Page.tag(contact.language()));
    }

    private Answer details(Visit visit, Given given) {
        FormHtml form = form(visit, Wording.CHANGE_YOU, given, "/me/details");
        form.input("name", Wording.NAME, Wording.NAME_HINT, "autocomplete=\"name\" spellcheck=\"false\"")
                .radios("language", Wording.READS, Wording.NOTHING, JoinForm.languages())
                .button(Wording.SAVE)
                .close();
        return sheet(visit, Wording.CHANGE_YOU, form, given);
    }

    private Future<Answer> changeDetails(Visit visit) {
        String name = visit.given().required("name", MAX_NAME, Wording.NAME_MISSING);
        Optional<Language> language = visit.given()
                .choice("language", Map.of("en", Language.EN, "cy", Language.CY), Wording.LANGUAGE_MISSING);
        return visit.given().good()
                ? house.desk()
                        .change(visit.ordinal(), contact -> contact.named(name, language.orElseThrow()))
                        .map(_ -> back(visit))
                : Future.succeededFuture(details(visit, visit.given()));
    }

    // ---- what to get

    private Future<Answer> choicesNow(Visit visit) {
        var profile = visit.contact().profile();
        Given given = given(choices.values(profile.segments(), profile.preferences()));
        return Future.succeededFuture(choices(visit, given));
    }

    private Answer choices(Visit visit, Given given) {
        FormHtml form = form(visit, Wording.CHOICES_TITLE, given, "/me/choices");
        choices.write(form, isMember(visit));
        form.button(Wording.SAVE).close();
        return sheet(visit, Wording.CHOICES_TITLE, form, given);
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
                .map(_ -> back(visit));
    }

    private static boolean stays(int segment) {
        return switch (Dimension.ofSegment(segment)) {
            case REGION, SECTOR -> false;
            case FORCE, TIER, SIZE, SITE, ROLE, HAS, TAG, DUTY -> true;
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
                .map(_ -> back(visit));
    }

    // ---- addresses

    private Answer add(Visit visit, Given given) {
        FormHtml form = form(visit, Wording.ADD_ADDRESS, given, "/me/add");
        form.html().p(Wording.ADD_TEXT.in(visit.language()));
        form.input("address", Wording.SIGN_IN_ADDRESS, Wording.SIGN_IN_HINT, "")
                .button(Wording.CONTINUE)
                .close();
        return sheet(visit, Wording.ADD_ADDRESS, form, given);
    }

    /// The same answer, and as soon, whether or not the address is somebody else's.
    private Future<Answer> addAddress(Visit visit) {
        Given given = visit.given();
        String text = given.required("address", MAX_ADDRESS, Wording.SIGN_IN_MISSING);
        Optional<Organisation.Address> address = given.good()
                ? house.addresses().of(text).filter(a -> house.channels().contains(a.channel()))
                : Optional.empty();
        if (address.isEmpty()) {
            given.problem("address", Wording.SIGN_IN_MISSING);
            return Future.succeededFuture(add(visit, given));
        }
        boolean taken = house.errands()
                .take(() -> house.ration().spend(address.get())
                        ? house.desk().add(visit.ordinal(), address.get())
                        : Future.succeededFuture());
        return taken
                ? Future.succeededFuture(
                        house.say(visit.language(), Wording.DONE_TITLE, Wording.DONE_TEXT, Wording.DONE_HOW))
                : house.busy();
    }

    private Future<Answer> changeEndpoint(Visit visit) {
        int place = MyAlerts.number("alerts/" + visit.given().text("endpoint")).orElse(-1);
        Optional<Endpoint> endpoint = visit.contact().endpoints().stream()
                .filter(each -> each.index() == place)
                .findFirst();
        if (endpoint.isEmpty()) {
            return Future.succeededFuture(back(visit));
        }
        return switch (visit.given().text("do")) {
            case "off" -> switched(visit, endpoint.get(), EndpointState.IN_USE, EndpointState.OFF);
            case "on" ->
                engine.endpoint(visit.ordinal(), place, false)
                        .compose(_ -> switched(visit, endpoint.get(), EndpointState.OFF, EndpointState.IN_USE));
            case "remove" -> remove(visit, endpoint.get());
            default -> Answer.refusing(Refusal.MALFORMED);
        };
    }

    private Future<Answer> switched(Visit visit, Endpoint endpoint, EndpointState from, EndpointState to) {
        return house.desk()
                .change(visit.ordinal(), contact -> {
                    List<Endpoint> endpoints = new ArrayList<>();
                    for (Endpoint each : contact.endpoints()) {
                        boolean meant = each.index() == endpoint.index() && each.state() == from;
                        endpoints.add(meant ? each.in(to) : each);
                    }
                    return contact.with(endpoints);
                })
                .map(_ -> back(visit));
    }

    /// Nobody can sign in any more without a confirmed address: the last is taken away only with everything else.
    private Future<Answer> remove(Visit visit, Endpoint endpoint) {
        boolean other = visit.contact().endpoints().stream()
                .anyMatch(each -> each.index() != endpoint.index()
                        && each.state() != EndpointState.UNCONFIRMED
                        && each.channel() != uk.tocsin.model.ChannelKind.PUSH);
        return other
                ? house.desk().remove(visit.ordinal(), endpoint.index()).map(_ -> back(visit))
                : Future.succeededFuture(house.say(visit.language(), Wording.LAST_ADDRESS, Wording.LAST_ADDRESS_TEXT)
                        .status(409));
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
                        case REGION, FORCE, TIER, SITE, ROLE, HAS, TAG, DUTY -> {}
                    }
                });
            });
            return premises(visit, given(values));
        });
    }

    private Answer premises(Visit visit, Given given) {
        FormHtml form = form(visit, Wording.ADD_PREMISES, given, "/me/premises");
        places.write(form, given);
        form.button(Wording.SAVE).close();
        return sheet(visit, Wording.ADD_PREMISES, form, given);
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
                .map(_ -> back(visit));
    }

    /// An id of an organisation that lives in the shard of a subscriber.
    private UUID organisation(int ordinal) {
        UUID random = ids.get();
        long low = random.getLeastSignificantBits() & -Shards.COUNT | Shards.shardOf(ordinal);
        return new UUID(random.getMostSignificantBits(), low);
    }

    // ---- agreeing and leaving

    private Future<Answer> consent(Visit visit) {
        boolean agrees = visit.given().text("agrees").equals("yes");
        Optional<Consent.Purpose> purpose = visit.given()
                .choice(
                        "purpose",
                        Map.of("alerts", Consent.Purpose.ALERTS, "exercises", Consent.Purpose.EXERCISES),
                        Wording.NOT_OFFERED);
        if (purpose.isEmpty()) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        Consent consent = new Consent(
                purpose.get(), agrees, JoinForm.WORDING, house.clock().instant(), Consent.Source.PAGE);
        return house.desk().agree(visit.ordinal(), consent).compose(_ -> tagged(visit, purpose.get(), agrees));
    }

    /// Officers choose those who take part in exercises by a tag.
    private Future<Answer> tagged(Visit visit, Consent.Purpose purpose, boolean agrees) {
        if (purpose != Consent.Purpose.EXERCISES) {
            return Future.succeededFuture(back(visit));
        }
        int tag = house.taxonomy().code(Dimension.TAG, "exercise-opt-in");
        return house.desk()
                .change(visit.ordinal(), contact -> {
                    Set<Integer> segments = new TreeSet<>(contact.profile().segments());
                    if (agrees) {
                        segments.add(tag);
                    } else {
                        segments.remove(tag);
                    }
                    return contact.with(contact.profile()
                            .at(List.copyOf(segments), contact.profile().premises()));
                })
                .map(_ -> back(visit));
    }

    private Answer erase(Visit visit) {
        FormHtml form = form(visit, Wording.ERASE, visit.given(), "/me/erase");
        form.html()
                .p(Wording.ERASE_TEXT.in(visit.language()))
                .warning(Phrase.WARNING.in(visit.language()), Wording.ERASE_WARNING.in(visit.language()));
        form.button(Wording.ERASE_BUTTON, " govuk-button--warning").close();
        return sheet(visit, Wording.ERASE, form, visit.given());
    }

    private Future<Answer> erased(Visit visit) {
        return registrar
                .erase(visit.ordinal())
                .map(_ -> house.say(visit.language(), Wording.ERASED, Wording.ERASED_TEXT)
                        .with("Set-Cookie", house.sessions().end(visit.session())));
    }

    private Answer signedOut(Visit visit) {
        return house.say(visit.language(), Wording.SIGNED_OUT, Wording.SIGNED_OUT_TEXT)
                .with("Set-Cookie", house.sessions().end(visit.session()));
    }
}
