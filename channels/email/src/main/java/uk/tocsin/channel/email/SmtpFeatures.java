package uk.tocsin.channel.email;

import java.util.List;
import java.util.Locale;

/// What a server offers in its answer to EHLO.
record SmtpFeatures(boolean startTls, boolean pipelining, boolean eightBit, boolean utf8, boolean authPlain) {
    static final SmtpFeatures NONE = new SmtpFeatures(false, false, false, false, false);

    /// From the lines of the answer; the first is a greeting.
    static SmtpFeatures of(List<String> lines) {
        List<String> words = lines.stream()
                .skip(1)
                .map(line -> line.toUpperCase(Locale.ROOT).strip())
                .toList();
        boolean plain = words.stream()
                .anyMatch(line -> (line.startsWith("AUTH ") || line.startsWith("AUTH="))
                        && List.of(line.substring(5).split("[ =]+")).contains("PLAIN"));
        return new SmtpFeatures(
                words.contains("STARTTLS"),
                words.contains("PIPELINING"),
                words.contains("8BITMIME"),
                words.contains("SMTPUTF8"),
                plain);
    }
}
