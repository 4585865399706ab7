package uk.tocsin.console.population;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.UUID;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

/// A seeded population: businesses in the proportions of the ONS local-unit counts by region, sector and size
/// (uk-local-units.csv, Open Government Licence v3), with their people, and members of the public. The same
/// seed gives the same people.
///
/// Numbers are from Ofcom's range for drama (07700 900000 to 900999), with three or four digits more where there are
/// more than a thousand people; addresses end in example.test.
public final class Population {
    private static final String COUNTS = "uk-local-units.csv";
    private static final double PUBLIC_SHARE = 0.15;
    private static final double WELSH_SHARE_IN_WALES = 0.2;
    private static final double SPREAD_DEGREES = 0.06;
    private static final double HAS_EMAIL = 0.92;
    private static final double HAS_SMS = 0.60;
    private static final double HAS_PUSH = 0.45;
    private static final int NUMBERS = 1000;
    private static final int WORDING = 1;
    private static final Instant FIRST_CONSENT = Instant.parse("2026-01-01T00:00:00Z");
    private static final int CONSENT_SECONDS = (int) Duration.ofDays(180).toSeconds();
    private static final String[] STREETS = {
        "High Street", "Station Road", "Church Lane", "Mill Lane", "Park Road", "Victoria Street", "Market Place"
    };
    private static final int HOUSES = 400;
    private static final String INWARD = "ABDEFGHJLNPQRSTUWXYZ";
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final int WORD_LETTERS = 10;
    private static final int TOKEN_LETTERS = 160;
    private static final int TOKEN_COLON = 22;

    private final Taxonomy taxonomy;
    private final SplittableRandom random;
    private final List<Row> rows = new ArrayList<>();
    private final long[] upTo;
    private int people;
    private int organisations;
    private int most;

    private record Row(String region, String sector, String size, long units) {}

    /// Somebody to show on the simulated phones.
    ///
    /// @param organisation what it is and where, e.g. "a café in Camden"
    public record Shown(Organisation.Person person, String organisation, String place) {}

    /// An organisation, and how its first person is shown.
    public record Drawn(Organisation organisation, Shown first) {}

    /// A population by this seed.
    public Population(Taxonomy taxonomy, long seed) {
        this.taxonomy = taxonomy;
        this.random = new SplittableRandom(seed);
        read();
        this.upTo = new long[rows.size()];
        long sum = 0;
        for (int i = 0; i < upTo.length; i++) {
            sum += rows.get(i).units();
            upTo[i] = sum;
        }
    }

