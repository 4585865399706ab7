package uk.tocsin.console.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.audience.AudienceText;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.Installation;
import uk.tocsin.console.ListJudge;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.register.ListDesk;
import uk.tocsin.console.register.ListStore;
import uk.tocsin.console.register.SubscriberDesk;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;

@Timeout(120)
class ListImportTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();
    private static final long SECONDS = 20;

    /// About so many rows that the generator makes fill a block, which is the least that a batch has.
    private static final int ROWS_OF_BLOCK = 900;
    private static final String HEAD =
            "organisation_id,organisation,sector,size,address,postcode,person,name,email,phone,consent_time,consent_wording\n";
    private static final String CAFE = "o1,Sam's Café,food-and-drink,micro,1 High Street,NW1 8AB,";

    @TempDir
    private Path directory;

    private final ListImport.Watch nobody = (_, _, _) -> {};

    private interface Work<T> {
        T with(Installation house) throws IOException;
    }

    private <T> T in(String data, Work<T> work) {
        try (Installation house = Installation.open(
                Settings.read(Map.of("data.dir", directory.resolve(data).toString())))) {
            return work.with(house);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private ListImport.Order order(Path file) {
        return new ListImport.Order(file, Map.of(), false, Optional.of(directory.resolve("errors.csv")));
    }

    private Tally run(Installation house, Path file, ListImport.Watch watch, int batch) throws IOException {
        try (Crew crew = new Crew(2)) {
            return new ListImport(order(file), TAXONOMY, Instant.parse("2026-11-25T10:00:00Z"), crew.threads(), batch)
                    .run(
                            new ListImport.Target(
                                    house.vault(), house.listDesk(crew.threads()), directory.resolve("progress")),
                            watch);
        }
    }

    private Tally run(Installation house, Path file) throws IOException {
        return run(house, file, nobody, 100);
    }

    private static long count(Installation house, String audience) {
        return house.engine().count(AudienceText.parse(audience, TAXONOMY));
    }

    /// Counts show an erasure a moment later.
    private static void awaitCount(Installation house, long people) {
        Awaitility.await().atMost(Duration.ofSeconds(SECONDS)).until(() -> count(house, "everyone") == people);
    }

    private static Contact owner(Installation house, ChannelKind channel, String address) {
        SubscriberDesk desk = desk(house);
        int ordinal = Installation.await(desk.owner(channel, address), SECONDS).orElseThrow();
        return Installation.await(desk.find(ordinal), SECONDS).orElseThrow();
    }

    private static SubscriberDesk desk(Installation house) {
        return new SubscriberDesk(
                house.engine(),
                house.register(),
                house.vault(),
                TAXONOMY,
                house.registrar(),
                (_, _, _, _, _) -> Future.succeededFuture(),
                house.clock());
    }

    private List<String> errors() throws IOException {
        return Files.readAllLines(directory.resolve("errors.csv"));
    }

    @Test
    void theSameListTwiceChangesNothing() throws IOException {
        Path list = file(
                "list.csv",
                HEAD + CAFE + ",Sam,sam@cafe.example.test,07700900001,2026-05-01,2\n"
                        + CAFE + ",Kim,kim@cafe.example.test,,,\n"
                        + "o1,Sam's Café,food-and-drink,micro,2 Low Street,N1 9AA,,Sam,sam@cafe.example.test,,,\n"
                        + ",,,,,BS1 1AA,,Pat,pat@example.test,,,\n");
        Tally first = in("data", house -> run(house, list));
        assertThat(first).isEqualTo(new Tally(4, 4, 0, 0, 0, 4));

        in("data", house -> {
            long before = content(house);
            assertThat(run(house, list)).isEqualTo(new Tally(4, 0, 0, 4, 0, 4));
            assertThat(content(house)).as("every sealed record, bit for bit").isEqualTo(before);
            assertThat(count(house, "everyone")).isEqualTo(3);
            assertThat(count(house, "sector = public and region = south-west")).isOne();
            Contact sam = owner(house, ChannelKind.SMS, "+447700900001");
            assertThat(sam.profile().premises()).hasSize(2);
            assertThat(sam.profile().consents())
                    .singleElement()
                    .satisfies(consent -> assertThat(consent.wording()).isEqualTo(2));
            return true;
        });
    }

    private ListDesk listDesk(Installation house, Crew crew, ListStore.Renewal renewal) {
        ListStore store = new ListStore(
                house.engine(),
                house.register(),
                house.vault(),
                TAXONOMY,
                house.registrar(),
                house.clock(),
                crew.threads(),
                renewal);
        return new ListDesk(house.register(), house.vault(), store, _ -> false, IntUnaryOperator.identity());
    }

    private Tally run(Installation house, Path file, ListStore.Renewal renewal) throws IOException {
        try (Crew crew = new Crew(2)) {
            return new ListImport(order(file), TAXONOMY, Instant.parse("2026-11-25T10:00:00Z"), crew.threads(), 100)
                    .run(
                            new ListImport.Target(
                                    house.vault(), listDesk(house, crew, renewal), directory.resolve("progress")),
                            nobody);
        }
    }

    @Test
    void whatSomebodySaysWhileAListIsReadIsNotWrittenOver() throws IOException {
        Path first = file("first.csv", HEAD + CAFE + ",Sam,sam@cafe.example.test,,2026-05-01,2\n");
        Path second = file("second.csv", HEAD + CAFE + ",Sam,sam@cafe.example.test,07700900001,2026-05-01,2\n");
        in("data", house -> {
            run(house, first);
            Consent no =
                    new Consent(Consent.Purpose.ALERTS, false, 3, house.clock().instant(), Consent.Source.PAGE);
            run(
                    house,
                    second,
                    (ordinal, change) -> house.desk()
                            .agree(ordinal, no)
                            .compose(_ -> house.desk().renew(ordinal, change)));
            Contact sam = owner(house, ChannelKind.EMAIL, "sam@cafe.example.test");
            assertThat(sam.consent())
                    .as("withdrawn between reading and writing")
                    .isFalse();
            assertThat(sam.endpoints()).hasSize(2);
            awaitCount(house, 0);
            return true;
        });
    }

    @Test
    void whoIsErasedWhileAListIsReadStaysErased() throws IOException {
        Path first = file("first.csv", HEAD + CAFE + ",Sam,sam@cafe.example.test,,2026-05-01,2\n");
        Path second = file("second.csv", HEAD + CAFE + ",Sam,sam@cafe.example.test,07700900001,2026-05-01,2\n");
        in("data", house -> {
            run(house, first);
            int sam = Installation.await(house.desk().owner(ChannelKind.EMAIL, "sam@cafe.example.test"), SECONDS)
                    .orElseThrow();
            run(
                    house,
                    second,
                    (ordinal, change) -> house.desk()
                            .erase(ordinal)
                            .compose(_ -> house.desk().renew(ordinal, change)));
            assertThat(Installation.await(house.desk().find(sam), SECONDS)).isEmpty();
            return true;
        });
    }

    /// Sealing is random: a record that is written again is another one.
    private static long content(Installation house) {
        long sum = 0;
        for (int shard = 0; shard < uk.tocsin.model.Shards.COUNT; shard++) {
            sum +=
                    Installation.await(
                                    Future.fromCompletionStage(house.register().scan(shard, 0, 100)), SECONDS)
                            .stream()
                            .mapToLong(entry -> java.util.Arrays.hashCode(entry.sealed()))
                            .sum();
        }
        return sum;
    }

    @Test
    void aSecondListChangesWhatItSaysAnew() throws IOException {
        in("data", house -> {
            run(house, file("one.csv", HEAD + CAFE + "p1,Sam,sam@cafe.example.test,,,\n"));
            Tally second = run(
                    house,
                    file(
                            "two.csv",
                            HEAD + CAFE + "p1,Samantha,sam@cafe.example.test,07700900002,,\n" + CAFE
                                    + "p2,Kim,kim@cafe.example.test,,,\n"));

            assertThat(second).isEqualTo(new Tally(2, 1, 1, 0, 0, 2));
            Contact sam = owner(house, ChannelKind.EMAIL, "sam@cafe.example.test");
            assertThat(sam.name()).isEqualTo("Samantha");
            assertThat(sam.endpoints())
                    .extracting(Endpoint::channel)
                    .containsExactly(ChannelKind.EMAIL, ChannelKind.SMS);
            assertThat(count(house, "has = sms")).isOne();
            return true;
        });
    }

    @Test
    void anAddressOfSomebodyElseIsLeftOutOrRefusesTheRow() throws IOException {
        in("data", house -> {
            Tally tally = run(
                    house,
                    file(
                            "list.csv",
                            HEAD + CAFE + ",Sam,info@cafe.example.test,07700900001,,\n"
                                    + CAFE + ",Kim,info@cafe.example.test,07700900002,,\n"
                                    + "o2,Other,retail,micro,,SW1A 1AA,,Ash,info@cafe.example.test,,,\n"));

            assertThat(tally).isEqualTo(new Tally(3, 2, 0, 0, 1, 3));
            assertThat(errors())
                    .containsExactly(
                            "line,column,reason",
                            "3,email,belongs to somebody else",
                            "4,email,belongs to somebody else",
                            "4,,\"no address, number or device is left to write to\"");
            assertThat(owner(house, ChannelKind.SMS, "+447700900002").endpoints())
                    .hasSize(1);
            return true;
        });
    }

    @Test
    void whoWithdrewStaysWithdrawn() throws IOException {
        in("data", house -> {
            Path list = file("list.csv", HEAD + CAFE + ",Sam,sam@cafe.example.test,,2026-05-01,1\n");
            run(house, list);
            SubscriberDesk desk = desk(house);
            int sam = Installation.await(desk.owner(ChannelKind.EMAIL, "sam@cafe.example.test"), SECONDS)
                    .orElseThrow();
            Consent no = new Consent(
                    Consent.Purpose.ALERTS, false, 1, Instant.parse("2026-06-01T00:00:00Z"), Consent.Source.LINK);
            Installation.await(desk.agree(sam, no), SECONDS);

            assertThat(run(house, list).unchanged()).isOne();
            assertThat(count(house, "everyone")).isZero();
            return true;
        });
    }

    @Test
    void whoWasErasedIsNotBroughtBackByTheirList() throws IOException {
        in("data", house -> {
            Path list = file("list.csv", HEAD + CAFE + "p1,Sam,sam@cafe.example.test,,,\n");
            run(house, list);
            int sam = Installation.await(desk(house).owner(ChannelKind.EMAIL, "sam@cafe.example.test"), SECONDS)
                    .orElseThrow();
            Installation.await(house.registrar().erase(sam), SECONDS);

            assertThat(run(house, list).refused()).isOne();
            awaitCount(house, 0);
            return true;
        });
    }

    @Test
    void anImportThatWasCutShortGoesOn() throws IOException {
        Path list = directory.resolve("people.csv");
        JsonObject answers = generate(list, 6_000);
        assertThatThrownBy(() -> in("data", house -> run(house, list, new CutShort(), 50)))
                .hasMessage("cut short");
        assertThat(directory.resolve("progress")).exists();

        in("data", house -> {
            Tally tally = run(house, list, nobody, 50);
            // The batches that were being stored meanwhile were not marked, and are done again.
            assertThat(tally.registered() + tally.unchanged()).isEqualTo(tally.read());
            assertThat(tally.unchanged()).isLessThan(ListDesk.UNDER_WAY * ROWS_OF_BLOCK);
            assertThat(count(house, "everyone")).isEqualTo(6_000);
            assertAnswers(answers, house);
            return true;
        });
        assertThat(directory.resolve("progress")).doesNotExist();
    }

    @Test
    void whoIsNamedByBatchesThatAreUnderWayTogetherIsOnePerson() throws IOException {
        int batches = 2 * ListDesk.UNDER_WAY;
        StringBuilder text = new StringBuilder(HEAD);
        for (int i = 0; i < batches; i++) {
            text.append(CAFE).append("p1,Sam,sam").append(i).append("@cafe.example.test,,,\n");
            text.append(CAFE)
                    .append(",Kim,kim@cafe.example.test,0770090000")
                    .append(i)
                    .append(",,\n");
            String elsewhere = ",,,,BS1 1AA,," + "Pat ".repeat(40) + ",pat" + i + "-";
            for (int j = 0; j < ROWS_OF_BLOCK * 4 / 3; j++) {
                text.append(',').append(elsewhere).append(j).append("@example.test,,,\n");
            }
        }
        Path list = file("list.csv", text.toString());

        in("data", house -> {
            Tally tally = run(house, list, nobody, 1);
            assertThat(tally.refused()).isZero();
            assertThat(count(house, "everyone")).isEqualTo(batches * (ROWS_OF_BLOCK * 4 / 3) + 2);
            Contact sam = owner(house, ChannelKind.EMAIL, "sam0@cafe.example.test");
            assertThat(sam.endpoints()).hasSize(batches);
            assertThat(sam.profile().premises()).hasSize(1);
            Contact kim = owner(house, ChannelKind.SMS, "+447700900000");
            assertThat(kim.endpoints()).hasSize(batches + 1);
            assertThat(kim.profile().premises()).isEqualTo(sam.profile().premises());
            assertThat(run(house, list, nobody, 1).unchanged()).isEqualTo(tally.read());
            return true;
        });
    }

    private static final class CutShort implements ListImport.Watch {
        private int batches;

        @Override
        public void at(long bytes, long of, Tally tally) {
            if (++batches == 2) {
                throw new IllegalStateException("cut short");
            }
        }
    }

    @Test
    void theProgressOfAnotherListIsNotGoneOnWith() throws IOException {
        Path list = file("list.csv", HEAD + CAFE + ",Sam,sam@cafe.example.test,,,\n");
        new Bookmark(directory.resolve("progress"))
                .write("0123", new Bookmark.Mark(new Blocks.Place(1, 1), Tally.NONE, 0));

        assertThatThrownBy(() -> in("data", house -> run(house, list)))
                .isInstanceOf(BadListException.class)
                .hasMessageContaining("another list");
    }

    private Tally dryRun(Path list, Optional<ListImport.Judge> judge) throws IOException {
        try (Crew crew = new Crew(2)) {
            return new ListImport(order(list), TAXONOMY, Instant.now(), crew.threads()).dryRun(judge, nobody);
        }
    }

    @Test
    void aDryRunJudgesAndChangesNoByte() throws IOException {
        Path list = file(
                "list.csv",
                HEAD + CAFE + ",Sam,sam@cafe.example.test,,,\n" + CAFE + ",,x,,,\n"
                        + "o2,Other,retail,micro,,SW1A 1AA,,Ash,kim@cafe.example.test,07700900003,,\n"
                        + "o3,Third,retail,micro,,SW1A 1AA,,Lee,kim@cafe.example.test,,,\n"
                        + "o3,Third,retail,micro,,SW1A 1AA,,Mo,sam@cafe.example.test,,,\n");
        in("data", house -> run(house, file("other.csv", HEAD + CAFE + ",Kim,kim@cafe.example.test,,,\n")));
        Map<String, String> before = contents();

        assertThat(dryRun(list, Optional.empty())).isEqualTo(new Tally(5, 0, 0, 0, 1, 4));
        assertThat(errors()).hasSize(4).anyMatch(line -> line.startsWith("3,name,"));
        Tally judged;
        try (ListJudge judge = ListJudge.open(
                Settings.read(Map.of("data.dir", directory.resolve("data").toString())))) {
            judged = dryRun(list, Optional.of(new ListImport.Judge(judge.vault(), judge.desk())));
        }
        assertThat(judged).isEqualTo(new Tally(5, 0, 0, 0, 3, 4));
        assertThat(contents()).isEqualTo(before);

        List<String> foreseen = errors();
        assertThat(foreseen).contains("4,email,belongs to somebody else", "6,email,belongs to somebody else");
        assertThat(in("data", house -> run(house, list)).refused()).isEqualTo(3);
        assertThat(errors()).as("the run says what the dry run said").isEqualTo(foreseen);
    }

    private Map<String, String> contents() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("data"))) {
            return files.collect(Collectors.toMap(Path::toString, file -> {
                try {
                    return java.util.Arrays.hashCode(Files.readAllBytes(file)) + " " + Files.getLastModifiedTime(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }));
        }
    }

    @Test
    void whatIsExportedGivesTheSameAudiencesElsewhereAndChangesNothingHere() throws IOException {
        Path list = directory.resolve("people.csv");
        JsonObject answers = generate(list, 800);
        Path csv = directory.resolve("export.csv");
        Path json = directory.resolve("export.jsonl");
        in("data", house -> {
            run(house, list);
            run(house, file("formula.csv", HEAD + CAFE + ",=1+1,formula@example.test,,,\n"));
            for (Path to : List.of(csv, json)) {
                try (ListWriter writer = ListWriter.open(to)) {
                    new ListExport(house.register(), house.vault(), TAXONOMY).write(writer, (_, _) -> {});
                }
                Tally again = run(house, to);
                assertThat(again.unchanged()).isEqualTo(again.read());
            }
            return true;
        });
        assertThat(Files.readString(csv)).contains(",'=1+1,").contains(",'+447700900");
        for (Path from : List.of(csv, json)) {
            in("copy of " + from.getFileName(), house -> {
                run(house, from);
                assertThat(count(house, "everyone")).isEqualTo(801);
                assertThat(owner(house, ChannelKind.EMAIL, "formula@example.test")
                                .name())
                        .isEqualTo("=1+1");
                Installation.await(house.registrar().erase(ordinal(house, "formula@example.test")), SECONDS);
                awaitCount(house, 800);
                assertAnswers(answers, house);
                return true;
            });
        }
    }

    private static int ordinal(Installation house, String address) {
        return Installation.await(desk(house).owner(ChannelKind.EMAIL, address), SECONDS)
                .orElseThrow();
    }

    @Test
    void aPopulationIsCountedAsItsAnswersSay() throws IOException {
        Path list = directory.resolve("people.csv");
        JsonObject answers = generate(list, 20_000);

        in("data", house -> {
            Tally tally = run(house, list, nobody, 4_000);
            assertThat(tally.refused()).isZero();
            assertThat(tally.read()).isGreaterThan(20_000);
            assertThat(count(house, "everyone")).isEqualTo(20_000);
            assertAnswers(answers, house);
            return true;
        });
    }

    private static JsonObject generate(Path file, int people) throws IOException {
        ListGenerator generator = new ListGenerator(TAXONOMY, 11);
        try (ListWriter to = ListWriter.open(file)) {
            generator.write(people, to, _ -> {});
        }
        return generator.answers().json();
    }

    private static void assertAnswers(JsonObject answers, Installation house) {
        Map<String, Long> wrong = new HashMap<>();
        int asked = 0;
        for (String dimension : answers.fieldNames()) {
            if (dimension.equals("people")) {
                continue;
            }
            JsonObject values = answers.getJsonObject(dimension);
            for (String value : values.fieldNames()) {
                if (dimension.equals("sector×region")) {
                    JsonObject regions = values.getJsonObject(value);
                    for (String region : regions.fieldNames()) {
                        asked++;
                        check("sector = " + value + " and region = " + region, regions.getLong(region), house, wrong);
                    }
                } else {
                    asked++;
                    check(dimension + " = " + value, values.getLong(value), house, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(asked).isGreaterThan(100);
    }

    private static void check(String audience, long wanted, Installation house, Map<String, Long> wrong) {
        long counted = count(house, audience);
        if (counted != wanted) {
            wrong.put(audience + " should be " + wanted, counted);
        }
    }
}
