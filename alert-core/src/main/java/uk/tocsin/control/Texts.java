package uk.tocsin.control;

import java.util.Optional;

/// What a text may hold so that every channel and CAP's XML can carry it and two different texts never have one
/// encoding.
final class Texts {
    private Texts() {}

    /// What is wrong with the characters of a text, if anything.
    static Optional<String> fault(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                i++;
            } else if (Character.isSurrogate(c)) {
                return Optional.of("has half a character at " + i);
            } else if (c < ' ' && c != '\n' && c != '\t' || c >= 0x7f && c < 0xa0) {
                return Optional.of("has a control character at " + i);
            } else if (c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069) {
                return Optional.of("has a character that reverses what follows at " + i);
            } else if (c == 0xfffe || c == 0xffff) {
                return Optional.of("has a character that is none at " + i);
            }
        }
        return Optional.empty();
    }
}
