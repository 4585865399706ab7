package uk.tocsin.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.store.sqlite.DataDirectory;

class CommandsTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    private int run(String input, String... args) {
        BufferedReader in = new BufferedReader(new StringReader(input));
        return new Commands(in, new PrintWriter(out), new PrintWriter(errors)).run(args);
    }

    private Path empty() {
        DataDirectory.open(directory).close();
        return directory;
    }

    @Test
    void helpListsTheCommands() {
        assertThat(run("", "help")).isZero();
        assertThat(out.toString()).contains("audience count", "audit verify", "sms count", "demo");
    }

    @Test
    void whatIsNoCommandIsMisuse() {
        assertThat(run("", "frobnicate")).isEqualTo(Commands.MISUSED);
        assertThat(run("")).isEqualTo(Commands.MISUSED);
        assertThat(run("", "reach", "1", "--colour", "red")).isEqualTo(Commands.MISUSED);
        assertThat(errors.toString()).contains("usage: ops/tocsin COMMAND", "--colour: there is no such option");
    }

    @Test
    void textsAreCountedLineByLine() {
        int status = run("\"hello\"\n\"\u0175\"\nrubbish\n7\n\"" + "a".repeat(161) + "\"\n", "sms", "count");

        assertThat(out.toString().lines())
                .containsExactly(
                        "{\"encoding\":\"GSM-7\",\"units\":5,\"parts\":1}",
                        "{\"encoding\":\"UCS-2\",\"units\":1,\"parts\":1}",
                        "{\"error\":\"the line is not JSON\"}",
                        "{\"error\":\"the line is not a JSON string\"}",
                        "{\"encoding\":\"GSM-7\",\"units\":161,\"parts\":2}");
        assertThat(status).isEqualTo(Commands.NO);
    }

    @Test
    void anAudienceIsCountedAndExplained() {
        String data = empty().toString();

        assertThat(run("", "audience", "count", "sector = retail", "--data", data))
                .isZero();
        assertThat(run("", "audience", "explain", "not region = wales", "--data", data))
                .isZero();
        assertThat(out.toString().lines())
                .containsExactly("0", "           0  not region = wales", "           0    region = wales");
    }

    @Test
    void aMistypedAudienceIsAnsweredWithPlaceAndSuggestion() {
        assertThat(run("", "audience", "count", "secter = retail", "--data", empty().toString()))
                .isEqualTo(Commands.MISUSED);
        assertThat(errors.toString()).contains("unknown dimension \"secter\" at 0: did you mean \"sector\"?");
    }

    @Test
    void aDirectoryThatIsNotThereIsNotMade() {
        Path nowhere = directory.resolve("nowhere");

        assertThat(run("", "audience", "count", "everyone", "--data", nowhere.toString()))
                .isEqualTo(Commands.NO);
        assertThat(errors.toString()).contains("does not exist");
        assertThat(Files.exists(nowhere)).isFalse();
    }

    @Test
    void anAlertThatWasNeverDispatchedHasNoReach() {
        String data = empty().toString();

        assertThat(run("", "reach", "17", "--data", data)).isEqualTo(Commands.NO);
        assertThat(run("", "reach", "seventeen", "--data", data)).isEqualTo(Commands.MISUSED);
        assertThat(run("", "reach", "17", "--by", "secter", "--data", data)).isEqualTo(Commands.MISUSED);
        assertThat(errors.toString()).contains("was never dispatched", "is not a number", "--by: \"secter\"");
    }

    @Test
    void theFirstAdministratorIsMadeOnce() {
        String data = directory.toString();

        assertThat(run("", "staff", "first", "--data", data)).isZero();
        assertThat(out.toString()).startsWith("tocsin_");
        assertThat(run("", "staff", "first", "--data", data)).isEqualTo(Commands.NO);
        assertThat(run("", "audit", "verify", "--data", data)).isZero();
        assertThat(out.toString()).contains(" acts; ");
    }

    @Test
    void aMemberIsGivenACodeToEnrolAndNobodyElseIs() {
        String data = directory.toString();
        run("", "staff", "first", "--data", data);

        assertThat(run("", "staff", "enrol", "1", "--data", data)).isZero();
        assertThat(out.toString()).containsPattern("\\n1-([A-Z2-7]{4}-){6}[A-Z2-7]{2}\\n");
        assertThat(run("", "staff", "enrol", "2", "--data", data)).isEqualTo(Commands.NO);
        assertThat(run("", "staff", "enrol", "one", "--data", data)).isEqualTo(Commands.MISUSED);
        assertThat(errors.toString()).contains("2 is no active member of staff", "\"one\" is no staff number");
    }

    @Test
    void aBackupIsRestoredIntoAnEmptyDirectoryThatHasTheKey() throws Exception {
        Path data = directory.resolve("data");
        Path backup = directory.resolve("backup");
        Path again = Files.createDirectory(directory.resolve("again"));
        run("", "staff", "first", "--data", data.toString());

        assertThat(run("", "backup", backup.toString(), "--data", data.toString()))
                .isZero();
        for (String name : new String[] {"tocsin.key", "tocsin.marks"}) {
            Files.copy(data.resolve(name), again.resolve(name));
        }
        assertThat(run("", "restore", backup.toString(), "--data", again.toString()))
                .isZero();
        assertThat(out.toString()).contains("restored, generation 1");
        assertThat(run("", "restore", backup.toString(), "--data", again.toString()))
                .isEqualTo(Commands.NO);
    }

    @Test
    void everyWrongSettingIsNamed() {
        assertThat(run("", "config", "check", "--set", "sms.enabled=perhaps", "--set", "colour=red"))
                .isEqualTo(Commands.MISUSED);
        assertThat(errors.toString()).contains("sms.enabled: ", "colour: is no setting");
        assertThat(run("", "config", "check")).isZero();
        assertThat(out.toString()).contains("console.port=8080");
    }

    @Test
    void aListIsMadeUpJudgedAndNotWrittenOver() throws java.io.IOException {
        String list = directory.resolve("people.csv").toString();
        Path answers = directory.resolve("answers.json");

        assertThat(run("", "subscribers", "generate", "--count", "50", "--out", list, "--answers", answers.toString()))
                .isZero();
        assertThat(run("", "subscribers", "import", list, "--dry-run")).isZero();
        assertThat(run("", "subscribers", "generate", "--count", "50", "--out", list))
                .isEqualTo(Commands.NO);
        assertThat(run("", "subscribers", "import", list + "x", "--dry-run")).isEqualTo(Commands.NO);
        assertThat(run("", "subscribers", "import", list, "--dry-run", "--map", "email=frobnicate"))
                .isEqualTo(Commands.NO);

        assertThat(Files.readString(answers)).contains("\"people\":50");
        assertThat(out.toString()).contains(" 0 refused; nothing was stored");
        assertThat(errors.toString())
                .contains("is there already", "neither .csv nor .jsonl", "there is no column \"email\"");
    }
}
