package uk.tocsin.model;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// One version of an alert: everything that two people agree on, and nothing else. Its canonical encoding is
/// what the approval's digest covers: content, all variants, audience, plan and mode.
///
/// @param event the CAP event, e.g. "Suspicious item"
/// @param knownAt when the issuer first knew, for honest timing
/// @param link where more can be read; empty for none
/// @param parent number of the alert that this one changes; 0 for none
/// @param prompts what readers are asked and can do
public record Alert(
        Mode mode,
        MessageType type,
        Handling handling,
        Classification classification,
        String event,
        Area area,
        Instant expires,
        Optional<Instant> knownAt,
        String link,
        List<Variant> variants,
        Audience audience,
        Plan plan,
        int parent,
        Prompts prompts) {

    /// The CAP 1.2 terms that classify an alert.
    public record Classification(
            List<Category> categories,
            List<ResponseType> responses,
            Urgency urgency,
            Severity severity,
            Certainty certainty) {
        public Classification {
            categories = List.copyOf(categories);
            responses = List.copyOf(responses);
        }
    }

    public Alert {
        variants = List.copyOf(variants);
    }

    /// One that asks and offers nothing.
    public Alert(
            Mode mode,
            MessageType type,
            Handling handling,
            Classification classification,
            String event,
            Area area,
            Instant expires,
            Optional<Instant> knownAt,
            String link,
            List<Variant> variants,
            Audience audience,
            Plan plan,
            int parent) {
        this(
                mode,
                type,
                handling,
                classification,
                event,
                area,
                expires,
                knownAt,
                link,
                variants,
                audience,
                plan,
                parent,
                Prompts.NONE);
    }

    /// The severity, which orders the lanes.
    public Severity severity() {
        return classification.severity();
    }

    /// The variant a reader of this tier and language gets: the highest tier they may read, their language if
    /// it is there, else English. Empty when none is meant for them.
    public Optional<Variant> variantFor(Tier tier, Language language) {
        Variant best = null;
        for (Variant candidate : variants) {
            if (tier.mayRead(candidate.tier()) && (best == null || better(candidate, best, language))) {
                best = candidate;
            }
        }
        return Optional.ofNullable(best);
    }

    private static boolean better(Variant candidate, Variant best, Language language) {
        if (candidate.tier() != best.tier()) {
            return candidate.tier().mayRead(best.tier());
        }
        return candidate.language() == language || (best.language() != language && candidate.language() == Language.EN);
    }
}
