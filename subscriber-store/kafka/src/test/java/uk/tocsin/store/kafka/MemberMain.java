package uk.tocsin.store.kafka;

import java.io.IOException;
import java.util.List;

/// A node in a process of its own that takes part in ownership, and prints what it is told. It ends when its
/// standard input does.
final class MemberMain {
    private MemberMain() {}

    /// Takes part until it is told to end.
    ///
    /// @param arguments brokers, separated by commas; the prefix
    public static void main(String[] arguments) throws IOException {
        KafkaSettings settings = KafkaSettings.of(
                        List.of(arguments[0].split(",")), arguments[1], new KafkaSettings.Security.Plain())
                .withReplication(1);
        try (KafkaStore store = KafkaStore.open(settings)) {
            store.ownership().join(new Told(line -> {
                System.out.println(line);
                System.out.flush();
            }));
            while (System.in.read() >= 0) {
                // nothing is said to it
            }
        }
    }
}
