package uk.tocsin.bench;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;
import uk.tocsin.receipt.TokenMint;

/// What all benches say, and to whom: one public alert in English of the usual length.
public final class Sample {
    /// Where links lead.
    public static final Links LINKS = new Links(URI.create("https://alerts.example.test"));

    /// What is said.
    public static final Variant VARIANT = new Variant(
            Tier.PUBLIC,
            Language.EN,
            "Suspicious item near Bow Lane",
            "Police are dealing with a suspicious item. Avoid Bow Lane until told otherwise.",
            """
            Police are dealing with a suspicious item in Bow Lane. Cordons are in place on Cheapside and Cannon Street.

            There are no reports of injuries. Mansion House station is closed.""",
            """
            Stay inside and away from windows.
            Do not use the entrances on Bow Lane.
            Tell the people in your care; wait for the next message.""");

    private static final int KEY_BYTES = 32;
    private static final int NUMBERS = 1000;

    private Sample() {}

    /// In force for four hours from now.
    public static Content content(int number) {
        return new Content(number, alert(new Audience.Everyone(), Severity.SEVERE), 0);
    }

    /// The same by push, to an audience.
    public static Alert alert(Audience audience, Severity severity) {
        return new Alert(
                Mode.ACTUAL,
                MessageType.ALERT,
                Handling.PUBLIC,
                new Alert.Classification(
                        List.of(Category.SECURITY),
                        List.of(ResponseType.AVOID),
                        Urgency.IMMEDIATE,
                        severity,
                        Certainty.OBSERVED),
                "Suspicious item",
                new Area("Bow Lane", Optional.empty(), List.of()),
                Instant.now().plus(Duration.ofHours(4)).truncatedTo(ChronoUnit.MILLIS),
                Optional.empty(),
                "",
                List.of(VARIANT),
                audience,
                new Plan(List.of(new Step(ChannelKind.PUSH, Duration.ZERO))),
                0);
    }

    /// Makes delivery tokens.
    public static TokenMint mint() {
        return new TokenMint(1, Map.of(1, new byte[KEY_BYTES]));
    }

    /// A number of Ofcom's range for drama, with three digits more where there are more than a thousand people.
    static String number(int person) {
        return String.format("+447700900%03d%s", person % NUMBERS, person < NUMBERS ? "" : more(person));
    }

    private static String more(int person) {
        return String.format("%03d", person / NUMBERS % NUMBERS);
    }

    static String mailbox(int person) {
        return "person" + person + "@example.test";
    }

    /// As long as a registration token of Firebase is.
    public static String device(int person) {
        return String.format("bench-%016d:", person) + "APA91b".repeat(22);
    }
}
