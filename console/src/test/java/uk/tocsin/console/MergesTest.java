package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.register.ApartException;
import uk.tocsin.console.register.Merges;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.SubscriberDesk;
import uk.tocsin.control.Act;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.register.Premises;
import uk.tocsin.shard.ShardRecord;
import uk.tocsin.shard.Standings;

/// Two records of one person become one.
@Timeout(60)
class MergesTest {
    private static final Instant MAY = Instant.parse("2026-05-01T09:00:00Z");

    private Rehearsal rehearsal;
    private SubscriberDesk desk;
    private Merges merges;

    @BeforeEach
    void open(@TempDir Path data) {
        rehearsal = Rehearsal.open(data);
        desk = rehearsal.house.desk();
        merges = rehearsal.house.merges();
        rehearsal.staff();
    }

    @AfterEach
    void close() {
        rehearsal.close();
    }

    private static <T> T get(Future<T> future) {
        return Installation.await(future, 30);
    }

    private static Organisation.Person person(String name, int[] places, boolean agrees, String... addresses) {
        List<Organisation.Address> all = Arrays.stream(addresses)
                .map(each -> new Organisation.Address(each.startsWith("+") ? ChannelKind.SMS : ChannelKind.EMAIL, each))
                .toList();
        Consent consent = new Consent(Consent.Purpose.ALERTS, agrees, 2, MAY, Consent.Source.PAGE);
        return new Organisation.Person(
                name, Tier.PUBLIC, Language.EN, new int[0], all, places, Preferences.ALL, List.of(consent));
    }

    private int[] cafe(Organisation.Person... people) {
        UUID id = rehearsal.house.newId();
        Premises site = new Premises(id, "Café", "", "1 High Street", "NW1 8AB", 51.54, -0.14, List.of(), List.of());
        return get(rehearsal
                        .house
                        .registrar()
                        .register(List.of(
                                new Organisation(id, List.of(Organisation.Premises.of(site)), List.of(people)))))
                .ordinals();
    }

    private int alone(long id, Organisation.Person person) {
        return get(rehearsal
                        .house
                        .registrar()
                        .register(List.of(new Organisation(new UUID(9, id), List.of(), List.of(person)))))
                .ordinals()[0];
    }

    private boolean merge(int going, int staying) {
        rehearsal.must(new Act.Merged(rehearsal.by(Rehearsal.REGISTRAR), going, staying));
        return get(merges.follow(going, staying));
    }

    private Contact contact(int ordinal) {
        return get(desk.find(ordinal)).orElseThrow();
    }

    @Test
    void whatOnlyTheOtherHadMovesAndTheOtherIsForgotten() {
        int[] two = cafe(
                person("Sam", new int[] {0}, true, "sam@cafe.example.test"),
                person("Samuel", new int[] {0}, true, "+447700900123", "samuel@cafe.example.test"));

        assertThat(merge(two[1], two[0])).isTrue();

        Contact sam = contact(two[0]);
        assertThat(sam.name()).isEqualTo("Sam");
        assertThat(sam.endpoints())
                .extracting(Endpoint::address)
                .containsExactly("sam@cafe.example.test", "+447700900123", "samuel@cafe.example.test");
        assertThat(get(desk.owner(ChannelKind.SMS, "+447700900123"))).isEqualTo(OptionalInt.of(two[0]));
        assertThat(rehearsal.knows(two[1])).isFalse();
        assertThat(rehearsal.everyone()).isOne();
        assertThat(get(desk.premises(two[0], sam)))
                .singleElement()
                .satisfies(site -> assertThat(site.people()).containsExactly(Shards.slotOf(two[0])));
        assertThat(merges.standsFor(two[1])).isEqualTo(two[0]);
        assertThat(get(merges.follow(two[1], two[0]))).as("again").isTrue();
        assertThat(contact(two[0])).isEqualTo(sam);
    }

    @Test
    void whatWasStoppedStaysStoppedAndWhatWasCompletedIsCompleted() {
        int[] two = cafe(
                person("Sam", new int[] {0}, true, "sam@cafe.example.test"),
                person("Sam", new int[] {0}, true, "+447700900123"));
        int shard = Shards.shardOf(two[1]);
        int training = rehearsal.house.taxonomy().code(Dimension.DONE, "act-awareness");
        get(rehearsal
                .house
                .engine()
                .change(
                        shard,
                        new ShardRecord.EndpointSuppressed(
                                Shards.slotOf(two[1]), 0, SuppressionCause.STOPPED, Long.MAX_VALUE)));
        get(rehearsal.house.engine().change(shard, new ShardRecord.Completed(Shards.slotOf(two[1]), training)));

        assertThat(merge(two[1], two[0])).isTrue();

        assertThat(get(rehearsal.house.engine().suppressions(two[0])))
                .containsExactly(new Standings.Suppression(1, SuppressionCause.STOPPED, Optional.empty()));
        Awaitility.await()
                .atMost(Duration.ofSeconds(5))
                .untilAsserted(() -> assertThat(rehearsal
                                .house
                                .engine()
                                .segments()
                                .get(shard)
                                .segment(training)
                                .toArray())
                        .containsExactly(Shards.slotOf(two[0])));
    }

    @Test
    void theyAgreeOnlyIfTheyDoInBoth() {
        int[] two = cafe(
                person("Sam", new int[] {0}, true, "sam@cafe.example.test"),
                person("Sam", new int[] {0}, false, "+447700900123"));
        assertThat(merge(two[1], two[0])).isTrue();
        assertThat(contact(two[0]).consent()).isFalse();
        assertThat(contact(two[0]).profile().consents()).hasSize(2);
    }

    @Test
    void somebodyWithoutPremisesIsMergedFromAnyShard() {
        int[] site = cafe(person("Sam", new int[] {0}, true, "sam@cafe.example.test"));
        int home = alone(17, person("Sam", new int[0], true, "+447700900123"));
        int far = alone(18, person("Sam", new int[0], true, "+447700900124"));
        assertThat(Shards.shardOf(home)).isNotEqualTo(Shards.shardOf(far));

        assertThat(merge(home, site[0])).isTrue();
        assertThat(merge(far, site[0])).isTrue();

        assertThat(contact(site[0]).endpoints()).hasSize(3);
        assertThat(rehearsal.everyone()).isOne();
    }

    @Test
    void premisesAreNotTakenToAnotherShard() {
        int[] site = cafe(person("Sam", new int[] {0}, true, "sam@cafe.example.test"));
        int other = Shards.shardOf(site[0]) == 17 ? 18 : 17;
        int home = alone(other, person("Sam", new int[0], true, "+447700900123"));
        assertThatThrownBy(() -> get(merges.preview(site[0], home))).isInstanceOf(ApartException.class);
    }

    @Test
    void nothingMovesWhileAnAlertIsUnderWay() {
        int[] two = cafe(
                person("Sam", new int[] {0}, true, "sam@cafe.example.test"),
                person("Sam", new int[] {0}, true, "samuel@cafe.example.test"));
        int alert = rehearsal.dispatch();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> !get(rehearsal.house.engine().deliveries(two[1])).isEmpty());

        assertThat(merge(two[1], two[0])).isFalse();
        assertThat(contact(two[0]).endpoints()).hasSize(1);

        rehearsal.must(new Act.Cancelled(rehearsal.by(Rehearsal.OFFICER), alert, "over"));
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> {
            get(merges.sweep());
            return !rehearsal.knows(two[1]);
        });
        assertThat(contact(two[0]).endpoints()).hasSize(2);
    }
}
