package uk.tocsin.console.edge;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

/// What somebody who joins has answered so far, page by page. Nothing is kept here between the pages: each carries
/// the answers before it, and the last checks all of them again. Confined to one request.
final class JoinForm {
    private static final int MAX_NAME = 100;

    /// The version of the words under which people agree; raised whenever those change.
    static final int WORDING = 1;

    private static final String MEMBER = "member";

    private final SelfService house;
    private final Offers offers;
    private final PlaceFields places;
    private final ChoiceFields choices;
    private final Given given;
    private final List<Organisation.Address> addresses = new ArrayList<>();
    private Optional<Premises> premises = Optional.empty();
    private ChoiceFields.Chosen chosen;

    JoinForm(SelfService house, Map<String, String> values) {
        this.house = house;
        this.offers = new Offers(house.taxonomy());
        this.places = new PlaceFields(offers, house.places());
        this.choices = new ChoiceFields(offers);
        this.given = new Given(values);
        this.chosen = new ChoiceFields.Chosen(List.of(), Severity.UNKNOWN, uk.tocsin.model.QuietHours.NONE);
    }

    /// The pages in their order.
    enum Step {
        WHO("", Wording.JOIN),
        PLACE("place", Wording.PLACE_TITLE),
        YOU("you", Wording.YOU_TITLE),
        CHOICES("choices", Wording.CHOICES_TITLE),
        CHECK("check", Wording.CHECK_TITLE);

        private final String path;
        private final Wording title;

        Step(String path, Wording title) {
            this.path = path;
            this.title = title;
        }

        private Set<String> fields() {
            return switch (this) {
                case WHO -> Set.of("as");
                case PLACE -> PlaceFields.NAMES;
                case YOU -> Set.of("name", "role", "email", "mobile", "language");
                case CHOICES -> ChoiceFields.NAMES;
                case CHECK -> Set.of("agree", "exercises");
            };
        }

        String path() {
            return path.isEmpty() ? "/join" : "/join/" + path;
        }

        Bilingual title() {
            return title;
        }

        static Optional<Step> of(String path) {
            for (Step step : values()) {
                if (!step.path.isEmpty() && step.path.equals(path)) {
                    return Optional.of(step);
                }
            }
            return Optional.empty();
        }
    }

    Given given() {
        return given;
    }

    boolean isOrganisation() {
        return given.text("as").equals("organisation");
    }

    /// The page after one.
    Step after(Step step) {
        return switch (step) {
            case WHO -> isOrganisation() ? Step.PLACE : Step.YOU;
            case PLACE -> Step.YOU;
            case YOU -> Step.CHOICES;
            case CHOICES, CHECK -> Step.CHECK;
        };
    }

    /// Checks the answers of a page.
    boolean check(Step step, UUID organisation) {
        switch (step) {
            case WHO -> given.choice("as", Map.of("organisation", true, "person", false), Wording.AS_MISSING);
            case PLACE -> premises = isOrganisation() ? places.read(given, organisation) : Optional.empty();
            case YOU -> you();
            case CHOICES -> chosen = choices.read(given, !isOrganisation());
            case CHECK -> {
                if (!given.has("agree")) {
                    given.problem("agree", Wording.AGREE_MISSING);
                }
            }
        }
        return given.good();
    }

    private void you() {
        given.required("name", MAX_NAME, Wording.NAME_MISSING);
        if (isOrganisation()) {
            given.choice("role", offers.segments(Dimension.ROLE), Wording.ROLE_MISSING);
        }
        addresses.clear();
        address("email", ChannelKind.EMAIL, Wording.EMAIL_BAD);
        address("mobile", ChannelKind.SMS, Wording.MOBILE_BAD);
        if (addresses.isEmpty()) {
            given.problem(house.channels().contains(ChannelKind.EMAIL) ? "email" : "mobile", Wording.ADDRESSES_MISSING);
        }
        given.choice("language", Map.of("en", Language.EN, "cy", Language.CY), Wording.LANGUAGE_MISSING);
    }

    private void address(String name, ChannelKind channel, Bilingual bad) {
        String text = given.text(name);
        if (!text.isEmpty() && house.channels().contains(channel)) {
            house.addresses()
                    .of(text)
                    .filter(address -> address.channel() == channel)
                    .ifPresentOrElse(addresses::add, () -> given.problem(name, bad));
        }
    }

