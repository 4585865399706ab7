package uk.tocsin.channel.push;

import com.google.api.client.http.HttpTransport;
import com.google.auth.Retryable;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.auth.oauth2.ServiceAccountCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A service account whose access token is fetched once, however many messages wait for it. The base class lets
/// one thread fetch while the others wait; this one sees to it that neither a failing token endpoint nor a token
/// refused by FCM is answered by a fetch for every message.
final class FcmCredentials extends GoogleCredentials {
    /// The least that sends messages (FCM reference, projects.messages.send, "Authorization scopes").
    private static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";
    /// A token is not used in its last minute, and replaced in the background in its last five.
    private static final Duration MARGIN = Duration.ofMinutes(1);

    private static final Duration EARLY = Duration.ofMinutes(5);
    /// After a failure nobody asks again for so long.
    private static final long PAUSE_NANOS = Duration.ofSeconds(1).toNanos();
    /// A refused token is replaced at most so often.
    private static final long REPLACE_NANOS = Duration.ofSeconds(5).toNanos();

    private static final Logger LOG = LoggerFactory.getLogger(FcmCredentials.class);
    private static final long serialVersionUID = 1;

    private final transient ServiceAccountCredentials account;
    private final transient TokenTrouble trouble = new TokenTrouble();
    private transient @Nullable IOException failure;
    private transient long failedNanos;
    private transient long replacedNanos = System.nanoTime() - REPLACE_NANOS;

    private FcmCredentials(ServiceAccountCredentials account) {
        super(margins());
        this.account = account;
    }

    private static Builder margins() {
        Builder builder = GoogleCredentials.newBuilder();
        builder.setExpirationMargin(MARGIN);
        builder.setRefreshMargin(EARLY);
        return builder;
    }

    /// Where tokens come from, read from the file; the account itself is made by [#read].
    static URI tokenUri(Path file) {
        return load(file, Optional.empty()).getTokenServerUri();
    }

    /// The account in the file, asking for tokens through the transport.
    static FcmCredentials read(Path file, HttpTransport transport) {
        ServiceAccountCredentials account = load(file, Optional.of(transport));
        return new FcmCredentials(
                (ServiceAccountCredentials) account.createScoped(List.of(SCOPE)).createWithCustomRetryStrategy(false));
    }

    private static ServiceAccountCredentials load(Path file, Optional<HttpTransport> transport) {
        try (InputStream in = Files.newInputStream(file)) {
            return transport.isPresent()
                    ? ServiceAccountCredentials.fromStream(in, transport::get)
                    : ServiceAccountCredentials.fromStream(in);
        } catch (IOException | RuntimeException e) {
            // The parser's own message may quote the key.
            throw new IllegalArgumentException("push.credentials: " + file + " is not a readable service account file ("
                    + e.getClass().getSimpleName() + ")");
        }
    }

    /// Called by one thread at a time.
    @Override
    public AccessToken refreshAccessToken() throws IOException {
        synchronized (account) {
            IOException before = failure;
            if (before != null && System.nanoTime() - failedNanos < PAUSE_NANOS) {
                throw new IOException("the token endpoint failed a moment ago", before);
            }
        }
        try {
            AccessToken token = account.refreshAccessToken();
            remember(null);
            trouble.ended();
            return token;
        } catch (IOException e) {
            remember(e);
            boolean refused = e instanceof Retryable retryable && !retryable.isRetryable();
            trouble.failed(refused, System.nanoTime());
            throw e;
        }
    }

    private void remember(@Nullable IOException outcome) {
        synchronized (account) {
            failure = outcome;
            failedNanos = System.nanoTime();
        }
    }

    /// Whether it takes a person to have access tokens again.
    boolean needOperator() {
        return trouble.needsOperator(System.nanoTime());
    }

    /// Whether a token that FCM refused is to be replaced, by [#replace]; not if that has been done, or is being done.
    boolean mayReplace(Map<String, List<String>> authorization) {
        AccessToken current = getAccessToken();
        String refused = current == null ? "" : "Bearer " + current.getTokenValue();
        if (current == null || authorization.values().stream().noneMatch(values -> values.contains(refused))) {
            return false;
        }
        synchronized (account) {
            if (System.nanoTime() - replacedNanos < REPLACE_NANOS) {
                return false;
            }
            replacedNanos = System.nanoTime();
            return true;
        }
    }

    /// Fetches another token. Blocks.
    void replace() {
        try {
            refresh();
        } catch (IOException e) {
            LOG.warn("push: no access token in place of the one that was refused ({})", e.getClass());
        }
    }

    @Override
    public String toString() {
        return "FcmCredentials";
    }
}
