package uk.tocsin.console.pages.audience;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Language;

/// The boxes and the text of an audience, for a form.
///
/// @param typed the form's values, with those of the boxes
/// @param shown whether the boxes say what the text says
/// @param picked the text that the boxes make
public record AudienceBuilder(Typed typed, boolean shown, String picked, Taxonomy taxonomy) {
    /// The kinds that are boxes in columns, as they are called.
    private static final Map<Dimension, String> NAMES = Map.of(
            Dimension.SECTOR, "Sector",
            Dimension.SIZE, "Size",
            Dimension.TIER, "Access tier",
            Dimension.SITE, "Type of place",
            Dimension.TAG, "Tag",
            Dimension.DUTY, "Duty under the Act",
            Dimension.ROLE, "Role",
            Dimension.DONE, "Training completed",
            Dimension.HAS, "Channel");

    /// The builder for what a form holds.
    public static AudienceBuilder of(Typed typed, Taxonomy taxonomy) {
        String text = typed.value("audience");
        Optional<AudienceChoices> choices =
                text.isBlank() ? Optional.of(AudienceChoices.none()) : AudienceChoices.of(text, taxonomy);
        Map<String, List<String>> values = new TreeMap<>(typed.values());
        choices.ifPresent(each -> values.putAll(each.fields()));
        return new AudienceBuilder(
                new Typed(values, typed.faults()),
                choices.isPresent(),
                choices.map(AudienceChoices::text).orElse(""),
                taxonomy);
    }

    /// What a kind is called.
    public String name(Dimension dimension) {
        return NAMES.getOrDefault(dimension, "Place");
    }

    /// The kinds that narrow the audience, apart from places and sectors.
    public List<Dimension> kinds() {
        return List.of(
                Dimension.SIZE,
                Dimension.TIER,
                Dimension.SITE,
                Dimension.TAG,
                Dimension.DUTY,
                Dimension.ROLE,
                Dimension.DONE,
                Dimension.HAS);
    }

    /// The kinds by which somebody can be left out.
    public List<Dimension> exclusions() {
        return List.of(
                Dimension.REGION,
                Dimension.FORCE,
                Dimension.SECTOR,
                Dimension.SIZE,
                Dimension.SITE,
                Dimension.TAG,
                Dimension.ROLE,
                Dimension.DONE);
    }

    /// What an exclusion is called.
    public String leaves(Dimension dimension) {
        return switch (dimension) {
            case REGION -> "Leave out regions";
            case FORCE -> "Leave out police forces";
            case SECTOR -> "Leave out sectors";
            case SIZE -> "Leave out sizes";
            case SITE -> "Leave out types of place";
            case TAG -> "Leave out tags";
            case ROLE -> "Leave out roles";
            case DONE -> "Leave out who has completed";
            case TIER, HAS, DUTY -> "Leave out";
        };
    }

    /// The values of a kind as boxes.
    public List<Choice> values(Dimension dimension) {
        return taxonomy.entries(dimension).stream().map(this::choice).toList();
    }

    private Choice choice(Taxonomy.Entry entry) {
        return new Choice(entry.key(), taxonomy.label(entry.segment(), Language.EN));
    }

    /// The police forces of a region.
    public List<Choice> forces(String region) {
        int parent = taxonomy.code(Dimension.REGION, region);
        return taxonomy.entries(Dimension.FORCE).stream()
                .filter(entry -> entry.parent() == parent)
                .map(this::choice)
                .toList();
    }

    /// The forces that serve everywhere.
    public List<Choice> nationalForces() {
        return taxonomy.entries(Dimension.FORCE).stream()
                .filter(entry -> entry.parent() == 0)
                .map(this::choice)
                .toList();
    }

    /// How many boxes of a kind are ticked, in words for its heading; empty for none.
    public String ticked(String field) {
        long count = typed.values().getOrDefault(field, List.of()).size();
        return count == 0 ? "" : " (" + count + " chosen)";
    }

    /// Whether any exclusion is ticked.
    public boolean leavesSome() {
        return typed.values().keySet().stream().anyMatch(name -> name.startsWith("leave."));
    }
}
