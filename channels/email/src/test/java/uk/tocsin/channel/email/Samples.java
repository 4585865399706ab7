package uk.tocsin.channel.email;

import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.email.EmailOptions.Limits;
import uk.tocsin.channel.email.EmailOptions.Relay;
import uk.tocsin.channel.email.EmailOptions.Security;
import uk.tocsin.channel.email.EmailOptions.Sender;
import uk.tocsin.channel.email.EmailOptions.StartTls;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;
import uk.tocsin.model.NotSentCause;

/// Settings and batches for the tests.
final class Samples {
    static final String DOMAIN = "alerts.example.test";
    static final Sender SENDER = new Sender(
            "Tocsin Alerts", "alerts@example.test", DOMAIN, new Links(URI.create("https://edge.example.test")));
    static final Security PLAIN = new Security(StartTls.NONE, Optional.empty(), Optional.empty());

    private Samples() {}

    static Limits limits(int connections) {
        return limits(connections, Duration.ofSeconds(1));
    }

    /// @param timeout to the answer to a command and after the final dot
    static Limits limits(int connections, Duration timeout) {
        return new Limits(
                connections,
                100,
                timeout.multipliedBy(2),
                timeout,
                timeout,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60));
    }

    static EmailOptions options(List<Relay> relays, int connections) {
        return new EmailOptions(relays, "tocsin.example.test", SENDER, PLAIN, limits(connections));
    }

    /// The token of the nth subscriber's delivery: version 1, alert 7, ordinal, step and endpoint, a signature.
    static String token(int n) {
        byte[] bytes = ByteBuffer.allocate(TokenText.BYTES)
                .put((byte) 1)
                .putInt(7)
                .putInt(n)
                .put((byte) 0x10)
                .putLong(0x0123_4567_89AB_CDEFL + n)
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static Batch batch(Content content, int size, AtomicReference<@Nullable NotSentCause> gate) {
        String[] addresses = new String[size];
        for (int i = 0; i < size; i++) {
            addresses[i] = "person" + i + "@example.test";
        }
        return batch(content, gate, addresses);
    }

    static Batch batch(Content content, AtomicReference<@Nullable NotSentCause> gate, String... addresses) {
        String[] tokens = new String[addresses.length];
        for (int i = 0; i < tokens.length; i++) {
            tokens[i] = token(i);
        }
        return new Batch(content, 42, addresses, tokens, new byte[tokens.length], gate::get);
    }
}
