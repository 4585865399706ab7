package uk.tocsin.console.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The settings of an installation, read from a properties file and `--set name=value`.
/// ops/config/tocsin.properties names every one with its default and what it means.
///
/// @param effective every setting with the value in force, secrets hidden
public record Settings(
        Path data,
        Listen console,
        Edge edge,
        Push push,
        Sms sms,
        Email email,
        Engine engine,
        Map<String, String> effective) {

    /// An address to listen on; port 0 is any free one.
    public record Listen(String host, int port) {}

    /// The edge, and how it is reached from outside.
    ///
    /// @param proxies addresses of our own proxies, whose X-Forwarded-For is believed
    public record Edge(Listen listen, URI publicUrl, Listen bounces, String bounceDomain, Set<String> proxies) {}

    /// A provider's allowance: requests a second, and at one time.
    public record Quota(int perSecond, int maxInFlight, int maxBatch) {}

    /// Firebase Cloud Messaging.
    public record Push(
            boolean enabled,
            Path credentials,
            String project,
            URI origin,
            Optional<Path> trust,
            Duration timeout,
            Quota quota) {}

    /// Twilio.
    public record Sms(
            boolean enabled,
            URI origin,
            Optional<Path> trust,
            String account,
            Secret token,
            String service,
            String from,
            int connections,
            Duration timeout,
            Quota quota) {}

    /// Mail relays.
    public record Email(
            boolean enabled,
            List<String> relays,
            String helo,
            String fromName,
            String fromAddress,
            String startTls,
            String user,
            Secret password,
            Optional<Path> trust,
            int connections,
            Quota quota) {}

    /// The engine's own.
    public record Engine(int eventLoops, int snapshotEvery, int maxInputs, Secret key) {}

    /// Reads and checks. Throws [ConfigException] with every problem.
    public static Settings read(Map<String, String> given) {
        SettingsReader in = new SettingsReader(given);
        Path data = Path.of(in.text("data.dir", "data"));
        Listen console = listen(in, "console", 8080);
        Edge edge = edge(in);
        Push push = push(in);
        Sms sms = sms(in);
        Email email = email(in);
        Engine engine = new Engine(
                in.count("engine.eventLoops", Runtime.getRuntime().availableProcessors(), 1, 64),
                in.count("engine.snapshotEvery", 20_000, 100, 10_000_000),
                in.count("engine.maxInputs", 50_000, 100, 10_000_000),
                in.secret("engine.key"));
        in.finish();
        return new Settings(data, console, edge, push, sms, email, engine, in.effective());
    }

    private static Listen listen(SettingsReader in, String name, int port) {
        return new Listen(in.text(name + ".host", "127.0.0.1"), in.count(name + ".port", port, 0, 65_535));
    }

    private static Edge edge(SettingsReader in) {
        Listen listen = listen(in, "edge", 8081);
        URI url = in.address("edge.publicUrl", "http://127.0.0.1:" + listen.port());
        return new Edge(
                listen,
                url,
                listen(in, "bounces", 2525),
                in.text("bounces.domain", "bounces.example.test"),
                in.addresses("edge.proxies", "127.0.0.1, ::1"));
    }

    private static Quota quota(SettingsReader in, String name, int perSecond, int maxInFlight) {
        return new Quota(
                in.count(name + ".perSecond", perSecond, 1, 1_000_000),
                in.count(name + ".maxInFlight", maxInFlight, 1, 100_000),
                in.count(name + ".maxBatch", 512, 1, 10_000));
    }

    private static Optional<Path> file(SettingsReader in, String name) {
        String text = in.text(name, "");
        if (text.isEmpty()) {
            return Optional.empty();
        }
        Path path = Path.of(text);
        if (!Files.isReadable(path)) {
            in.problem(name, "cannot be read: " + path);
        }
        return Optional.of(path);
    }

    private static Push push(SettingsReader in) {
        boolean enabled = in.flag("push.enabled", false);
        Optional<Path> credentials = file(in, "push.credentials");
        String project = in.text("push.project", "");
        if (enabled && (credentials.isEmpty() || project.isEmpty())) {
            in.problem("push.credentials, push.project", "are needed when push.enabled is true");
        }
        return new Push(
                enabled,
                credentials.orElse(Path.of("")),
                project,
                in.address("push.origin", "https://fcm.googleapis.com"),
                file(in, "push.trust"),
                in.span("push.timeout", "10s"),
                quota(in, "push", 9_500, 2_000));
    }

    private static Sms sms(SettingsReader in) {
        boolean enabled = in.flag("sms.enabled", false);
        Sms sms = new Sms(
                enabled,
                in.address("sms.origin", "https://api.twilio.com"),
                file(in, "sms.trust"),
                in.text("sms.account", ""),
                in.secret("sms.token"),
                in.text("sms.service", ""),
                in.text("sms.from", ""),
                in.count("sms.connections", 4, 1, 256),
                in.span("sms.timeout", "10s"),
                quota(in, "sms", 100, 200));
        if (enabled && (sms.account().isEmpty() || sms.token().reveal().isEmpty())) {
            in.problem("sms.account, sms.token", "are needed when sms.enabled is true");
        }
        if (enabled && sms.service().isEmpty() == sms.from().isEmpty()) {
            in.problem("sms.service, sms.from", "exactly one of them is needed when sms.enabled is true");
        }
        return sms;
    }

    private static Email email(SettingsReader in) {
        boolean enabled = in.flag("email.enabled", false);
        String relays = in.text("email.relays", "");
        if (enabled && relays.isEmpty()) {
            in.problem("email.relays", "is needed when email.enabled is true");
        }
        return new Email(
                enabled,
                relays.isEmpty() ? List.of() : List.of(relays.split("\\s*,\\s*", -1)),
                in.text("email.helo", "alerts.example.test"),
                in.text("email.fromName", "Tocsin alerts"),
                in.text("email.fromAddress", "alerts@example.test"),
                in.text("email.startTls", "required"),
                in.text("email.user", ""),
                in.secret("email.password"),
                file(in, "email.trust"),
                in.count("email.connections", 20, 1, 1_000),
                quota(in, "email", 1_000, 200));
    }

    /// The settings of a properties file and of `name=value` words after it; the words win.
    public static Map<String, String> load(Optional<Path> file, List<String> words) {
        Map<String, String> given = new HashMap<>();
        file.ifPresent(path -> given.putAll(properties(path)));
        List<String> problems = new ArrayList<>();
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                problems.add("--set " + word + ": is not name=value");
            } else {
                given.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return given;
    }

    private static Map<String, String> properties(Path path) {
        try (Reader reader = new StringReader(Files.readString(path))) {
            Properties properties = new Properties();
            properties.load(reader);
            Map<String, String> read = new HashMap<>();
            properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
            return read;
        } catch (IOException | IllegalArgumentException e) {
            throw new ConfigException(List.of("--config " + path + ": cannot be read: " + e.getMessage()));
        }
    }
}
