package uk.tocsin.console.pages;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.Role;
import uk.tocsin.engine.Unready;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Severity;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;

/// How the pages say numbers, times and codes. Times are those of the United Kingdom.
public final class Text {
    /// The clock that officers live by.
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final DateTimeFormatter TIME = formatter("HH:mm");
    private static final DateTimeFormatter SECONDS = formatter("HH:mm:ss");
    private static final DateTimeFormatter DAY = formatter("d MMM yyyy");

    private Text() {}

    private static DateTimeFormatter formatter(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.UK).withZone(ZONE);
    }

    /// Such as 41,300.
    public static String number(long value) {
        return String.format(Locale.UK, "%,d", value);
    }

    /// A count and what is counted, such as "1 person" or "2 people".
    public static String count(long value, String one, String many) {
        return number(value) + " " + (value == 1 ? one : many);
    }

    /// A share in percent with one place, such as "12.5%"; a dash of nothing.
    public static String share(long part, long whole) {
        return whole == 0 ? "–" : String.format(Locale.UK, "%.1f%%", 100.0 * part / whole);
    }

    /// Such as "14:32, 26 Nov 2026".
    public static String time(Instant instant) {
        return TIME.format(instant) + ", " + DAY.format(instant);
    }

    /// Such as "14:32:07, 26 Nov 2026".
    public static String exactly(Instant instant) {
        return SECONDS.format(instant) + ", " + DAY.format(instant);
    }

    /// The time of day alone, such as "14:32".
    public static String clock(Instant instant) {
        return TIME.format(instant);
    }

    /// The time of day to the second, such as "14:32:07".
    public static String seconds(Instant instant) {
        return SECONDS.format(instant);
    }

    /// Such as "45 s", "3 min 20 s", "2 h 5 min", "3 days".
    public static String span(Duration span) {
        long seconds = Math.max(0, span.toSeconds());
        if (seconds < 60) {
            return span.toMillis() < 10_000 && span.toMillis() % 1000 != 0
                    ? String.format(Locale.UK, "%.1f s", Math.max(0, span.toMillis()) / 1000.0)
                    : seconds + " s";
        }
        if (seconds < 3600) {
            return seconds / 60 + " min" + (seconds % 60 == 0 ? "" : " " + seconds % 60 + " s");
        }
        if (seconds < 48 * 3600) {
            return seconds / 3600 + " h" + (seconds / 60 % 60 == 0 ? "" : " " + seconds / 60 % 60 + " min");
        }
        return seconds / 86_400 + " days";
    }

    /// How long ago, or in how long.
    public static String relative(Instant instant, Instant now) {
        return instant.isAfter(now)
                ? "in " + span(Duration.between(now, instant))
                : span(Duration.between(instant, now)) + " ago";
    }

    /// A word of the contract as people read it: "register-officer" is "Register officer".
    public static String plain(Coded value) {
        String words = value.word().replace('-', ' ').replace('_', ' ');
        return words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    /// A Unicode name as people read it: "LATIN SMALL LETTER W WITH CIRCUMFLEX" is "latin small letter w with
    /// circumflex".
    public static String plainName(String name) {
        return name.toLowerCase(Locale.UK);
    }

    /// A channel in the middle of a sentence.
    public static String channel(ChannelKind channel) {
        return switch (channel) {
            case PUSH -> "push";
            case SMS -> "text";
            case EMAIL -> "email";
        };
    }

    /// A channel as a heading.
    public static String channelTitle(ChannelKind channel) {
        return switch (channel) {
            case PUSH -> "Push";
            case SMS -> "Text message";
            case EMAIL -> "Email";
        };
    }

    /// Why an address is not used.
    public static String cause(SuppressionCause cause) {
        return switch (cause) {
            case UNSUBSCRIBED -> "Unsubscribed by link";
            case STOPPED -> "Stopped by text";
            case DEAD -> "Nobody there";
            case COMPLAINT -> "Reported as spam";
            case OFFICER -> "Stopped by an officer";
        };
    }

    /// An access tier.
    public static String tier(Tier tier) {
        return switch (tier) {
            case PUBLIC -> "Public";
            case BUSINESS -> "Business";
            case SECURITY -> "Security industry";
            case CT -> "CT specialist";
        };
    }

    /// What a role is called.
    public static String role(Role role) {
        return switch (role) {
            case OFFICER -> "Officer";
            case APPROVER -> "Approver";
            case ANALYST -> "Analyst";
            case REGISTER_OFFICER -> "Register officer";
            case ADMINISTRATOR -> "Administrator";
        };
    }

    /// What an alert's status is called.
    public static String status(AlertStatus status) {
        return switch (status) {
            case DRAFT -> "Draft";
            case SUBMITTED -> "Waiting for approval";
            case RETURNED -> "Returned";
            case REJECTED -> "Rejected";
            case SCHEDULED -> "Scheduled";
            case DISPATCHED -> "Sending";
            case CANCELLED -> "Withdrawn";
            case SUPERSEDED -> "Replaced";
            case EXPIRED -> "Expired";
            case VOIDED -> "Called off";
            case CLOSED -> "Sent";
        };
    }

    /// The colour of a status's tag, in GOV.UK Frontend's names.
    public static String colour(AlertStatus status) {
        return switch (status) {
            case DRAFT, RETURNED -> "grey";
            case SUBMITTED -> "yellow";
            case SCHEDULED -> "light-blue";
            case DISPATCHED -> "green";
            case CLOSED -> "turquoise";
            case REJECTED, CANCELLED, VOIDED -> "red";
            case SUPERSEDED, EXPIRED -> "purple";
        };
    }

    /// The colour of a severity's tag.
    public static String colour(Severity severity) {
        return switch (severity) {
            case EXTREME -> "red";
            case SEVERE -> "orange";
            case MODERATE -> "yellow";
            case MINOR, UNKNOWN -> "grey";
        };
    }

    /// Why nothing can be sent.
    public static String unready(Unready why) {
        return switch (why) {
            case JOURNAL -> "There is no room to record what is done: free space on the disk.";
            case SHARDS -> "Parts of the register are not in charge of anything yet: the service is starting.";
            case PERMITS -> "The service is too slow to use what it may send: look at its load.";
            case CLOCK ->
                "The clock was set, or differs from the brokers'. Set it right, or an administrator has to confirm it.";
        };
    }

    /// What the state of a delivery is called.
    public static String state(DeliveryState state) {
        return switch (state) {
            case WAITING -> "Waiting";
            case IN_FLIGHT -> "On its way";
            case HELD -> "Held for quiet hours";
            case ACCEPTED -> "Taken by the provider";
            case DELIVERED -> "Delivered";
            case READ -> "Read";
            case ACKNOWLEDGED -> "Acknowledged";
            case UNKNOWN -> "Unknown";
            case FAILED -> "Failed";
            case EXPIRED -> "Expired";
            case WITHDRAWN -> "Withdrawn";
            case SUPPRESSED -> "Not to be sent";
        };
    }
}
