package uk.tocsin.console.imports;

import java.util.Locale;

/// Postcodes of the United Kingdom in their usual spelling, e.g. `NW1 8AB`. The pattern is that of BS 7666 without
/// the lists of letters; whether Royal Mail has given one out is not asked.
final class Postcode {
    private static final int INWARD = 3;
    private static final int SHORTEST = 5;
    private static final int LONGEST = 7;

    private Postcode() {}

    /// The usual spelling; BadCell: it is none.
    static String normal(String text) {
        StringBuilder letters = new StringBuilder(LONGEST + 1);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ' ' || c == '\u00a0' || c == '-') {
                continue;
            }
            letters.append(c);
        }
        String all = letters.toString().toUpperCase(Locale.ROOT);
        int cut = all.length() - INWARD;
        if (all.length() < SHORTEST || all.length() > LONGEST || !outward(all, cut) || !inward(all, cut)) {
            throw new BadCell("is not a postcode of the United Kingdom");
        }
        return all.substring(0, cut) + " " + all.substring(cut);
    }

    /// One or two letters, a digit, and perhaps a digit or letter more.
    private static boolean outward(String all, int end) {
        int at = areaLength(all);
        if (at < 1 || at > 2 || at >= end || !digit(all.charAt(at))) {
            return false;
        }
        return at + 1 == end || at + 2 == end && (digit(all.charAt(at + 1)) || letter(all.charAt(at + 1)));
    }

    private static boolean inward(String all, int cut) {
        return digit(all.charAt(cut)) && letter(all.charAt(cut + 1)) && letter(all.charAt(cut + 2));
    }

    private static int areaLength(String postcode) {
        int at = 0;
        while (at < postcode.length() && letter(postcode.charAt(at))) {
            at++;
        }
        return at;
    }

    /// The letters that a postcode begins with.
    static String area(String postcode) {
        return postcode.substring(0, areaLength(postcode));
    }

    private static boolean letter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }
}
