package uk.tocsin.audience;

import java.util.List;
import java.util.stream.Collectors;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Audience.And;
import uk.tocsin.model.Audience.Everyone;
import uk.tocsin.model.Audience.In;
import uk.tocsin.model.Audience.Not;
import uk.tocsin.model.Audience.Or;
import uk.tocsin.model.Dimension;

/// The text form of an audience, such as `sector = retail and region in (london, wales) and not size = large`.
///
/// ```
/// either  = both { "or" both }
/// both    = single { "and" single }
/// single  = "not" single | "(" either ")" | "everyone" | term
/// term    = dimension ( "=" | ":" | "!=" ) value
///         | dimension [ "not" ] "in" "(" value { "," value } ")"
///         | "has" value
/// ```
///
/// Upper and lower case are alike. A value may be in single or double quotes, with spaces for hyphens. A police
/// force may be named as a region; it is printed as the force it is.
public final class AudienceText {
    /// Characters of the longest text: several times what [Audience#MAX_TERMS] of the longest keys would print
    /// as in practice, and little enough to be refused at once.
    public static final int MAX_LENGTH = 16 * 1024;

    private AudienceText() {}

    /// The audience a text means. Throws [AudienceException], and nothing else, for any text that means none.
    public static Audience parse(String text, Taxonomy taxonomy) {
        if (text.length() > MAX_LENGTH) {
            throw AudienceException.inText(
                    Complaint.of("more than " + MAX_LENGTH + " characters"), MAX_LENGTH, text.length() - MAX_LENGTH);
        }
        return new AudienceParser(AudienceLexer.tokens(text), taxonomy).parse();
    }

    /// The canonical text of an audience: equal audiences print alike, and parsing it gives the audience back.
    public static String print(Audience audience) {
        return switch (audience) {
            case Everyone everyone -> "everyone";
            case In(Dimension dimension, List<String> values) -> printIn(dimension, values);
            case Not(Audience inner) -> "not " + printInside(inner);
            case And(List<Audience> parts) -> printParts(parts, " and ");
            case Or(List<Audience> parts) -> printParts(parts, " or ");
        };
    }

    private static String printIn(Dimension dimension, List<String> values) {
        if (values.size() > 1) {
            return dimension.word() + " in (" + String.join(", ", values) + ")";
        }
        return dimension.word() + (dimension == Dimension.HAS ? " " : " = ") + values.getFirst();
    }

    private static String printParts(List<Audience> parts, String between) {
        return parts.stream().map(AudienceText::printInside).collect(Collectors.joining(between));
    }

    private static String printInside(Audience part) {
        boolean compound = part instanceof And || part instanceof Or;
        return compound ? "(" + print(part) + ")" : print(part);
    }
}