    private void read() {
        try (InputStream stream = Objects.requireNonNull(Population.class.getResourceAsStream(COUNTS), COUNTS);
                BufferedReader lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            lines.lines().skip(1).map(line -> line.split(",", -1)).forEach(f -> {
                long units = Long.parseLong(f[3]);
                if (units > 0) {
                    rows.add(new Row(f[0], f[1], f[2], units));
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException("the counts that ship with this version cannot be read", e);
        }
    }

    /// The next organisation, of at most so many people. The very first is a café in Camden.
    public Drawn next(int most) {
        this.most = most;
        if (people == 0) {
            return business(
                    new Row("london", "food-and-drink", "micro", 1),
                    Towns.of("london").getFirst());
        }
        if (random.nextDouble() < PUBLIC_SHARE) {
            return member();
        }
        long ticket = random.nextLong(upTo[upTo.length - 1]);
        int at = Arrays.binarySearch(upTo, ticket + 1);
        Row row = rows.get(at < 0 ? -at - 1 : at);
        List<Towns.Town> towns = Towns.of(row.region());
        return business(row, towns.get(random.nextInt(towns.size())));
    }

    private Drawn business(Row row, Towns.Town town) {
        int staff = switch (row.size()) {
            case "micro" -> 1 + random.nextInt(2);
            case "small" -> 2 + random.nextInt(2);
            case "medium" -> 3 + random.nextInt(3);
            default -> 4 + random.nextInt(5);
        };
        UUID id = id();
        int number = organisations++;
        int[] of = segments(row, town, "");
        List<Organisation.Premises> places = new ArrayList<>();
        int sites = row.size().equals("large") ? 2 : 1;
        for (int i = 0; i < sites; i++) {
            places.add(Organisation.Premises.of(premises(id, number, i, town, of)));
        }
        List<Organisation.Person> members = new ArrayList<>();
        for (int i = 0; i < Math.min(staff, most); i++) {
            String role = i == 0 ? "duty-manager" : i == 1 ? "deputy" : i == 2 ? "security-lead" : "member";
            // The security lead answers for every site, the others for one each.
            int[] answersFor = i == 2 && sites == 2 ? new int[] {0, 1} : new int[] {i % sites};
            members.add(person(Tier.BUSINESS, language(row.region()), segments(row, town, role), answersFor));
        }
        Organisation organisation = new Organisation(id, places, members);
        String what = taxonomy.label(taxonomy.code(Dimension.SECTOR, row.sector()), Language.EN);
        String shown =
                people <= members.size() ? "a café" : "a " + row.size() + " business in " + what.toLowerCase(Locale.UK);
        return new Drawn(organisation, new Shown(members.getFirst(), shown, town.name()));
    }

    private Premises premises(UUID organisation, int number, int site, Towns.Town town, int[] segments) {
        String street = STREETS[number % STREETS.length];
        String address = (1 + number / STREETS.length % HOUSES + site) + " " + street + ", " + town.name();
        String postcode = town.district() + " " + random.nextInt(10) + letter() + letter();
        return new Premises(
                organisation,
                Names.of(number) + " Ltd",
                site == 0 ? "" : "Annexe",
                address,
                postcode,
                town.latitude() + (random.nextDouble() - 0.5) * SPREAD_DEGREES,
                town.longitude() + (random.nextDouble() - 0.5) * SPREAD_DEGREES,
                Arrays.stream(segments).sorted().boxed().toList(),
                List.of());
    }

    private char letter() {
        return INWARD.charAt(random.nextInt(INWARD.length()));
    }

    private Drawn member() {
        String region = rows.get(random.nextInt(rows.size())).region();
        List<Towns.Town> towns = Towns.of(region);
        Towns.Town town = towns.get(random.nextInt(towns.size()));
        int[] segments = {
            taxonomy.code(Dimension.SECTOR, "public"),
            taxonomy.code(Dimension.REGION, region),
            taxonomy.code(Dimension.FORCE, town.force()),
            taxonomy.code(Dimension.ROLE, "member"),
            taxonomy.code(Dimension.SIZE, "none")
        };
        Organisation.Person person = person(Tier.PUBLIC, language(region), segments, new int[0]);
        Organisation organisation = new Organisation(id(), List.of(), List.of(person));
        return new Drawn(organisation, new Shown(person, "a member of the public", town.name()));
    }

    private int[] segments(Row row, Towns.Town town, String role) {
        List<Integer> codes = new ArrayList<>(List.of(
                taxonomy.code(Dimension.SECTOR, row.sector()),
                taxonomy.code(Dimension.REGION, row.region()),
                taxonomy.code(Dimension.FORCE, town.force()),
                taxonomy.code(Dimension.SIZE, row.size()),
                taxonomy.code(Dimension.DUTY, duty(row.size()))));
        if (!role.isEmpty()) {
            codes.add(taxonomy.code(Dimension.ROLE, role));
        }
        String site = site(row.sector());
        if (!site.isEmpty()) {
            codes.add(taxonomy.code(Dimension.SITE, site));
        }
        return codes.stream().mapToInt(Integer::intValue).toArray();
    }

    private static String duty(String size) {
        return switch (size) {
            case "medium" -> "standard";
            case "large" -> "enhanced";
            default -> "none";
        };
    }

    private static String site(String sector) {
        return switch (sector) {
            case "retail" -> "shops";
            case "food-and-drink" -> "food-and-drink";
            case "accommodation" -> "hotels";
            case "culture-and-sport" -> "entertainment-and-leisure";
            case "community-and-worship" -> "places-of-worship";
            case "health" -> "health-care";
            case "education" -> "schools";
            case "transport" -> "stations";
            default -> "";
        };
    }

    private Language language(String region) {
        return region.equals("wales") && random.nextDouble() < WELSH_SHARE_IN_WALES ? Language.CY : Language.EN;
    }

    private Organisation.Person person(Tier tier, Language language, int[] segments, int[] premises) {
        int number = people++;
        List<Organisation.Address> addresses = new ArrayList<>();
        boolean everything = number == 0;
        if (everything || random.nextDouble() < HAS_EMAIL) {
            addresses.add(new Organisation.Address(ChannelKind.EMAIL, "person" + number + "@example.test"));
        }
        if (everything || random.nextDouble() < HAS_SMS) {
            addresses.add(new Organisation.Address(ChannelKind.SMS, phone(number)));
        }
        if (everything || random.nextDouble() < HAS_PUSH || addresses.isEmpty()) {
            addresses.add(new Organisation.Address(ChannelKind.PUSH, device(number)));
        }
        Consent agreed = new Consent(
                Consent.Purpose.ALERTS,
                true,
                WORDING,
                FIRST_CONSENT.plusSeconds(random.nextInt(CONSENT_SECONDS)),
                Consent.Source.IMPORT);
        return new Organisation.Person(
                Names.of(number), tier, language, segments, addresses, premises, Preferences.ALL, List.of(agreed));
    }

    /// The first million are numbers of E.164, which has 15 digits; what follows has 16, which can be registered and
    /// not
    /// sent to.
    private static String phone(int number) {
        String base = "+447700900%03d".formatted(number % NUMBERS);
        int suffix = number / NUMBERS;
        return suffix == 0 ? base : base + (suffix < NUMBERS ? "%03d" : "%04d").formatted(suffix);
    }

    /// In the form of Firebase's registration tokens.
    private String device(int number) {
        StringBuilder token = new StringBuilder(TOKEN_LETTERS + 1);
        for (int i = 0; i < TOKEN_LETTERS; i += WORD_LETTERS) {
            long word = i == 0 ? number : random.nextLong();
            for (int j = 0; j < WORD_LETTERS; j++) {
                token.append(LETTERS.charAt((int) (word >>> 6 * j & 63)));
            }
        }
        return token.insert(TOKEN_COLON, ':').toString();
    }

    private UUID id() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /// People drawn so far.
    public int people() {
        return people;
    }
}
