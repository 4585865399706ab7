package uk.tocsin.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import uk.tocsin.control.AlertRules.Problem;
import uk.tocsin.control.HoldingMessage.PermittedArea;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.MessageType;

/// What a holding message must be before it is kept, and what a place may be. Whatever its release could be refused
/// for is looked for beforehand, with the longest place there can be: nobody is to find out at three in the morning.
/// Stateless; any thread.
public final class HoldingRules {
    /// A place is one line of a phone, twice.
    public static final int MAX_PLACE = 80;

    /// The longest a holding message is good for before two people read it again.
    public static final Duration LONGEST = Duration.ofDays(366);

    /// One for every police force, and some.
    static final int MAX_AREAS = 64;

    static final int MAX_KEY = 64;
    private static final Pattern KEY = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");

    /// What telephones and mail programs take for a link, or a mail address.
    private static final Pattern LINK = Pattern.compile("://|@|(?i)www\\.|[\\p{L}\\p{N}]\\.\\p{L}{2,}");

    private HoldingRules() {}

    /// What is wrong with a place as it was typed, if anything.
    public static Optional<String> placeFault(String place) {
        if (place.isBlank() || place.length() > MAX_PLACE) {
            return Optional.of("is not 1 to " + MAX_PLACE + " characters");
        }
        if (!place.equals(place.strip())) {
            return Optional.of("begins or ends with a space");
        }
        Optional<String> fault = Texts.fault(place);
        if (fault.isPresent()) {
            return fault;
        }
        if (!place.codePoints().allMatch(HoldingRules::printable)) {
            return Optional.of("is not one line of printable characters");
        }
        return LINK.matcher(place).find() ? Optional.of("holds a link or an address") : Optional.empty();
    }

    private static boolean printable(int point) {
        if (point == '{' || point == '}') {
            return false;
        }
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> false;
            default -> true;
        };
    }

    /// Everything that is wrong with a holding message that would be saved now; empty when nothing is.
    public static List<Problem> check(HoldingMessage message, Instant now) {
        List<Problem> problems = new ArrayList<>();
        require(problems, isKey(message.key()), "key", "is not lower-case letters, digits and hyphens");
        Duration lifetime = message.lifetime();
        require(
                problems,
                lifetime.isPositive() && lifetime.compareTo(AlertRules.LONGEST) <= 0,
                "lifetime",
                "is not up to " + AlertRules.LONGEST.toDays() + " days");
        require(
                problems,
                message.until().isAfter(now) && !message.until().isAfter(now.plus(LONGEST)),
                "until",
                "is not within the next " + LONGEST.toDays() + " days");
        content(problems, message.content());
        areas(problems, message.areas());
        if (problems.isEmpty()) {
            filled(problems, message, now);
        }
        return List.copyOf(problems);
    }

    static boolean isKey(String key) {
        return key.length() <= MAX_KEY && KEY.matcher(key).matches();
    }

    private static void require(List<Problem> problems, boolean holds, String field, String reason) {
        if (!holds) {
            problems.add(new Problem(field, reason));
        }
    }

    private static void content(List<Problem> problems, Alert content) {
        boolean original = content.type() == MessageType.ALERT && content.parent() == 0;
        require(problems, original, "content.type", "is no new alert");
        require(
                problems,
                content.area().circle().isEmpty() && content.area().polygons().isEmpty(),
                "content.area",
                "has a shape, but where it is released is not known yet");
        require(problems, content.knownAt().isEmpty(), "content.knownAt", "is not known yet");
    }

    private static void areas(List<Problem> problems, List<PermittedArea> areas) {
        require(
                problems,
                !areas.isEmpty() && areas.size() <= MAX_AREAS,
                "areas",
                "there are " + areas.size() + "; 1 to " + MAX_AREAS + " are allowed");
        for (int i = 0; i < areas.size(); i++) {
            PermittedArea area = areas.get(i);
            String at = "areas[" + i + "]";
            require(problems, isPlace(area.audience()), at + ".audience", "is not made of regions and forces alone");
            boolean line = !area.words().isBlank()
                    && area.words().length() <= AlertRules.MAX_EVENT
                    && area.words().indexOf('\n') < 0
                    && Texts.fault(area.words()).isEmpty();
            require(
                    problems,
                    line,
                    at + ".words",
                    "is not 1 to " + AlertRules.MAX_EVENT + " printable characters of one line");
        }
    }

    private static boolean isPlace(Audience audience) {
        return switch (audience) {
            case Audience.In in -> in.dimension() == Dimension.REGION || in.dimension() == Dimension.FORCE;
            case Audience.And(List<Audience> parts) -> parts.stream().allMatch(HoldingRules::isPlace);
            case Audience.Or(List<Audience> parts) -> parts.stream().allMatch(HoldingRules::isPlace);
            case Audience.Everyone _, Audience.Not _ -> false;
        };
    }

    private static void filled(List<Problem> problems, HoldingMessage message, Instant now) {
        String longest = "M".repeat(MAX_PLACE);
        for (int area = 0; area < message.areas().size() && problems.isEmpty(); area++) {
            try {
                AlertRules.check(message.fill(longest, area, now), now)
                        .forEach(p -> problems.add(new Problem("content." + p.field(), p.reason())));
            } catch (IllegalArgumentException e) {
                String words = "cannot be combined with the audience: " + e.getMessage();
                problems.add(new Problem("areas[" + area + "].audience", words));
            }
        }
    }
}
