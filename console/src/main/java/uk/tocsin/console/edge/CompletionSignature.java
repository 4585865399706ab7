package uk.tocsin.console.edge;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The header by which a site shows that a report is its own and of now: `Tocsin-Signature: t=UNIX,v1=HEX`, the
/// HMAC-SHA-256, with the site's secret, of the time, a full stop and the body. Pure; any thread.
final class CompletionSignature {
    static final String HEADER = "Tocsin-Signature";

    /// A report is so old at most, or, for clocks that differ, dated so far ahead.
    static final Duration OLDEST = Duration.ofMinutes(5);

    private static final Pattern TEXT = Pattern.compile("t=([0-9]{1,11}),v1=([0-9a-f]{64})");
    private static final String ALGORITHM = "HmacSHA256";

    private CompletionSignature() {}

    /// Why a report is refused; empty for one that is genuine. Takes the same time whatever signature is shown.
    static Optional<Refusal> refuse(String header, byte[] body, String secret, Instant now) {
        Matcher parts = TEXT.matcher(header);
        if (!parts.matches()) {
            return Optional.of(Refusal.FORGED_SIGNATURE);
        }
        byte[] shown = HexFormat.of().parseHex(parts.group(2));
        if (!MessageDigest.isEqual(sum(parts.group(1), body, secret), shown)) {
            return Optional.of(Refusal.FORGED_SIGNATURE);
        }
        Instant signed = Instant.ofEpochSecond(Long.parseLong(parts.group(1)));
        boolean fresh = Duration.between(signed, now).abs().compareTo(OLDEST) <= 0;
        return fresh ? Optional.empty() : Optional.of(Refusal.TOO_OLD);
    }

    private static byte[] sum(String time, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM));
            mac.update((time + ".").getBytes(StandardCharsets.US_ASCII));
            return mac.doFinal(body);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is part of every JDK", e);
        }
    }
}
