package uk.tocsin.console.pages.audience;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import uk.tocsin.audience.AudienceException;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Dimension;

/// The boxes of the audience builder: what somebody must have, and what they must not. Boxes of one kind are
/// alternatives, kinds narrow each other, and a police force is an alternative to a region. Immutable; any thread.
///
/// @param wanted by dimension, in the order of the taxonomy
/// @param unwanted the same of those who are left out
public record AudienceChoices(Map<Dimension, List<String>> wanted, Map<Dimension, List<String>> unwanted) {
    /// Fields of the builder in a form.
    public static final String PATTERN = "((pick|leave)\\.[a-z]+|audience\\.(was|picked))";

    private static final String PICK = "pick.";
    private static final String LEAVE = "leave.";

    public AudienceChoices {
        wanted = Map.copyOf(wanted);
        unwanted = Map.copyOf(unwanted);
    }

    /// The boxes that a form sent; what is no value of the taxonomy is passed over.
    public static AudienceChoices read(Map<String, List<String>> form, Taxonomy taxonomy) {
        return new AudienceChoices(read(form, PICK, taxonomy), read(form, LEAVE, taxonomy));
    }

    private static Map<Dimension, List<String>> read(Map<String, List<String>> form, String prefix, Taxonomy taxonomy) {
        Map<Dimension, List<String>> found = new EnumMap<>(Dimension.class);
        for (Dimension dimension : Dimension.values()) {
            List<String> values = form.getOrDefault(prefix + dimension.word(), List.of()).stream()
                    .filter(value -> taxonomy.find(dimension, value).isPresent())
                    .distinct()
                    .toList();
            if (!values.isEmpty()) {
                found.put(dimension, values);
            }
        }
        return found;
    }

    /// The boxes that say what an audience says, if boxes can say it.
    public static Optional<AudienceChoices> of(Audience audience) {
        Map<Dimension, List<String>> wanted = new EnumMap<>(Dimension.class);
        Map<Dimension, List<String>> unwanted = new EnumMap<>(Dimension.class);
        Collection<Audience> parts = audience instanceof Audience.And(List<Audience> all) ? all : List.of(audience);
        for (Audience part : parts) {
            boolean shown = switch (part) {
                case Audience.Everyone _ -> true;
                case Audience.In in -> put(wanted, in);
                case Audience.Not(Audience.In in) -> put(unwanted, in);
                case Audience.Or(List<Audience> or) -> places(wanted, or);
                case Audience.Not(Audience.Or(List<Audience> or)) -> places(unwanted, or);
                case Audience.Not _, Audience.And _ -> false;
            };
            if (!shown) {
                return Optional.empty();
            }
        }
        AudienceChoices choices = new AudienceChoices(wanted, unwanted);
        return choices.audience().equals(audience) ? Optional.of(choices) : Optional.empty();
    }

    private static boolean put(Map<Dimension, List<String>> choices, Audience.In in) {
        return choices.put(in.dimension(), in.values()) == null;
    }

    /// A region or a force.
    private static boolean places(Map<Dimension, List<String>> choices, List<Audience> or) {
        return or.stream()
                .allMatch(each -> each instanceof Audience.In in
                        && (in.dimension() == Dimension.REGION || in.dimension() == Dimension.FORCE)
                        && put(choices, in));
    }

    /// The boxes that say what a text says, if boxes can say it.
    public static Optional<AudienceChoices> of(String text, Taxonomy taxonomy) {
        try {
            return of(AudienceText.parse(text, taxonomy));
        } catch (AudienceException _) {
            return Optional.empty();
        }
    }

    /// No box.
    public static AudienceChoices none() {
        return new AudienceChoices(Map.of(), Map.of());
    }

    /// Whether no box is ticked.
    public boolean isEmpty() {
        return wanted.isEmpty() && unwanted.isEmpty();
    }

    /// What the boxes say; everyone when none is ticked.
    public Audience audience() {
        List<Audience> parts = new ArrayList<>();
        parts.add(Audience.everyone());
        parts.addAll(terms(wanted));
        terms(unwanted).forEach(each -> parts.add(Audience.not(each)));
        return Audience.and(parts);
    }

    private static List<Audience> terms(Map<Dimension, List<String>> choices) {
        List<Audience> terms = new ArrayList<>();
        List<Audience> places = new ArrayList<>();
        choices.forEach((dimension, values) -> {
            boolean place = dimension == Dimension.REGION || dimension == Dimension.FORCE;
            (place ? places : terms).add(Audience.in(dimension, values));
        });
        if (!places.isEmpty()) {
            terms.add(Audience.or(places));
        }
        return terms;
    }

    /// What they say as text; empty when no box is ticked, since nobody is meant by accident.
    public String text() {
        return isEmpty() ? "" : AudienceText.print(audience());
    }

    /// Whether a box is ticked.
    boolean has(boolean leave, Dimension dimension, String value) {
        return (leave ? unwanted : wanted).getOrDefault(dimension, List.of()).contains(value);
    }

    /// The boxes as fields of a form.
    Map<String, List<String>> fields() {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        wanted.forEach((dimension, values) -> fields.put(PICK + dimension.word(), List.copyOf(new TreeSet<>(values))));
        unwanted.forEach(
                (dimension, values) -> fields.put(LEAVE + dimension.word(), List.copyOf(new TreeSet<>(values))));
        return fields;
    }
}
