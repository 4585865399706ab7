package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;

/// A process that merges records is killed again and again: what was begun is done after the next start, and nobody's
/// address is lost.
@Timeout(180)
class MergeKillIT {
    private static final int PAIRS = 240;
    private static final int KILLS = 5;

    /// Merges pair after pair, and says the number of each.
    static final class Merging {
        private Merging() {}

        public static void main(String[] arguments) {
            Rehearsal rehearsal = Rehearsal.open(Path.of(arguments[0]));
            Map<Integer, Integer> done = rehearsal.control(ControlState::merges);
            for (int i = 1; i < arguments.length; i += 2) {
                int going = Integer.parseInt(arguments[i]);
                int staying = Integer.parseInt(arguments[i + 1]);
                if (!done.containsKey(going)) {
                    rehearsal.must(new Act.Merged(rehearsal.by(Rehearsal.REGISTRAR), going, staying));
                    get(rehearsal.house.merges().follow(going, staying));
                    System.out.println(going);
                }
            }
            rehearsal.close();
        }
    }

    private static <T> T get(Future<T> future) {
        return Installation.await(future, 30);
    }

    private static String mail(int pair, int one) {
        return "p" + pair + "." + one + "@example.test";
    }

    private static Organisation.Person person(int pair, int one) {
        return new Organisation.Person(
                "Sam",
                Tier.PUBLIC,
                Language.EN,
                new int[0],
                List.of(new Organisation.Address(ChannelKind.EMAIL, mail(pair, one))),
                new int[0]);
    }

    private static int[] pairs(Rehearsal rehearsal) {
        rehearsal.staff();
        int[] ordinals = new int[2 * PAIRS];
        for (int pair = 0; pair < PAIRS; pair++) {
            for (int one = 0; one < 2; one++) {
                Organisation each = new Organisation(UUID.randomUUID(), List.of(), List.of(person(pair, one)));
                ordinals[2 * pair + one] =
                        get(rehearsal.house.registrar().register(List.of(each))).ordinals()[0];
            }
        }
        return ordinals;
    }

    private static Process start(Path data, int[] ordinals) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Merging.class.getName(),
                data.toString()));
        for (int ordinal : ordinals) {
            command.add(Integer.toString(ordinal));
        }
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    /// Kills it in the middle of the merge after so many.
    private static void killAfter(Process process, int merges) throws Exception {
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            while (seen < merges && said.readLine() != null) {
                seen++;
            }
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whatWasBegunIsDoneAfterTheNextStart(@TempDir Path data) throws Exception {
        int[] ordinals;
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            ordinals = pairs(rehearsal);
        }
        Random random = new Random(7);
        for (int kill = 0; kill < KILLS; kill++) {
            killAfter(start(data, ordinals), 5 + random.nextInt(20));
            check(data, ordinals);
        }
    }

    private static void check(Path data, int[] ordinals) {
        try (Rehearsal rehearsal = Rehearsal.open(data)) {
            Map<Integer, Integer> merged = rehearsal.control(ControlState::merges);
            assertThat(merged).isNotEmpty();
            for (int pair = 0; pair < PAIRS; pair++) {
                int going = ordinals[2 * pair];
                int staying = ordinals[2 * pair + 1];
                boolean one = merged.containsKey(going);
                assertThat(rehearsal.knows(going)).isEqualTo(!one);
                Contact contact = get(rehearsal.house.desk().find(staying)).orElseThrow();
                assertThat(contact.consent()).isTrue();
                assertThat(contact.endpoints()).hasSize(one ? 2 : 1);
                assertThat(get(rehearsal.house.desk().owner(ChannelKind.EMAIL, mail(pair, 0))))
                        .isEqualTo(OptionalInt.of(one ? staying : going));
            }
            assertThat(rehearsal.everyone()).isEqualTo(2L * PAIRS - merged.size());
        }
    }
}
