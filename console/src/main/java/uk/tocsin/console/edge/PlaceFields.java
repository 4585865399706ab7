package uk.tocsin.console.edge;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.console.register.Places;
import uk.tocsin.model.Dimension;
import uk.tocsin.register.Premises;

/// The fields about an organisation and one of its sites. The police force is asked for where the postcode does not
/// tell. Immutable; any thread.
final class PlaceFields {
    static final Set<String> NAMES =
            Set.of("organisation", "sector", "size", "site-name", "address", "postcode", "site", "duty", "force");

    private static final int MAX_NAME = 100;
    private static final int MAX_ADDRESS = 300;
    private static final Pattern POSTCODE = Pattern.compile("([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})");

    private final Offers offers;
    private final Places places;

    PlaceFields(Offers offers, Places places) {
        this.offers = offers;
        this.places = places;
    }

    /// What a form says of premises, if nothing is wrong with it.
    Optional<Premises> read(Given given, UUID organisation) {
        String name = given.required("organisation", MAX_NAME, Wording.ORGANISATION_MISSING);
        Optional<Integer> sector = choice(given, "sector", Dimension.SECTOR, Wording.SECTOR_MISSING);
        Optional<Integer> size = choice(given, "size", Dimension.SIZE, Wording.SIZE_MISSING);
        String site = given.optional("site-name", MAX_NAME);
        String address = given.lines("address", MAX_ADDRESS, Wording.ADDRESS_MISSING);
        Optional<String> postcode = postcode(given.text("postcode"));
        if (postcode.isEmpty()) {
            given.problem("postcode", Wording.POSTCODE_MISSING);
        }
        Optional<Integer> type = choice(given, "site", Dimension.SITE, Wording.SITE_MISSING);
        Optional<Integer> duty = choice(given, "duty", Dimension.DUTY, Wording.DUTY_MISSING);
        Optional<Where> where = where(given, postcode.flatMap(places::of));
        if (!given.good() || where.isEmpty() || postcode.isEmpty()) {
            return Optional.empty();
        }
        List<Integer> segments = new ArrayList<>();
        segments.add(where.get().region());
        segments.add(where.get().force());
        List.of(sector, size, type, duty).forEach(each -> each.ifPresent(segments::add));
        return Optional.of(new Premises(
                organisation,
                name,
                site,
                address,
                postcode.get(),
                where.get().place().latitude(),
                where.get().place().longitude(),
                segments,
                List.of()));
    }

    private Optional<Integer> choice(Given given, String name, Dimension dimension, Bilingual missing) {
        return given.choice(name, offers.segments(dimension), missing);
    }

    private static Optional<String> postcode(String text) {
        Matcher parts = POSTCODE.matcher(text.toUpperCase(Locale.ROOT).replaceAll("\\s+", " "));
        return parts.matches() ? Optional.of(parts.group(1) + " " + parts.group(2)) : Optional.empty();
    }

    /// Where premises are.
    ///
    /// @param region the segment of the ITL1 region
    /// @param force the segment of the police force
    private record Where(Places.Place place, int region, int force) {}

    /// People know their police force better than a postcode tells it. A position of 0° is outside the grid: none.
    private Optional<Where> where(Given given, Optional<Places.Place> known) {
        Places.Place place = known.orElse(new Places.Place(0, 0));
        Optional<Integer> force = choice(given, "force", Dimension.FORCE, Wording.FORCE_MISSING);
        OptionalInt region = force.isEmpty() ? OptionalInt.empty() : offers.region(force.get());
        return region.isEmpty()
                ? Optional.empty()
                : Optional.of(new Where(place, region.getAsInt(), force.orElseThrow()));
    }

    void write(FormHtml form, Given given) {
        var language = form.language();
        form.input("organisation", Wording.ORGANISATION, Wording.NOTHING, "autocomplete=\"organization\"");
        form.select("sector", Wording.SECTOR, Wording.NOTHING, offers.list(Dimension.SECTOR, language));
        form.select("size", Wording.SIZE, Wording.SIZE_HINT, offers.list(Dimension.SIZE, language));
        form.input("site-name", Wording.SITE_NAME, Wording.SITE_NAME_HINT, "");
        form.area("address", Wording.ADDRESS, Wording.NOTHING, "autocomplete=\"street-address\"");
        form.input(
                "postcode",
                Wording.POSTCODE,
                Wording.POSTCODE_HINT,
                "autocomplete=\"postal-code\" spellcheck=\"false\"");
        form.select("force", Wording.FORCE, Wording.FORCE_HINT, offers.list(Dimension.FORCE, language));
        form.select("site", Wording.SITE, Wording.NOTHING, offers.list(Dimension.SITE, language));
        form.select("duty", Wording.DUTY, Wording.DUTY_HINT, offers.list(Dimension.DUTY, language));
    }

    /// The answers as rows of a summary list.
    void tell(Html list, Given given, uk.tocsin.model.Language language) {
        list.fact(Wording.ORGANISATION.in(language), given.text("organisation"));
        list.fact(Wording.SECTOR.in(language), label(given, "sector", Dimension.SECTOR, language));
        list.fact(Wording.SIZE.in(language), label(given, "size", Dimension.SIZE, language));
        list.fact(Wording.ADDRESS.in(language), given.text("address") + ", " + given.text("postcode"));
        list.fact(Wording.SITE.in(language), label(given, "site", Dimension.SITE, language));
    }

    private String label(Given given, String name, Dimension dimension, uk.tocsin.model.Language language) {
        Map<String, Integer> offered = offers.segments(dimension);
        Integer segment = offered.get(given.text(name));
        return segment == null ? "" : offers.label(segment, language);
    }
}
