package uk.tocsin.channel.kit;

import uk.tocsin.model.Alert;
import uk.tocsin.model.Language;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Variant;

/// What a message says on any channel. Above public handling it carries only that there is something to read;
/// exercises and tests are marked at both ends (facts: UK conventions). Links are not part of it: the adapter
/// adds the one for each person.
///
/// @param title the notification's title and the mail's subject
/// @param brief what a notification or a text says
/// @param full what a mail says
public record Wording(String title, String brief, String full) {
    private static final String EXERCISE = "EXERCISE EXERCISE EXERCISE";
    private static final String EXERCISE_CY = "YMARFER YMARFER YMARFER";
    private static final String TEST = "TEST TEST TEST";
    private static final String TEST_CY = "PRAWF PRAWF PRAWF";

    /// The wording of one variant of an alert.
    public static Wording of(Alert alert, Variant variant) {
        Wording plain = alert.handling().textMayTravel() ? words(variant) : notice(variant.language());
        return marked(plain, alert.mode(), variant.language());
    }

    private static Wording words(Variant variant) {
        String full = variant.instruction().isBlank()
                ? variant.description()
                : variant.description() + "\n\n" + variant.instruction();
        return new Wording(variant.headline(), variant.shortText(), full);
    }

    private static Wording notice(Language language) {
        String text = switch (language) {
            case EN -> "There is a protected message for you. Sign in to read it.";
            case CY -> "Mae neges warchodedig i chi. Mewngofnodwch i'w darllen.";
        };
        String title = switch (language) {
            case EN -> "A protected message for you";
            case CY -> "Neges warchodedig i chi";
        };
        return new Wording(title, text, text);
    }

    private static Wording marked(Wording plain, Mode mode, Language language) {
        boolean english = language == Language.EN;
        String mark = switch (mode) {
            case ACTUAL -> "";
            case EXERCISE -> english ? EXERCISE : EXERCISE_CY;
            case TEST -> english ? TEST : TEST_CY;
        };
        if (mark.isEmpty()) {
            return plain;
        }
        return new Wording(
                mark + ": " + plain.title(),
                mark + " " + plain.brief() + " " + mark,
                mark + "\n\n" + plain.full() + "\n\n" + mark);
    }
}
