package uk.tocsin.channel.email;

import org.jspecify.annotations.Nullable;
import uk.tocsin.model.Language;

/// The fixed words around an alert's own text, by language.
///
/// @param act what the button says for a text that is in the mail
/// @param open what it says when the text is behind a sign-in
/// @param more leads to the alert's own link
/// @param why why the person gets this; the sender's name follows
/// @param stop how to get no more of them; null for a notice, which answers what somebody did
record Phrases(
        String act,
        String open,
        String more,
        String why,
        @Nullable String stop) {
    private static final Phrases EN = new Phrases(
            "Say that you have read this",
            "Sign in to read it",
            "Read more",
            "You get this because you registered for alerts from",
            "Stop these emails");
    private static final Phrases NOTICE_EN =
            new Phrases("Open the page", "Open the page", "Read more", "Sent to this address by", null);
    private static final Phrases NOTICE_CY =
            new Phrases("Agor y dudalen", "Agor y dudalen", "Darllen mwy", "Anfonwyd i'r cyfeiriad hwn gan", null);
    private static final Phrases CY = new Phrases(
            "Dywedwch eich bod wedi darllen hwn",
            "Mewngofnodwch i'w darllen",
            "Darllen mwy",
            "Rydych yn cael hwn am eich bod wedi cofrestru i gael rhybuddion gan",
            "Stopio'r negeseuon e-bost hyn");

    static Phrases in(Language language) {
        return switch (language) {
            case EN -> EN;
            case CY -> CY;
        };
    }

    static Phrases ofNotice(Language language) {
        return switch (language) {
            case EN -> NOTICE_EN;
            case CY -> NOTICE_CY;
        };
    }
}
