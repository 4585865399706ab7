package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.Authenticator;
import uk.tocsin.console.accounts.Choice;
import uk.tocsin.console.accounts.Enrolment;
import uk.tocsin.console.accounts.Use;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;

/// Two nodes of a cluster that both serve staff and the public, with every role: what is done at one counts at the
/// other, and no change is written over.
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SeveralConsolesIT {
    private static final int CHANGES = 40;

    @TempDir
    private Path root = Path.of("");

    private final List<Rehearsal> nodes = new ArrayList<>();

    @BeforeEach
    void open() throws IOException {
        String prefix = "c" + UUID.randomUUID().toString().substring(0, 8);
        node(1, prefix).staff();
        Files.createDirectories(root.resolve("node-2"));
        Files.copy(
                root.resolve("node-1").resolve("tocsin.key"),
                root.resolve("node-2").resolve("tocsin.key"),
                StandardCopyOption.COPY_ATTRIBUTES);
        node(2, prefix);
    }

    private Rehearsal node(int number, String prefix) {
        Map<String, String> settings = new HashMap<>(Engines.shared().node(root.resolve("node-" + number), prefix));
        settings.put("cluster.node", Integer.toString(number));
        Rehearsal node = Rehearsal.open(settings);
        nodes.add(node);
        return node;
    }

    @AfterEach
    void close() {
        nodes.reversed().forEach(Rehearsal::close);
    }

    private Installation one() {
        return nodes.getFirst().house;
    }

    private Installation other() {
        return nodes.getLast().house;
    }

    @Test
    void changesOfOnePersonAtTwoNodesAllCount() {
        int person = nodes.getFirst().register(3, "kim@example.test").ordinals()[0];
        int before = consents(person);
        List<Future<Contact>> changes = new ArrayList<>();
        for (int i = 0; i < CHANGES; i++) {
            Installation node = i % 2 == 0 ? one() : other();
            Consent consent =
                    new Consent(Consent.Purpose.ADVICE, i % 3 == 0, i, Instant.ofEpochSecond(i), Consent.Source.PAGE);
            changes.add(node.desk().agree(person, consent));
        }
        House.await(Future.all(changes));

        assertThat(consents(person)).isEqualTo(before + CHANGES);
        assertThat(House.await(other().desk().find(person)))
                .isEqualTo(House.await(one().desk().find(person)));
    }

    private int consents(int person) {
        return House.await(one().desk().find(person))
                .orElseThrow()
                .profile()
                .consents()
                .size();
    }

    @Test
    void aSessionIsGoodAtBothNodesUntilItEndsAtOne() {
        String token = enrol();
        assertThat(signedIn(one(), token)).isTrue();
        assertThat(signedIn(other(), token)).isTrue();

        House.await(other().accounts().endSessions(Rehearsal.OFFICER));

        assertThat(signedIn(other(), token)).isFalse();
        assertThat(signedIn(one(), token)).isFalse();
    }

    private static boolean signedIn(Installation node, String token) {
        return House.await(node.accounts().sessions().of(token, Use.MEMBER)).isPresent();
    }

    /// The token of the session that an officer opens at the first node.
    private String enrol() {
        Enrolment enrolment = one().accounts().enrolment();
        String code = House.await(enrolment.issue(Rehearsal.OFFICER));
        Choice choice = new Choice("Sam", "officer@example.test", "three blue horses");
        Attempt begun = House.await(enrolment.begin(code, choice, "127.0.0.1"));
        Attempt.ShowsSecret shown = (Attempt.ShowsSecret) begun;
        String now = Authenticator.code(shown.secret(), one().clock().instant());
        Attempt confirmed = House.await(enrolment.confirm(shown.ticket(), now, "127.0.0.1"));
        return ((Attempt.CredentialsSet) confirmed).opened().token();
    }
}
