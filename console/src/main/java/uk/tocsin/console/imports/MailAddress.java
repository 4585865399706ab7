package uk.tocsin.console.imports;

import java.net.IDN;
import java.util.Locale;

/// Addresses of mail in lower case, the domain in ASCII: the one spelling that [uk.tocsin.console.register.Addresses]
/// knows them by, or a person on a list could neither sign in nor be told that somebody else gave their address. Taken
/// is the dot-atom form of RFC 5322 in ASCII, which every relay carries; nothing in it can
/// end a header line or leave an address of SMTP.
final class MailAddress {
    private static final int LONGEST = 254;
    private static final int LONGEST_LOCAL = 64;
    private static final int LONGEST_LABEL = 63;
    private static final String ATOM = "!#$%&'*+-/=?^_`{|}~.";

    private MailAddress() {}

    /// The address; BadCell: it is none.
    static String normal(String text) {
        int at = text.lastIndexOf('@');
        if (at <= 0 || at == text.length() - 1 || text.length() > LONGEST) {
            throw new BadCell("is not a mail address");
        }
        String local = text.substring(0, at).toLowerCase(Locale.ROOT);
        if (local.length() > LONGEST_LOCAL || !atoms(local)) {
            throw new BadCell("is not a mail address: the part before the @ has something that may not be there");
        }
        String address = local + "@" + domain(text.substring(at + 1));
        if (address.length() > LONGEST) {
            throw new BadCell("is longer than a mail address may be");
        }
        return address;
    }

    private static boolean atoms(String local) {
        for (int i = 0; i < local.length(); i++) {
            char c = local.charAt(i);
            if (!letterOrDigit(c) && ATOM.indexOf(c) < 0) {
                return false;
            }
        }
        return !local.startsWith(".") && !local.endsWith(".") && !local.contains("..");
    }

    private static boolean letterOrDigit(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9';
    }

    private static String domain(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        String ascii = isAscii(lower) ? lower : fromUnicode(lower);
        if (ascii.contains("xn--")) {
            oneScript(IDN.toUnicode(ascii));
        }
        boolean good = ascii.indexOf('.') > 0;
        int from = 0;
        while (good && from <= ascii.length()) {
            int dot = ascii.indexOf('.', from);
            int to = dot < 0 ? ascii.length() : dot;
            good = label(ascii, from, to);
            from = to + 1;
        }
        if (!good) {
            throw new BadCell("is not a mail address: the part after the @ is no domain");
        }
        return ascii;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }

    private static boolean label(String domain, int from, int to) {
        if (from == to || to - from > LONGEST_LABEL || domain.charAt(from) == '-' || domain.charAt(to - 1) == '-') {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = domain.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    private static String fromUnicode(String domain) {
        oneScript(domain);
        try {
            return IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException _) {
            throw new BadCell("is not a mail address: the part after the @ is no domain");
        }
    }

    /// Letters of two scripts in one label imitate another domain (UTS 39, single script).
    private static void oneScript(String domain) {
        for (String label : domain.split("[.\u3002\uff0e\uff61]", -1)) {
            Character.UnicodeScript script = Character.UnicodeScript.COMMON;
            for (int c : label.codePoints().toArray()) {
                Character.UnicodeScript of = Character.UnicodeScript.of(c);
                if (of == Character.UnicodeScript.COMMON || of == Character.UnicodeScript.INHERITED) {
                    continue;
                }
                if (script != Character.UnicodeScript.COMMON && of != script) {
                    throw new BadCell("mixes the letters of several scripts in its domain");
                }
                script = of;
            }
        }
    }
}
