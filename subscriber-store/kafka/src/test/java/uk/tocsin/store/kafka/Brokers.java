package uk.tocsin.store.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.tocsin.servers.Certificates;
import uk.tocsin.servers.Kafka;

/// Real brokers in processes of their own, whose files go with them.
final class Brokers extends Kafka {
    private static @Nullable Brokers shared;

    private final Path work;

    private Brokers(Path work, int count, String... more) {
        super(work, count, more);
        this.work = work;
        Runtime.getRuntime().addShutdownHook(new Thread(this::close, "brokers"));
    }

    /// One broker for all tests of this process, with a TLS listener that trusts [Certificates#shared].
    static synchronized Brokers shared() {
        if (shared == null) {
            Certificates certificates = Certificates.shared();
            shared = begin(1, "--tls", certificates.broker() + "," + certificates.trust());
        }
        return shared;
    }

    /// Brokers of one's own; returns when all answer.
    static Brokers begin(int count, String... more) {
        try {
            return new Brokers(Files.createTempDirectory("tocsin-brokers"), count, more);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A journal of three copies, or of one if there is one broker, that no other test uses.
    KafkaSettings settings() {
        List<String> plain = plain();
        return KafkaSettings.of(
                        plain, "t" + UUID.randomUUID().toString().substring(0, 8), new KafkaSettings.Security.Plain())
                .withReplication(plain.size() >= 3 ? 3 : 1);
    }

    @Override
    public void close() {
        super.close();
        try (Stream<Path> files = Files.walk(work)) {
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            // closed twice, or somebody else has removed it
        }
    }
}
