package uk.tocsin.channel.email;

import java.net.IDN;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A mailbox that may be written into SMTP commands and headers as it stands: `local@domain` of RFC 5321,
/// section 4.1.2, the local part also in UTF-8 (RFC 6531), the domain in ASCII. Control characters can be in
/// none of it. Address literals (`@[192.0.2.1]`) are not accepted: nobody registers with one. The address is
/// personal data: [#toString] does not show it.
record Mailbox(String text, boolean needsUtf8) {
    /// Octets of a local part, RFC 5321 section 4.5.3.1.1.
    private static final int MAX_LOCAL = 64;
    /// Octets of a mailbox: a path has 256 with its brackets, RFC 5321 section 4.5.3.1.3.
    private static final int MAX_MAILBOX = 254;
    /// A DNS label, RFC 1035 section 2.3.1, digits first allowed by RFC 1123.
    private static final Pattern DOMAIN = Pattern.compile(
            "(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\\.)*" + "[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?");
    private static final String ATEXT = "!#$%&'*+-/=?^_`{|}~";

    /// The mailbox that this address is, or null.
    static @Nullable Mailbox parse(String address) {
        int at = address.lastIndexOf('@');
        if (at <= 0 || address.length() > MAX_MAILBOX) {
            return null;
        }
        String local = address.substring(0, at);
        String domain = ascii(address.substring(at + 1));
        boolean ascii = local.chars().allMatch(c -> c < 0x80);
        if (domain == null || !(isDotString(local) || isQuoted(local))) {
            return null;
        }
        int octets = ascii ? local.length() : local.getBytes(StandardCharsets.UTF_8).length;
        boolean fits = octets <= MAX_LOCAL && octets + 1 + domain.length() <= MAX_MAILBOX;
        return fits ? new Mailbox(local + "@" + domain, !ascii) : null;
    }

    private static @Nullable String ascii(String domain) {
        String ascii = domain;
        if (domain.chars().anyMatch(c -> c >= 0x80)) {
            try {
                ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES);
            } catch (IllegalArgumentException notADomain) {
                return null;
            }
        }
        return ascii.length() <= MAX_MAILBOX && DOMAIN.matcher(ascii).matches() ? ascii : null;
    }

    private static boolean isDotString(String local) {
        int previous = '.';
        for (int i = 0; i < local.length(); ) {
            int c = local.codePointAt(i);
            if (c == '.' ? previous == '.' : !isAtom(c)) {
                return false;
            }
            previous = c;
            i += Character.charCount(c);
        }
        return previous != '.';
    }

    private static boolean isAtom(int c) {
        if (c < 0x80) {
            return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || ATEXT.indexOf(c) >= 0;
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> true;
            default -> Character.isLetterOrDigit(c);
        };
    }

    private static boolean isQuoted(String local) {
        int last = local.length() - 1;
        if (last < 2 || local.charAt(0) != '"' || local.charAt(last) != '"') {
            return false;
        }
        for (int i = 1; i < last; i++) {
            char c = local.charAt(i);
            if (c == '\\') {
                i++;
                if (i == last || !isPrintable(local.charAt(i))) {
                    return false;
                }
            } else if (c == '"' || !isPrintable(c)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPrintable(char c) {
        return c >= ' ' && c <= '~';
    }

    @Override
    public String toString() {
        return "Mailbox[…]";
    }
}
