package uk.tocsin.channel.email;

import java.util.List;

/// An answer of an SMTP server (RFC 5321, section 4.2). The text may quote addresses, so only [#summary] may be
/// kept or logged.
///
/// @param code three digits
/// @param enhanced the enhanced status code of RFC 2034, or empty
/// @param lines the texts after the code, one a line
record SmtpReply(int code, String enhanced, List<String> lines) {
    /// Codes are x.y.z with up to three digits each, RFC 3463 section 2.
    private static final int MAX_DIGITS = 3;

    static SmtpReply of(int code, List<String> lines) {
        return new SmtpReply(code, enhancedIn(code, lines.getLast()), lines);
    }

    boolean positive() {
        return code / 100 == 2;
    }

    boolean temporary() {
        return code / 100 == 4;
    }

    boolean permanent() {
        return code / 100 == 5;
    }

    /// The code, e.g. "550 5.1.1", without the server's words.
    String summary() {
        return enhanced.isEmpty() ? Integer.toString(code) : code + " " + enhanced;
    }

    @Override
    public String toString() {
        return "SmtpReply[" + summary() + "]";
    }

    private static String enhancedIn(int code, String text) {
        if (text.isEmpty() || text.charAt(0) - '0' != code / 100) {
            return "";
        }
        int at = 1;
        for (int part = 0; part < 2; part++) {
            int digits = at + 1;
            while (digits < text.length() && digits - at <= MAX_DIGITS && isDigit(text.charAt(digits))) {
                digits++;
            }
            if (at >= text.length() || text.charAt(at) != '.' || digits == at + 1) {
                return "";
            }
            at = digits;
        }
        boolean ends = at == text.length() || text.charAt(at) == ' ';
        return ends ? text.substring(0, at) : "";
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }
}