    void write(FormHtml form, Step step) {
        Language language = form.language();
        switch (step) {
            case WHO ->
                form.radios(
                        "as",
                        Wording.AS,
                        Wording.NOTHING,
                        List.of(
                                new FormHtml.Choice("organisation", Wording.AS_ORGANISATION.in(language)),
                                new FormHtml.Choice("person", Wording.AS_PERSON.in(language))));
            case PLACE -> places.write(form, given);
            case YOU -> writeYou(form, language);
            case CHOICES -> choices.write(form, !isOrganisation());
            case CHECK -> {
                form.box("exercises", Wording.EXERCISES);
                form.box("agree", Wording.AGREE);
            }
        }
    }

    private void writeYou(FormHtml form, Language language) {
        form.input("name", Wording.NAME, Wording.NAME_HINT, "autocomplete=\"name\" spellcheck=\"false\"");
        if (isOrganisation()) {
            form.select("role", Wording.ROLE, Wording.NOTHING, offers.list(Dimension.ROLE, language));
        }
        if (house.channels().contains(ChannelKind.EMAIL)) {
            form.input(
                    "email",
                    Wording.EMAIL,
                    Wording.EMAIL_HINT,
                    "type=\"email\" autocomplete=\"email\" spellcheck=\"false\"");
        }
        if (house.channels().contains(ChannelKind.SMS)) {
            form.input("mobile", Wording.MOBILE, Wording.MOBILE_HINT, "type=\"tel\" autocomplete=\"tel\"");
        }
        form.radios("language", Wording.READS, Wording.NOTHING, languages());
    }

    static List<FormHtml.Choice> languages() {
        return List.of(new FormHtml.Choice("en", "English"), new FormHtml.Choice("cy", "Cymraeg"));
    }

    /// All fields but those of a page.
    static Set<String> fieldsBeside(Step shown) {
        Set<String> fields = new TreeSet<>();
        for (Step step : Step.values()) {
            if (step != shown) {
                fields.addAll(step.fields());
            }
        }
        return fields;
    }

    static Set<String> fields() {
        Set<String> fields = new TreeSet<>(fieldsBeside(Step.WHO));
        fields.addAll(Step.WHO.fields());
        return fields;
    }

    /// The answers as rows of a summary list.
    void tell(Html list, Language language) {
        if (isOrganisation()) {
            places.tell(list, given, language);
        }
        list.fact(Wording.NAME.in(language), given.text("name"));
        for (Organisation.Address each : addresses) {
            Bilingual name = each.channel() == ChannelKind.EMAIL ? Wording.EMAIL : Wording.MOBILE;
            list.fact(name.in(language), each.value());
        }
        list.fact(Wording.READS.in(language), given.text("language").equals("cy") ? "Cymraeg" : "English");
        choices.tell(list, chosen.segments(), chosen.preferences(false), language);
    }

    /// The addresses of somebody whose answers are good.
    List<Organisation.Address> addresses() {
        return List.copyOf(addresses);
    }

    List<Organisation.Premises> premises() {
        return premises.stream().map(Organisation.Premises::of).toList();
    }

    /// The person whose answers are good, with these of their addresses.
    Organisation.Person person(List<Organisation.Address> to, Instant now) {
        Set<Integer> segments = new TreeSet<>(chosen.segments());
        premises.ifPresentOrElse(p -> segments.addAll(p.segments()), () -> segments.add(offers.membersOfThePublic()));
        String role = isOrganisation() ? given.text("role") : MEMBER;
        segments.add(house.taxonomy().code(Dimension.ROLE, role));
        List<Consent> consents = new ArrayList<>();
        boolean exercises = given.has("exercises");
        if (exercises) {
            segments.add(house.taxonomy().code(Dimension.TAG, "exercise-opt-in"));
        }
        consents.add(new Consent(Consent.Purpose.EXERCISES, exercises, WORDING, now, Consent.Source.PAGE));
        consents.add(new Consent(Consent.Purpose.ALERTS, true, WORDING, now, Consent.Source.PAGE));
        return new Organisation.Person(
                given.text("name"),
                Tier.PUBLIC,
                given.text("language").equals("cy") ? Language.CY : Language.EN,
                segments.stream().mapToInt(Integer::intValue).toArray(),
                to,
                premises.isPresent() ? new int[] {0} : new int[0],
                chosen.preferences(false),
                consents);
    }
}
