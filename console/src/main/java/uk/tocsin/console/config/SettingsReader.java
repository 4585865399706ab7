package uk.tocsin.console.config;

import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Reads settings one by one, remembers every problem, and knows which names nobody asked for.
final class SettingsReader {
    private final Map<String, String> given;
    private final TreeSet<String> unread;
    private final List<String> problems;
    private final TreeMap<String, String> effective = new TreeMap<>();

    /// @param problems found already
    SettingsReader(Map<String, String> given, List<String> problems) {
        this.given = given;
        this.problems = new ArrayList<>(problems);
        this.unread = new TreeSet<>(given.keySet());
    }

    private <T> T read(String name, String fallback, Function<String, T> parse, T ifBad) {
        unread.remove(name);
        String text = given.getOrDefault(name, fallback).strip();
        try {
            T value = parse.apply(text);
            effective.put(name, value.toString());
            return value;
        } catch (IllegalArgumentException | DateTimeParseException e) {
            problem(name, "\"" + text + "\" " + e.getMessage());
            return ifBad;
        }
    }

    void problem(String name, String what) {
        problems.add(name + ": " + what);
    }

    String text(String name, String fallback) {
        return read(name, fallback, text -> text, "");
    }

    Path path(String name, String fallback) {
        return read(name, fallback, SettingsReader::toPath, Path.of(""));
    }

    private static Path toPath(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new IllegalArgumentException("is not a path", e);
        }
    }

    Secret secret(String name) {
        return read(name, "", Secret::new, new Secret(""));
    }

    boolean flag(String name, boolean fallback) {
        return read(name, Boolean.toString(fallback), SettingsReader::toFlag, fallback);
    }

    private static boolean toFlag(String text) {
        return switch (text) {
            case "true", "yes" -> true;
            case "false", "no" -> false;
            default -> throw new IllegalArgumentException("is neither true nor false");
        };
    }

    long number(String name, long fallback, long least, long most) {
        return read(name, Long.toString(fallback), text -> toNumber(text, least, most), fallback);
    }

    private static long toNumber(String text, long least, long most) {
        long value;
        try {
            value = Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("is not a whole number", e);
        }
        if (value < least || value > most) {
            throw new IllegalArgumentException("is not from " + least + " to " + most);
        }
        return value;
    }

    int count(String name, int fallback, int least, int most) {
        return (int) number(name, fallback, least, most);
    }

    /// An amount of money that is not negative.
    BigDecimal amount(String name, String fallback) {
        return read(name, fallback, SettingsReader::toAmount, BigDecimal.ZERO);
    }

    private static BigDecimal toAmount(String text) {
        if (!text.matches("[0-9]{1,6}(\\.[0-9]{1,6})?")) {
            throw new IllegalArgumentException("is not an amount such as 0.04");
        }
        return new BigDecimal(text);
    }

    Duration span(String name, String fallback) {
        return read(name, fallback, SettingsReader::toSpan, Duration.ofSeconds(1));
    }

    private static Duration toSpan(String text) {
        Duration span;
        try {
            span = Duration.parse(text.startsWith("P") ? text : "PT" + text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("is not a time such as 10s or 2m", e);
        }
        if (span.isNegative() || span.isZero()) {
            throw new IllegalArgumentException("is not longer than nothing");
        }
        return span;
    }

    /// Addresses of machines, as they are written out (not names).
    Set<String> addresses(String name, String fallback) {
        return read(name, fallback, SettingsReader::toAddresses, Set.of());
    }

    private static Set<String> toAddresses(String text) {
        Set<String> addresses = new TreeSet<>();
        for (String each : text.split(",", -1)) {
            if (!each.isBlank()) {
                addresses.add(InetAddress.ofLiteral(each.strip()).getHostAddress());
            }
        }
        return addresses;
    }

    /// Countries by their two letters of ISO 3166-1.
    Set<String> countries(String name, String fallback) {
        return read(name, fallback, SettingsReader::toCountries, Set.of());
    }

    private static Set<String> toCountries(String text) {
        Set<String> known = Set.of(Locale.getISOCountries());
        Set<String> countries = new TreeSet<>();
        for (String each : text.split(",", -1)) {
            String country = each.strip();
            if (!country.isEmpty() && !known.contains(country)) {
                throw new IllegalArgumentException(
                        "names " + country + ", which is no country of ISO 3166-1, such as GB");
            }
            countries.add(country);
        }
        countries.remove("");
        return countries;
    }

    /// A web page; empty where none is given.
    Optional<URI> page(String name) {
        String text = read(
                name, "", given -> given.isEmpty() ? given : toAddress(given).toString(), "");
        return text.isEmpty() ? Optional.empty() : Optional.of(URI.create(text));
    }

    URI address(String name, String fallback) {
        return read(name, fallback, SettingsReader::toAddress, URI.create("https://invalid.example.test"));
    }

    private static URI toAddress(String text) {
        URI address;
        try {
            address = URI.create(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("is not an address", e);
        }
        boolean web = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
        if (!web || address.getHost() == null) {
            throw new IllegalArgumentException("is not an http or https address");
        }
        return address;
    }

    /// Every setting that was read, with the value in force; secrets hidden.
    Map<String, String> effective() {
        return effective;
    }

    /// Refuses the whole if anything was wrong, or given and never asked for.
    void finish() {
        for (String name : unread) {
            problem(name, "is no setting of this version");
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }
}
