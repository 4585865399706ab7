package uk.tocsin.simulator;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The newest texts, found by sid and by number. Owned by the SMS channel's event loop.
///
/// A ring of the last so many; sids carry their place in it, so that no index by sid is needed. Texts to one
/// number are
/// chained, newest first.
final class TextStore {

    private static final int MAX_PAGE = 1_000;
    private static final int DEFAULT_PAGE = 50;
    private static final Pattern SID = Pattern.compile("SM([0-9a-f]{16})([0-9a-f]{16})");
    /// An odd multiplier (2^64 divided by the golden ratio) and its inverse modulo 2^64.
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private static final long UNSPREAD = 0xF1DE83E19937733DL;

    private final @Nullable Text[] ring;
    private final Map<String, Text> newestByNumber = new HashMap<>();
    private final long key = new SecureRandom().nextLong();
    private long next = 1;

    TextStore(int kept) {
        this.ring = new @Nullable Text[kept];
    }

    Text add(TwilioRequest request) {
        long number = next++;
        Text text = new Text(number, request.to(), request, System.currentTimeMillis());
        int place = (int) (number % ring.length);
        forget(ring[place]);
        ring[place] = text;
        Text before = newestByNumber.put(text.to, text);
        text.older = before;
        if (before != null) {
            before.newer = text;
        }
        return text;
    }

    private void forget(@Nullable Text oldest) {
        if (oldest == null) {
            return;
        }
        // The oldest of all is also the oldest to its number.
        if (oldest.newer == null) {
            newestByNumber.remove(oldest.to, oldest);
        } else {
            oldest.newer.older = null;
        }
    }

    void clear() {
        Arrays.fill(ring, null);
        newestByNumber.clear();
    }

    String sid(Text text) {
        long first = text.number * SPREAD ^ key;
        HexFormat hex = HexFormat.of();
        return "SM" + hex.toHexDigits(first) + hex.toHexDigits(Chance.mix(first ^ ~key));
    }

    /// The text of that sid, or null when it never was, is deleted or is too old.
    @Nullable
    Text find(String sid) {
        Matcher matcher = SID.matcher(sid);
        if (!matcher.matches()) {
            return null;
        }
        long first = Long.parseUnsignedLong(matcher.group(1), 16);
        long number = (first ^ key) * UNSPREAD;
        if (number < 1 || number >= next) {
            return null;
        }
        Text text = ring[(int) (number % ring.length)];
        return text == null
                        || text.number != number
                        || text.deleted
                        || !sid(text).equals(sid)
                ? null
                : text;
    }

    @Nullable
    Text newestTo(String number) {
        return newestByNumber.get(number);
    }

    /// A page of texts, newest first, in Twilio's form.
    ///
    /// @param base path of the list
    /// @throws IllegalArgumentException on a page or date that cannot be read
    JsonObject list(Map<String, String> query, String base, Credentials account) {
        int size = Math.clamp(number(query, "PageSize", DEFAULT_PAGE), 1, MAX_PAGE);
        int page = number(query, "Page", 0);
        Filter filter = Filter.of(query);
        JsonArray found = new JsonArray();
        int skip = page * size;
        boolean more = false;
        Text text = filter.to.isEmpty() ? newest() : newestByNumber.get(filter.to);
        while (text != null && text.createdMs >= filter.earliestMs) {
            boolean shown = !text.deleted && filter.takes(text);
            if (shown && skip > 0) {
                skip--;
            } else if (shown && found.size() == size) {
                more = true;
                break;
            } else if (shown) {
                found.add(text.toJson(sid(text), account));
            }
            text = filter.to.isEmpty() ? before(text) : text.older;
        }
        return page(query, base, page, size, found, more);
    }

    private static JsonObject page(
            Map<String, String> query, String base, int page, int size, JsonArray found, boolean more) {
        Map<String, String> rest = new LinkedHashMap<>(query);
        rest.remove("Page");
        rest.remove("PageToken");
        rest.put("PageSize", Integer.toString(size));
        String uri = base + "?" + Forms.write(rest);
        return new JsonObject()
                .put("messages", found)
                .put("first_page_uri", uri + "&Page=0")
                .put("next_page_uri", more ? uri + "&Page=" + (page + 1) + "&PageToken=PA" + (page + 1) : null)
                .put("previous_page_uri", page > 0 ? uri + "&Page=" + (page - 1) : null)
                .put("page", page)
                .put("page_size", size)
                .put("start", page * size)
                .put("end", Math.max(page * size, page * size + found.size() - 1))
                .put("uri", uri + "&Page=" + page);
    }

    private static int number(Map<String, String> query, String name, int fallback) {
        String text = query.get(name);
        if (text == null) {
            return fallback;
        }
        if (!text.matches("[0-9]{1,6}")) {
            throw new IllegalArgumentException(name + " must be a number");
        }
        return Integer.parseInt(text);
    }

    private @Nullable Text newest() {
        return next == 1 ? null : ring[(int) ((next - 1) % ring.length)];
    }

    private @Nullable Text before(Text text) {
        Text earlier = ring[(int) ((text.number - 1) % ring.length)];
        return earlier == null || earlier.number != text.number - 1 ? null : earlier;
    }

    /// What to list: to whom, from whom, sent when. An obfuscated number matches nothing.
    private record Filter(String to, String from, long earliestMs, long latestMs) {

        static Filter of(Map<String, String> query) {
            long earliest = 0;
            long latest = Long.MAX_VALUE;
            for (Map.Entry<String, String> entry : query.entrySet()) {
                switch (entry.getKey()) {
                    case "DateSent>" -> earliest = instant(entry.getValue(), false);
                    case "DateSent<" -> latest = instant(entry.getValue(), true);
                    case "DateSent" -> {
                        earliest = instant(entry.getValue(), false);
                        latest = instant(entry.getValue(), true);
                    }
                    default -> {
                        // Paging and the other filters are read elsewhere.
                    }
                }
            }
            return new Filter(query.getOrDefault("To", ""), query.getOrDefault("From", ""), earliest, latest);
        }

        boolean takes(Text text) {
            boolean addressed = to.isEmpty() || (text.keepsAddress && text.to.equals(to));
            return addressed
                    && (from.isEmpty() || text.from.equals(from))
                    && text.createdMs >= earliestMs
                    && text.createdMs <= latestMs;
        }

        /// Twilio takes a date or a date with time, in UTC; whole seconds count, so the bounds include theirs.
        private static long instant(String text, boolean end) {
            try {
                if (text.length() == 10) {
                    LocalDate day = LocalDate.parse(text);
                    Instant start = (end ? day.plusDays(1) : day)
                            .atStartOfDay(ZoneOffset.UTC)
                            .toInstant();
                    return start.toEpochMilli() - (end ? 1 : 0);
                }
                Instant moment = Instant.parse(text.endsWith("Z") ? text : text + "Z");
                return moment.getEpochSecond() * 1_000 + (end ? 999 : 0);
            } catch (DateTimeParseException notADate) {
                throw new IllegalArgumentException("DateSent must be a date or a UTC time", notADate);
            }
        }
    }
}
