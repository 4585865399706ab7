package uk.tocsin.console.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTest {
    private static final Path FILE = Path.of("..", "ops", "config", "tocsin.properties");
    private static final String SECRET = "correct-horse-battery";

    @TempDir
    Path directory;

    @Test
    void theFileNamesExactlyTheSettingsThereAre() throws IOException {
        Properties file = new Properties();
        file.load(Files.newBufferedReader(FILE));

        assertThat(file.stringPropertyNames())
                .containsExactlyInAnyOrderElementsOf(
                        Settings.read(Map.of()).effective().keySet());
    }

    @Test
    void theFilesValuesAreTheDefaultsInForce() {
        Settings file = Settings.of(Optional.of(FILE), List.of(), Map.of());

        assertThat(file.effective()).isEqualTo(Settings.read(Map.of()).effective());
    }

    @Test
    void wordsWinOverTheEnvironmentAndThatOverTheFile() throws IOException {
        Path file = ownersOnly("sms.token=of-the-file\nsms.from=Tocsin\n");
        Map<String, String> environment = Map.of("TOCSIN_SMS_TOKEN", "of-the-environment", "TOCSIN_SMS_FROM", "x");

        Settings settings = Settings.of(Optional.of(file), List.of("console.port=0"), environment);
        assertThat(settings.sms().token().reveal()).isEqualTo("of-the-environment");
        assertThat(settings.sms().from()).isEqualTo("Tocsin");
        assertThat(settings.console().listen().port()).isZero();
        Settings words = Settings.of(Optional.of(file), List.of("sms.token=of-a-word"), environment);
        assertThat(words.sms().token().reveal()).isEqualTo("of-a-word");
    }

    @Test
    void noSecretIsEverPrinted() {
        Map<String, String> environment = Map.of("TOCSIN_SMS_TOKEN", SECRET, "TOCSIN_EMAIL_PASSWORD", SECRET);
        Settings settings = Settings.of(Optional.empty(), List.of("email.user=tocsin"), environment);

        assertThat(settings.text()).contains("sms.token=(secret)", "engine.key=(none)", "console.port=8080");
        assertThat(settings.text() + settings).doesNotContain(SECRET);
        assertThatThrownBy(() -> Settings.of(Optional.empty(), List.of("engine.key=" + SECRET, SECRET), environment))
                .isInstanceOf(ConfigException.class)
                .hasMessageNotContaining(SECRET);
    }

    @Test
    void everyProblemIsToldAtOnce() {
        List<String> words =
                List.of("console.port=x", "edge.prot=1", "sms.timeout=0s", "nonsense", "push.enabled=maybe");

        assertThatThrownBy(() -> Settings.of(Optional.of(directory.resolve("none")), words, Map.of()))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigException.class))
                .extracting(ConfigException::problems, InstanceOfAssertFactories.list(String.class))
                .anyMatch(p -> p.startsWith("console.port:"))
                .anyMatch(p -> p.startsWith("edge.prot:"))
                .anyMatch(p -> p.startsWith("sms.timeout:"))
                .anyMatch(p -> p.startsWith("push.enabled:"))
                .anyMatch(p -> p.startsWith("--set:"))
                .anyMatch(p -> p.startsWith("--config"));
    }

    private static void refused(String setting, String reason, String... words) {
        assertThatThrownBy(() -> Settings.of(Optional.empty(), List.of(words), Map.of()))
                .as(String.join(" ", words))
                .asInstanceOf(InstanceOfAssertFactories.type(ConfigException.class))
                .extracting(ConfigException::problems, InstanceOfAssertFactories.list(String.class))
                .singleElement(InstanceOfAssertFactories.STRING)
                .startsWith(setting + ":")
                .contains(reason);
    }

    @Test
    void addressesAreRefused() {
        refused("console.publicUrl", "https", "console.publicUrl=http://console.example.test");
        refused("console.publicUrl", "slash", "console.publicUrl=https://console.example.test/");
        refused("edge.publicUrl", "slash", "edge.publicUrl=https://alerts.example.test/");
        refused("edge.publicUrl", "https", "edge.publicUrl=http://alerts.example.test");
        refused("edge.publicUrl", "query", "edge.publicUrl=https://alerts.example.test/a?b=c");
        refused("edge.publicUrl", "user", "edge.publicUrl=https://me@alerts.example.test");
        refused("edge.publicUrl", "not an http", "edge.publicUrl=ftp://alerts.example.test");
        refused("push.origin", "https", "push.origin=http://fcm.example.test");
        refused("sms.origin", "https", "sms.origin=http://sms.example.test");
        refused("bounces.domain", "domain", "bounces.domain=not a domain");
        Settings.read(Map.of("edge.publicUrl", "http://localhost:9000/tocsin"));
    }

    @Test
    void aTrainingHasAPageAndASecretOrNeither() {
        String secret = "0123456789abcdef0123456789abcdef";
        String both = "done.act-awareness.url, done.act-awareness.secret";
        refused(both, "without", "done.act-awareness.url=https://learn.example.test/");
        refused(both, "without", "done.act-awareness.secret=" + secret);
        String url = "done.act-awareness.url";
        String given = "done.act-awareness.secret=" + secret;
        refused(url, "query", given, url + "=https://learn.example.test/?a=b");
        refused(url, "https", given, url + "=http://learn.example.test/");
        refused("done.act-awareness.secret", "shorter", url + "=https://learn.example.test/", given.substring(0, 40));
        Settings settings = Settings.of(
                Optional.empty(),
                List.of(url + "=https://learn.example.test/awareness"),
                Map.of("TOCSIN_DONE_ACT_AWARENESS_SECRET", secret));
        assertThat(settings.trainings()).containsOnlyKeys("act-awareness");
        assertThat(settings.text() + settings).doesNotContain(secret);
    }

    @Test
    void portsAreRefused() {
        refused("console.port, edge.port", "same", "console.port=9000", "edge.port=9000");
        refused("bounces.port, edge.port", "same", "bounces.port=9000", "edge.port=9000", "edge.host=0.0.0.0");
        refused("console.port", "from 0 to 65535", "console.port=65536");
        Settings.read(Map.of("console.port", "0", "edge.port", "0", "bounces.port", "0"));
        Settings.read(Map.of("console.port", "9000", "edge.port", "9000", "edge.host", "127.0.0.2"));
    }

    @Test
    void sendersAreRefused() {
        for (String from : List.of("Tocsin alerts", "12345678901234567", "+07700900000", "12", "tocsin!", "+44")) {
            refused("sms.from", "neither a number", "sms.from=" + from);
        }
        for (String from : List.of("Tocsin", "TOCSIN ALRT", "+447700900000", "60999")) {
            assertThat(Settings.read(Map.of("sms.from", from)).sms().from()).isEqualTo(from);
        }
        refused("sms.account", "AC and 32", "sms.account=AC12");
        refused("sms.service", "MG and 32", "sms.service=MG12");
        refused("email.fromAddress", "mail address", "email.fromAddress=alerts");
        refused("email.fromName", "empty", "email.fromName=");
    }

    @Test
    void whatAnEnabledChannelNeedsIsNamed() {
        refused("email.relays", "needed", "email.enabled=true");
        assertThatThrownBy(() -> Settings.read(Map.of("sms.enabled", "true", "push.enabled", "true")))
                .hasMessageContainingAll(
                        "sms.account:", "sms.token:", "sms.service, sms.from:", "push.credentials:", "push.project:");
    }

    @Test
    void mailSettingsAreRefused() {
        refused("email.startTls", "required, opportunistic or none", "email.startTls=always");
        for (String relay : List.of("mail.example.test", ":25", "mail.example.test:0", "mail.example.test:x")) {
            refused("email.relays", "host:port", "email.relays=127.0.0.1:25, " + relay);
        }
        refused("email.user, email.password", "without", "email.user=tocsin");
        refused(
                "email.startTls",
                "encrypted",
                "email.startTls=opportunistic",
                "email.user=a",
                "email.password=b",
                "email.relays=mail.example.test:25");
        refused("email.helo", "domain", "email.helo=two words");
    }

    @Test
    void quotasOfNothingAreRefused() {
        for (String channel : List.of("push", "sms", "email")) {
            for (String what : List.of("perSecond", "maxInFlight", "maxBatch")) {
                String name = channel + "." + what;
                refused(name, "from 1", name + "=0");
            }
        }
    }

    @Test
    void filesAreRefused() throws IOException {
        Path file = ownersOnly("{}");
        refused("data.dir", "is a file", "data.dir=" + file);
        refused("push.credentials", "no file", "push.credentials=" + directory.resolve("none"));
        refused("push.trust", "no file", "push.trust=" + directory);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        refused("push.credentials", "chmod 600", "push.credentials=" + file);
        refused("engine.key", "base64", "engine.key=1:!");
    }

    @Test
    void aFileWithASecretThatOthersCanReadIsRefused() throws IOException {
        Path file = ownersOnly("sms.token=" + SECRET + "\n");
        Settings.of(Optional.of(file), List.of(), Map.of());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> Settings.of(Optional.of(file), List.of(), Map.of()))
                .hasMessageContainingAll("sms.token:", "chmod 600", "TOCSIN_SMS_TOKEN")
                .hasMessageNotContaining(SECRET);
    }

    private Path ownersOnly(String text) throws IOException {
        Path file = Files.createTempFile(directory, "settings", "");
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        return file;
    }
}
