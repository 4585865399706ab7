package uk.tocsin.channel.email;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Finds delivery tokens in addresses and Message-IDs of ours. A token counts only beside our bounce domain:
/// 29 characters of base32 alone are no proof of anything.
final class TokenFinder {
    private final Pattern verp;
    private final Pattern messageId;

    TokenFinder(String bounceDomain) {
        String domain = "@" + Pattern.quote(bounceDomain) + "(?![A-Za-z0-9.-]*[A-Za-z0-9])";
        verp = Pattern.compile("(?<![A-Za-z0-9])bounce\\+([a-z2-7]{29})" + domain, Pattern.CASE_INSENSITIVE);
        messageId = Pattern.compile("(?<![A-Za-z0-9])([a-z2-7]{29})" + domain, Pattern.CASE_INSENSITIVE);
    }

    /// The token of a return path of ours somewhere in the text.
    Optional<String> inAddress(String text) {
        return find(verp, text);
    }

    /// The token of a return path or Message-ID of ours somewhere in the text.
    Optional<String> anywhere(String text) {
        return find(verp, text).or(() -> find(messageId, text));
    }

    /// Whether the text is one of our return paths and nothing else.
    boolean isReturnPath(String address) {
        Matcher matcher = verp.matcher(address);
        return matcher.matches() && TokenText.toBase64Url(matcher.group(1)).isPresent();
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String token = matcher.group(1).toLowerCase(Locale.ROOT);
            if (TokenText.toBase64Url(token).isPresent()) {
                return Optional.of(token);
            }
        }
        return Optional.empty();
    }
}
