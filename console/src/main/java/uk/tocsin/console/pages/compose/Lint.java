package uk.tocsin.console.pages.compose;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsParts;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;

/// What a careful colleague would say about a draft: beyond what the rules of the control log refuse, which is not
/// repeated here. Pure; any thread.
final class Lint {
    /// A text of more parts costs as many messages, and arrives in pieces where coverage is poor.
    private static final int MOST_PARTS = 3;

    private final Alert alert;
    private final List<Finding> findings = new ArrayList<>();

    private Lint(Alert alert) {
        this.alert = alert;
    }

    /// Everything there is to say, in the order of the form.
    static List<Finding> of(Alert alert, Links links, Taxonomy taxonomy, Instant now) {
        Lint lint = new Lint(alert);
        lint.classification();
        lint.expiry(now);
        new LinkLint(links.edge(), lint.findings::add).check(alert);
        new WordLint(lint.findings::add).check(alert);
        lint.parts(links);
        if (Wales.mayBeMeant(alert.audience(), taxonomy)) {
            lint.welsh();
        }
        return List.copyOf(lint.findings);
    }

    private void should(boolean wrong, String field, String words) {
        if (wrong) {
            findings.add(Finding.should(field, words));
        }
    }

    private void must(boolean wrong, String field, String words) {
        if (wrong) {
            findings.add(Finding.must(field, words));
        }
    }

    // ---- CAP

    private void classification() {
        Alert.Classification c = alert.classification();
        boolean grave = c.severity() == Severity.EXTREME || c.severity() == Severity.SEVERE;
        boolean clear = c.responses().contains(ResponseType.ALL_CLEAR);
        Set<ResponseType> others = EnumSet.noneOf(ResponseType.class);
        others.addAll(c.responses());
        others.remove(ResponseType.ALL_CLEAR);
        must(grave && c.urgency() == Urgency.PAST, "urgency", "Is Past, but the severity says that people must act.");
        must(clear && !others.isEmpty(), "responses", "Names All clear together with something to do.");
        must(clear && grave, "severity", "Is that of a danger, but the response is All clear.");
        should(
                clear && alert.type() == MessageType.ALERT,
                "responses",
                "Is All clear in a new alert: if it ends an alert of ours, begin it from that alert, so that everyone"
                        + " who got that one gets this.");
        must(
                c.severity() == Severity.EXTREME && c.certainty() == Certainty.UNLIKELY,
                "certainty",
                "Is Unlikely, but the severity is Extreme.");
        must(
                c.certainty() == Certainty.OBSERVED && c.urgency() == Urgency.FUTURE,
                "certainty",
                "Is Observed, but the urgency is Future: what is still to come cannot have been seen.");
        boolean idle = c.responses().isEmpty() || c.responses().contains(ResponseType.NONE);
        should(
                c.urgency() == Urgency.IMMEDIATE && idle,
                "responses",
                "Say what people should do: the urgency is Immediate.");
        should(c.severity() == Severity.UNKNOWN, "severity", "Is Unknown: severity decides what is sent first.");
    }

    // ---- the end

    private void expiry(Instant now) {
        Duration left = Duration.between(now, alert.expires());
        should(
                left.compareTo(shortest()) < 0,
                "expires",
                "Is soon: after it nobody is told, not even those whose phone was off.");
        should(
                left.compareTo(longest()) > 0,
                "expires",
                "Is late for its severity: an alert that has become wrong would still be sent.");
    }

    private Duration shortest() {
        return switch (alert.severity()) {
            case EXTREME, SEVERE -> Duration.ofMinutes(15);
            case MODERATE -> Duration.ofMinutes(30);
            case MINOR, UNKNOWN -> Duration.ofHours(1);
        };
    }

    private Duration longest() {
        return switch (alert.severity()) {
            case EXTREME -> Duration.ofDays(1);
            case SEVERE -> Duration.ofDays(2);
            case MODERATE, MINOR, UNKNOWN -> Duration.ofDays(8);
        };
    }

    // ---- texts

    private void parts(Links links) {
        boolean texts = alert.plan().steps().stream().anyMatch(step -> step.channel() == ChannelKind.SMS);
        for (int i = 0; texts && i < alert.variants().size(); i++) {
            SmsCount count = SmsParts.of(alert, alert.variants().get(i), links);
            should(
                    count.parts() > MOST_PARTS,
                    "variants[" + i + "].shortText",
                    "Takes " + count.parts() + " parts as a text message: shorten it to " + MOST_PARTS + " or fewer.");
        }
    }

    private void welsh() {
        Set<Tier> welsh = EnumSet.noneOf(Tier.class);
        alert.variants().stream()
                .filter(each -> each.language() == Language.CY)
                .forEach(each -> welsh.add(each.tier()));
        for (int i = 0; i < alert.variants().size(); i++) {
            Variant variant = alert.variants().get(i);
            should(
                    variant.language() == Language.EN && !welsh.contains(variant.tier()),
                    "variants[" + i + "].headline",
                    "Has no Welsh beside it, and the audience may include people in Wales.");
        }
        boolean any = !welsh.isEmpty();
        for (int i = 0; any && i < alert.prompts().questions().size(); i++) {
            should(
                    alert.prompts().questions().get(i).words().welsh().isEmpty(),
                    "questions[" + i + "].text.en",
                    "Has no Welsh beside it.");
        }
        for (int i = 0; any && i < alert.prompts().actions().size(); i++) {
            should(
                    alert.prompts().actions().get(i).words().welsh().isEmpty(),
                    "actions[" + i + "].text.en",
                    "Has no Welsh beside it.");
        }
    }
}
