package uk.tocsin.simulator;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The access tokens that are valid now. Thread-safe and bounded.
final class AccessTokens {

    /// Google's access tokens live an hour.
    static final Duration LIFE = Duration.ofHours(1);

    private static final int MAX_TOKENS = 1_000;
    private static final String BEARER = "Bearer ";

    private final Map<String, Long> expiryNs = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();

    String issue() {
        byte[] bytes = new byte[48];
        random.nextBytes(bytes);
        String token = "ya29.c." + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        long now = System.nanoTime();
        expiryNs.values().removeIf(expiry -> expiry - now < 0);
        Iterator<String> some = expiryNs.keySet().iterator();
        while (expiryNs.size() >= MAX_TOKENS && some.hasNext()) {
            some.next();
            some.remove();
        }
        expiryNs.put(token, now + LIFE.toNanos());
        return token;
    }

    /// Whether the Authorization header carries a token that was issued here and has not expired.
    boolean valid(@Nullable String authorization) {
        if (authorization == null || !authorization.startsWith(BEARER)) {
            return false;
        }
        Long expiry = expiryNs.get(authorization.substring(BEARER.length()));
        return expiry != null && expiry - System.nanoTime() > 0;
    }

    /// Ends all tokens, as Google does when an account's key is withdrawn.
    void revokeAll() {
        expiryNs.clear();
    }
}
