package uk.tocsin.console.edge;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKey;

/// Who is signed in. A session is a cookie that was sealed here and ends by itself; nothing is kept of it but that
/// somebody signed out before it ended. Any thread.
final class Sessions {
    /// A session ends so long after signing in.
    static final Duration LENGTH = Duration.ofHours(1);

    /// Sessions remembered as signed out. At 50 signed out in a second it takes an hour of one client's whole share
    /// to press one out of memory, and by then it has ended.
    private static final int REMEMBERED = 200_000;

    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final Pattern TEXT =
            Pattern.compile("([0-9]{1,10})\\.([0-9]{1,12})\\.([0-9a-f]{32})\\.([\\w-]{22})");

    private final InstantSource clock;
    private final RandomGenerator random;
    private final Seal seal;
    private final Seal forms;
    private final boolean secure;
    private final String name;
    private final String heading;
    private final Map<String, Instant> ended = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Instant> eldest) {
            return size() > REMEMBERED;
        }
    };

    /// @param secure whether the edge is reached over https; only then can a browser hold the cookie to this host
    Sessions(SecretKey key, RandomGenerator random, InstantSource clock, boolean secure) {
        this.clock = clock;
        this.random = random;
        this.seal = new Seal(key, "session");
        this.forms = new Seal(key, "form");
        this.secure = secure;
        this.name = secure ? "__Host-session" : "session";
        this.heading = secure ? "__Host-heading" : "heading";
    }

    /// One that has not ended.
    ///
    /// @param id random, 128 bits
    record Session(int ordinal, Instant ends, String id) {}

    /// What a `Set-Cookie` has to say for somebody who signs in now.
    String open(int ordinal) {
        byte[] id = new byte[16];
        random.nextBytes(id);
        long ends = clock.instant().plus(LENGTH).getEpochSecond();
        String content = ordinal + "." + ends + "." + HexFormat.of().formatHex(id);
        return cookie(name, content + "." + seal.text(content), LENGTH);
    }

    /// The session of a request; empty for none, and for one that has ended or was not opened here.
    Optional<Session> of(Inquiry inquiry) {
        Matcher parts = TEXT.matcher(value(inquiry, name));
        if (!parts.matches()) {
            return Optional.empty();
        }
        String content = parts.group(1) + "." + parts.group(2) + "." + parts.group(3);
        if (!seal.isText(content, parts.group(4))) {
            return Optional.empty();
        }
        Session session = new Session(
                Integer.parseInt(parts.group(1)),
                Instant.ofEpochSecond(Long.parseLong(parts.group(2))),
                parts.group(3));
        boolean lives = clock.instant().isBefore(session.ends()) && !isOver(session);
        return lives ? Optional.of(session) : Optional.empty();
    }

    private boolean isOver(Session session) {
        synchronized (ended) {
            return ended.containsKey(session.id());
        }
    }

    /// Ends a session; what a `Set-Cookie` has to say then.
    String end(Session session) {
        synchronized (ended) {
            ended.put(session.id(), session.ends());
        }
        return cookie(name, "", Duration.ZERO);
    }

    /// What a form of a session carries to show that it comes from a page of that session.
    String proof(Session session) {
        return forms.text(session.id());
    }

    /// Whether a form comes from a page of a session.
    boolean proves(Session session, String shown) {
        return forms.isText(session.id(), shown);
    }

    /// What a `Set-Cookie` has to say so that signing in leads back to an alert.
    String heading(int alert) {
        return cookie(heading, Integer.toString(alert), Duration.ofMinutes(15));
    }

    /// The alert that somebody signs in to read.
    OptionalInt heading(Inquiry inquiry) {
        String value = value(inquiry, heading);
        return NUMBER.matcher(value).matches() ? OptionalInt.of(Integer.parseInt(value)) : OptionalInt.empty();
    }

    private String cookie(String cookie, String value, Duration age) {
        return cookie + "=" + value + "; Path=/; Max-Age=" + age.toSeconds() + "; HttpOnly; SameSite=Strict"
                + (secure ? "; Secure" : "");
    }

    private static String value(Inquiry inquiry, String cookie) {
        for (String part : inquiry.header("Cookie").split(";", -1)) {
            String each = part.strip();
            if (each.startsWith(cookie + "=")) {
                return each.substring(cookie.length() + 1);
            }
        }
        return "";
    }
}
