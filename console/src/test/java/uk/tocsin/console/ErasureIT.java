package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.SubscriberDesk;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Language;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;

/// After an erasure on a running installation nothing of the person is in any file of it: neither their words, nor
/// their
/// sealed records, nor the keys of those.
class ErasureIT {
    private static final int OTHERS = 40;
    private static final long LIMIT_SECONDS = 30;
    private static final String NAME = "Quillon Thackeray-Voss";
    private static final String MAIL = "quillon.voss@zephyrine.example.test";
    private static final String PHONE = "+447700900987";
    private static final String STREET = "17 Quernmore Passage";

    @Test
    void noByteOfAPersonIsLeft(@TempDir Path data) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            SubscriberDesk desk = rehearsal.house.desk((_, _, _, _, _) -> Future.succeededFuture());
            int person = join(desk, NAME, MAIL, PHONE, STREET);
            for (int i = 0; i < OTHERS; i++) {
                join(desk, "Other " + i, "other" + i + "@example.test", "+4477009001" + (10 + i), i + " Bow Lane");
            }
            List<byte[]> traces = traces(rehearsal, desk, person);
            assertThat(found(data, traces))
                    .as("what is looked for can be found")
                    .isNotEmpty();

            assertThat(rehearsal.erase(person)).isTrue();

            assertThat(found(data, traces)).isEmpty();
            assertThat(rehearsal.everyone()).isEqualTo(OTHERS);
        }
    }

    private static int join(SubscriberDesk desk, String name, String mail, String phone, String street) {
        UUID organisation = UUID.randomUUID();
        Premises premises =
                new Premises(organisation, name, "", street, "NW1 8AB", 51.539, -0.1426, List.of(), List.of());
        Organisation.Person person = new Organisation.Person(
                name,
                Tier.PUBLIC,
                Language.EN,
                new int[0],
                List.of(
                        new Organisation.Address(ChannelKind.EMAIL, mail),
                        new Organisation.Address(ChannelKind.SMS, phone)),
                new int[] {0});
        int ordinal = get(desk.begin(organisation, List.of(Organisation.Premises.of(premises)), person))
                .orElseThrow();
        get(desk.confirm(ordinal, 0));
        get(desk.confirm(ordinal, 1));
        return ordinal;
    }

    /// Words, and 16 bytes of each sealed record: its wrapped key, its nonce with what follows, and its end.
    private static List<byte[]> traces(Rehearsal rehearsal, SubscriberDesk desk, int person) {
        List<byte[]> traces = new ArrayList<>();
        for (String text : List.of(NAME, MAIL, PHONE.substring(1), STREET)) {
            traces.add(text.getBytes(StandardCharsets.UTF_8));
        }
        var register = rehearsal.house.register();
        int[] slots = {Shards.slotOf(person)};
        register.fetch(Shards.shardOf(person), slots, 0, 1, (_, bytes) -> slices(bytes, traces))
                .toCompletableFuture()
                .join();
        Contact contact = get(desk.find(person)).orElseThrow();
        int place = Shards.ordinal(
                Shards.shardOf(person), contact.profile().premises().getFirst());
        register.document(Premises.COLLECTION, Integer.toString(place))
                .toCompletableFuture()
                .join()
                .ifPresent(bytes -> slices(bytes, traces));
        assertThat(traces).hasSize(4 + 3 + 3);
        return traces;
    }

    private static void slices(byte[] record, List<byte[]> traces) {
        traces.add(Arrays.copyOfRange(record, 2, 18));
        traces.add(Arrays.copyOfRange(record, 18, 34));
        traces.add(Arrays.copyOfRange(record, record.length - 16, record.length));
    }

    private static List<String> found(Path data, List<byte[]> traces) throws IOException {
        List<String> found = new ArrayList<>();
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                String bytes = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
                for (int i = 0; i < traces.size(); i++) {
                    if (bytes.contains(new String(traces.get(i), StandardCharsets.ISO_8859_1))) {
                        found.add(file.getFileName() + ": trace " + i);
                    }
                }
            }
        }
        return found;
    }

    private static <T> T get(Future<T> future) {
        return Installation.await(future, LIMIT_SECONDS);
    }
}
