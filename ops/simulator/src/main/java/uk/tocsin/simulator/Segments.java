package uk.tocsin.simulator;

/// How many parts a text takes on the air (3GPP TS 23.038).
final class Segments {

    /// The basic alphabet besides `@`-to-`~` letters and digits that Java shares with it; the rest is UCS-2.
    private static final String BASIC =
            "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                    + "ÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "^{}\\[~]|€\f";

    private Segments() {}

    static int count(String text) {
        int septets = 0;
        boolean gsm = true;
        for (int i = 0; i < text.length() && gsm; i++) {
            char c = text.charAt(i);
            if (BASIC.indexOf(c) >= 0) {
                septets++;
            } else if (EXTENSION.indexOf(c) >= 0) {
                septets += 2;
            } else {
                gsm = false;
            }
        }
        if (gsm) {
            return septets <= 160 ? 1 : parts(text, true, 153);
        }
        return text.length() <= 70 ? 1 : parts(text, false, 67);
    }

    /// Packs greedily; an escape pair or a surrogate pair stays in one part.
    private static int parts(String text, boolean gsm, int room) {
        int parts = 1;
        int used = 0;
        int i = 0;
        while (i < text.length()) {
            boolean pair = !gsm && Character.isHighSurrogate(text.charAt(i)) && i + 1 < text.length();
            int units = pair || (gsm && EXTENSION.indexOf(text.charAt(i)) >= 0) ? 2 : 1;
            if (used + units > room) {
                parts++;
                used = 0;
            }
            used += units;
            i += pair ? 2 : 1;
        }
        return parts;
    }
}
