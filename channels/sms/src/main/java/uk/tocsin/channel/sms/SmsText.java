package uk.tocsin.channel.sms;

import java.util.List;
import java.util.Optional;

/// The arithmetic of texts (3GPP TS 23.038 and 23.040). Pure; any thread.
///
/// A text whose every character is in the GSM 7-bit alphabet goes as septets: 160 alone, 153 a part of several.
/// One character outside turns the whole text into UCS-2: 70 UTF-16 code units alone, 67 a part. The difference
/// is the header that joins the parts (six octets). A sender fills each part as far as it goes, but an escape
/// and its character, or the two halves of a surrogate pair, never straddle two parts: a part may hold 152 or
/// 66.
public final class SmsText {
    private static final int GSM_ALONE = 160;
    private static final int GSM_PART = 153;
    private static final int UCS_ALONE = 70;
    private static final int UCS_PART = 67;

    private SmsText() {}

    /// A text made cheaper to carry, and what was changed.
    ///
    /// @param changes in the order of the original text; empty when nothing was changed
    public record Downgraded(String text, List<Change> changes) {
        public Downgraded {
            changes = List.copyOf(changes);
        }
    }

    /// One replacement.
    ///
    /// @param at where it was in the original text, in UTF-16 code units
    /// @param from what stood there
    /// @param to what stands there now; empty when it was removed
    public record Change(int at, String from, String to) {}

    /// The character that turns a text into UCS-2.
    ///
    /// @param at where it is, in UTF-16 code units
    /// @param codePoint the character; a surrogate's own value when it has no other half
    public record NonGsm(int at, int codePoint) {
        /// The Unicode name, for people; a lone surrogate is called by its block.
        public String name() {
            String name = Character.getName(codePoint);
            return name == null ? "U+%04X".formatted(codePoint) : name;
        }
    }

    /// The encoding, units and parts of a text. The empty text is one part of no units: a phone that sends it
    /// sends one message.
    public static SmsCount count(String text) {
        int septets = septets(text);
        if (septets >= 0) {
            int parts = septets <= GSM_ALONE ? 1 : gsmParts(text);
            return new SmsCount(SmsCount.GSM_7, septets, parts);
        }
        int parts = text.length() <= UCS_ALONE ? 1 : ucsParts(text);
        return new SmsCount(SmsCount.UCS_2, text.length(), parts);
    }

    /// Replaces typographic characters by GSM ones that mean the same, composes letters written with combining
    /// accents, and removes characters of no width. Letters are never lost: what has no equal stays, and forces
    /// UCS-2. Repeating it changes nothing more.
    public static Downgraded downgrade(String text) {
        return Downgrade.of(text);
    }

    /// The first character that forces UCS-2; empty when the text is GSM-7.
    public static Optional<NonGsm> firstNonGsm(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Gsm7.septets(text.charAt(at)) == 0) {
                return Optional.of(new NonGsm(at, text.codePointAt(at)));
            }
        }
        return Optional.empty();
    }

    private static int septets(String text) {
        int sum = 0;
        for (int at = 0; at < text.length(); at++) {
            int septets = Gsm7.septets(text.charAt(at));
            if (septets == 0) {
                return -1;
            }
            sum += septets;
        }
        return sum;
    }

    private static int gsmParts(String text) {
        int parts = 1;
        int used = 0;
        for (int at = 0; at < text.length(); at++) {
            int septets = Gsm7.septets(text.charAt(at));
            if (used + septets > GSM_PART) {
                parts++;
                used = 0;
            }
            used += septets;
        }
        return parts;
    }

    private static int ucsParts(String text) {
        int parts = 1;
        int used = 0;
        for (int at = 0; at < text.length(); ) {
            int units = Character.charCount(text.codePointAt(at));
            if (used + units > UCS_PART) {
                parts++;
                used = 0;
            }
            used += units;
            at += units;
        }
        return parts;
    }
}
