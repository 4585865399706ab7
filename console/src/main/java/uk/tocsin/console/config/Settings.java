package uk.tocsin.console.config;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Dimension;

/// The settings of an installation, read from a properties file and `--set name=value`.
/// ops/config/tocsin.properties names every one with its default and what it means.
///
/// @param cluster how this node takes part in an installation of several; empty for one process
/// @param trainings what can be completed elsewhere, by its key in the taxonomy's dimension `done`
/// @param effective every setting with the value in force, secrets hidden
public record Settings(
        Path data,
        Path backups,
        Console console,
        Edge edge,
        Push push,
        Sms sms,
        Email email,
        Rehearsal rehearsal,
        Engine engine,
        Optional<Cluster> cluster,
        Map<String, Training> trainings,
        Map<String, String> effective) {

    /// An address to listen on; port 0 is any free one.
    public record Listen(String host, int port) {}

    /// The console, and how staff reach it.
    ///
    /// @param proxies addresses of our own proxies, whose X-Forwarded-For is believed
    public record Console(Listen listen, URI publicUrl, Set<String> proxies) {}

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
            Quota quota) {
        private Push rehearsed(URI other, Path others, Optional<Path> trusted) {
            return new Push(enabled, others, project, other, trusted, timeout, quota);
        }
    }

    /// Twilio.
    ///
    /// @param countries whose mobile numbers people may register, ISO 3166-1
    /// @param price of one part, in pounds: for forecasts
    public record Sms(
            boolean enabled,
            URI origin,
            Optional<Path> trust,
            String account,
            Secret token,
            String service,
            String from,
            Set<String> countries,
            BigDecimal price,
            int connections,
            Duration timeout,
            Quota quota) {
        private Sms rehearsed(URI other, Optional<Path> trusted) {
            return new Sms(
                    enabled,
                    other,
                    trusted,
                    account,
                    token,
                    service,
                    from,
                    countries,
                    price,
                    connections,
                    timeout,
                    quota);
        }
    }

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
            Quota quota) {
        private Email rehearsed(List<String> others) {
            return new Email(
                    enabled,
                    others,
                    helo,
                    fromName,
                    fromAddress,
                    "none",
                    "",
                    new Secret(""),
                    trust,
                    connections,
                    quota);
        }
    }

    /// Where alerts of the mode Test go instead, by channel: the simulator. A channel that is missing sends them the
    /// usual way, to those who take part.
    public record Rehearsal(Optional<Push> push, Optional<Sms> sms, Optional<Email> email) {}

    /// The engine's own.
    public record Engine(int eventLoops, int snapshotEvery, int maxInputs, Secret key) {}

    /// Something to complete elsewhere.
    ///
    /// @param page where people do it
    /// @param secret with which that site signs what it reports
    public record Training(URI page, Secret secret) {}

    /// What there is to complete.
    private static final List<String> TRAININGS = Taxonomy.standard().entries(Dimension.DONE).stream()
            .map(Taxonomy.Entry::key)
            .toList();

    /// Secrets, which may also come from the environment: `sms.token` from TOCSIN_SMS_TOKEN.
    private static final List<String> SECRETS = Stream.concat(
                    Stream.of("engine.key", "sms.token", "email.password"),
                    TRAININGS.stream().map(key -> "done." + key + ".secret"))
            .toList();

    /// Reads and checks. Throws [ConfigException] with every problem.
    public static Settings read(Map<String, String> given) {
        return read(given, List.of());
    }

    private static Settings read(Map<String, String> given, List<String> problems) {
        SettingsReader in = new SettingsReader(given, problems);
        SettingsRules rules = new SettingsRules(in);
        Path data = in.path("data.dir", "data");
        rules.data(data);
        Path backups = in.path("backup.dir", "backups");
        Console console = console(in);
        rules.publicUrl("console.publicUrl", console.publicUrl());
        Edge edge = edge(in);
        rules.publicUrl("edge.publicUrl", edge.publicUrl());
        rules.bounceDomain(edge.bounceDomain());
        rules.ports(
                Map.of("console.port", console.listen(), "edge.port", edge.listen(), "bounces.port", edge.bounces()));
        Push push = push(in);
        rules.push(push);
        Sms sms = sms(in);
        rules.sms(sms);
        Email email = email(in);
        rules.email(email);
        Rehearsal rehearsal = rehearsal(in, rules, push, sms, email);
        int loops = in.count("engine.eventLoops", 0, 0, 64);
        Engine engine = new Engine(
                loops == 0 ? Runtime.getRuntime().availableProcessors() : loops,
                in.count("engine.snapshotEvery", 20_000, 100, 10_000_000),
                in.count("engine.maxInputs", 50_000, 100, 10_000_000),
                in.secret("engine.key"));
        rules.key(engine.key());
        Optional<Cluster> cluster = Cluster.read(in);
        Map<String, Training> trainings = trainings(in, rules);
        in.finish();
        return new Settings(
                data, backups, console, edge, push, sms, email, rehearsal, engine, cluster, trainings, in.effective());
    }

    private static Listen listen(SettingsReader in, String name, int port) {
        return new Listen(in.text(name + ".host", "127.0.0.1"), in.count(name + ".port", port, 0, 65_535));
    }

    private static Console console(SettingsReader in) {
        Listen listen = listen(in, "console", 8080);
        return new Console(
                listen,
                in.address("console.publicUrl", "http://127.0.0.1:" + listen.port()),
                in.addresses("console.proxies", "127.0.0.1, ::1"));
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
        Path path = in.path(name, "");
        if (path.toString().isEmpty()) {
            return Optional.empty();
        }
        if (!Files.isRegularFile(path) || !Files.isReadable(path)) {
            in.problem(name, path + " is no file that can be read");
        }
        return Optional.of(path);
    }

    private static Push push(SettingsReader in) {
        return new Push(
                in.flag("push.enabled", false),
                file(in, "push.credentials").orElse(Path.of("")),
                in.text("push.project", ""),
                in.address("push.origin", "https://fcm.googleapis.com"),
                file(in, "push.trust"),
                in.span("push.timeout", "10s"),
                quota(in, "push", 9_500, 2_000));
    }

    private static Sms sms(SettingsReader in) {
        return new Sms(
                in.flag("sms.enabled", false),
                in.address("sms.origin", "https://api.twilio.com"),
                file(in, "sms.trust"),
                in.text("sms.account", ""),
                in.secret("sms.token"),
                in.text("sms.service", ""),
                in.text("sms.from", ""),
                in.countries("sms.countries", "GB, GG, IM, JE"),
                in.amount("sms.price", "0.04"),
                in.count("sms.connections", 4, 1, 256),
                in.span("sms.timeout", "10s"),
                quota(in, "sms", 100, 200));
    }

    private static Email email(SettingsReader in) {
        String relays = in.text("email.relays", "");
        return new Email(
                in.flag("email.enabled", false),
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

    private static Rehearsal rehearsal(SettingsReader in, SettingsRules rules, Push push, Sms sms, Email email) {
        Optional<Path> trust = file(in, "rehearsal.trust");
        Optional<URI> pushed = origin(in, rules, "rehearsal.push.origin");
        Path credentials = file(in, "rehearsal.push.credentials").orElse(push.credentials());
        Optional<URI> texted = origin(in, rules, "rehearsal.sms.origin");
        String relays = in.text("rehearsal.email.relays", "");
        return new Rehearsal(
                pushed.map(other -> push.rehearsed(other, credentials, trust)),
                texted.map(other -> sms.rehearsed(other, trust)),
                relays.isEmpty()
                        ? Optional.empty()
                        : Optional.of(email.rehearsed(List.of(relays.split("\\s*,\\s*", -1)))));
    }

    private static Optional<URI> origin(SettingsReader in, SettingsRules rules, String name) {
        if (in.text(name, "").isEmpty()) {
            return Optional.empty();
        }
        URI origin = in.address(name, "");
        rules.secure(name, origin);
        return Optional.of(origin);
    }

    private static Map<String, Training> trainings(SettingsReader in, SettingsRules rules) {
        Map<String, Training> trainings = new TreeMap<>();
        for (String key : TRAININGS) {
            Optional<URI> page = in.page("done." + key + ".url");
            Secret secret = in.secret("done." + key + ".secret");
            rules.training("done." + key, page, secret);
            page.ifPresent(url -> trainings.put(key, new Training(url, secret)));
        }
        return Map.copyOf(trainings);
    }

    /// The settings of a properties file, of the environment (secrets only), and of `name=value` words; the later
    /// win.
    public static Map<String, String> load(Optional<Path> file, List<String> words) {
        List<String> problems = new ArrayList<>();
        Map<String, String> given = gather(file, words, System.getenv(), problems);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return given;
    }

    /// Loads, reads and checks. Throws [ConfigException] with every problem.
    public static Settings of(Optional<Path> file, List<String> words, Map<String, String> environment) {
        List<String> problems = new ArrayList<>();
        return read(gather(file, words, environment, problems), problems);
    }

    /// The settings in force, as [#text], of a file, the environment and words. Throws [ConfigException] with every
    /// problem.
    public static String check(Optional<Path> file, List<String> words) {
        return of(file, words, System.getenv()).text();
    }

    /// This node's number.
    public int node() {
        return cluster.map(Cluster::node).orElse(1);
    }

    /// Whether this node has a role.
    public boolean has(NodeRole role) {
        return cluster.map(node -> node.roles().contains(role)).orElse(true);
    }

    /// The settings in force as text, a line each, sorted; secrets hidden.
    public String text() {
        StringBuilder text = new StringBuilder();
        effective.forEach(
                (name, value) -> text.append(name).append('=').append(value).append('\n'));
        return text.toString();
    }

    private static Map<String, String> gather(
            Optional<Path> file, List<String> words, Map<String, String> environment, List<String> problems) {
        Map<String, String> given = new HashMap<>();
        file.ifPresent(path -> given.putAll(properties(path, problems)));
        for (String name : SECRETS) {
            String value = environment.get(variable(name));
            if (value != null) {
                given.put(name, value);
            }
        }
        for (String word : words) {
            int equals = word.indexOf('=');
            if (equals < 1) {
                problems.add("--set: word " + (words.indexOf(word) + 1) + " is not name=value");
            } else {
                given.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        return given;
    }

    private static String variable(String name) {
        return "TOCSIN_" + name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static Map<String, String> properties(Path path, List<String> problems) {
        Map<String, String> read = new HashMap<>();
        try (Reader reader = new StringReader(Files.readString(path))) {
            Properties properties = new Properties();
            properties.load(reader);
            properties.stringPropertyNames().forEach(name -> read.put(name, properties.getProperty(name)));
        } catch (IOException | IllegalArgumentException e) {
            problems.add("--config " + path + ": cannot be read: " + e.getMessage());
        }
        for (String name : SECRETS) {
            if (!read.getOrDefault(name, "").isBlank() && !SettingsRules.ownersOnly(path)) {
                problems.add(name + ": stands in " + path
                        + ", which more than its owner can read: chmod 600 it, or set " + variable(name));
            }
        }
        return read;
    }
}
