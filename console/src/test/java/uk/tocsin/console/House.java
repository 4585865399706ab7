package uk.tocsin.console;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.edge.EdgeServer;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.console.register.Registrar;
import uk.tocsin.control.Act;
import uk.tocsin.control.AlertView;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.Role;
import uk.tocsin.control.Verdict;
import uk.tocsin.model.Alert;
import uk.tocsin.model.MessageType;
import uk.tocsin.reach.Reach;
import uk.tocsin.simulator.Behaviour;
import uk.tocsin.simulator.Simulator;
import uk.tocsin.simulator.SimulatorOptions;

/// A whole installation in a folder, with the simulator as its providers, the edge, the API and staff; every port
/// is a free one. For tests: methods block, and wait for what is outside.
///
/// Messages carry [#PUBLIC], which never leaves this machine: the simulator has a route from it to the edge's port.
public final class House implements AutoCloseable {
    /// The public address of the edge, as messages carry it and Twilio signs it.
    public static final String PUBLIC = "https://alerts.example.test";
    /// Where bounces go.
    public static final String BOUNCES = "bounces.example.test";

    /// Keeps staff.
    public static final int ADMINISTRATOR = 1;
    /// Writes alerts.
    public static final int OFFICER = 2;
    /// Approves what the officer wrote.
    public static final int APPROVER = 3;
    /// Registers organisations.
    public static final int REGISTRAR = 4;
    /// Reads reach.
    public static final int ANALYST = 5;

    private static final long SECONDS = 60;
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /// Of the simulator, if this house has its own.
    private final Optional<Vertx> vertx;

    private final Simulator simulator;
    private final Installation installation;
    private final EdgeServer edge;
    private final HttpServer api;

    private House(Optional<Vertx> vertx, Simulator simulator, Map<String, String> settings, Clock clock) {
        this.vertx = vertx;
        this.simulator = simulator;
        this.installation = Installation.open(Settings.read(settings), clock);
        this.edge = await(EdgeServer.open(installation));
        this.api = await(new ConsoleServer(installation).listen("127.0.0.1", 0));
        route(simulator, edge.port(), edge.bouncePort());
        if (await(installation.engine().control(state -> state.staff().isEmpty()))) {
            appoint();
        }
    }

    /// Opens everything in this folder; a folder that was used before is opened again as it was left.
    public static House open(Path directory, Behaviour behaviour) throws IOException {
        return open(directory, behaviour, Map.of());
    }

    /// The same with other settings.
    public static House open(Path directory, Behaviour behaviour, Map<String, String> more) throws IOException {
        return open(directory, behaviour, more, Clock.systemUTC());
    }

    /// The same with a clock of its own.
    public static House open(Path directory, Behaviour behaviour, Map<String, String> more, Clock clock)
            throws IOException {
        Vertx vertx = Vertx.vertx();
        Simulator simulator = await(Simulator.start(
                vertx, SimulatorOptions.in(directory.resolve("simulator")).withBehaviour(behaviour)));
        Map<String, String> settings = settings(directory, simulator);
        settings.putAll(more);
        return new House(Optional.of(vertx), simulator, settings, clock);
    }

    /// A house whose simulator was there before and stays when it closes: [#settings(Path, Simulator)], and others.
    static House before(Simulator simulator, Map<String, String> settings) {
        return new House(Optional.empty(), simulator, settings, Clock.systemUTC());
    }

    /// Tells a simulator where the edge is.
    static void route(Simulator simulator, int edgePort, int bouncePort) {
        simulator.settings(new JsonObject()
                .put("routes", new JsonObject().put(PUBLIC, "http://127.0.0.1:" + edgePort))
                .put("bounces", "127.0.0.1:" + bouncePort)
                .put("replyUrl", new Links(URI.create(PUBLIC)).smsReplies()));
    }

    /// The settings of an installation in this folder that has this simulator for its providers.
    static Map<String, String> settings(Path directory, Simulator simulator) throws IOException {
        JsonObject twilio = new JsonObject(Files.readString(simulator.twilioCredentials()));
        Map<String, String> settings = new HashMap<>();
        settings.put("data.dir", directory.resolve("data").toString());
        settings.put("console.port", "0");
        settings.put("edge.port", "0");
        settings.put("edge.publicUrl", PUBLIC);
        settings.put("bounces.port", "0");
        settings.put("bounces.domain", BOUNCES);
        settings.put("push.enabled", "true");
        settings.put("push.credentials", simulator.serviceAccount().toString());
        settings.put("push.project", "tocsin-demo");
        settings.put("push.origin", simulator.fcmUrl());
        settings.put("push.trust", simulator.certificate().toString());
        settings.put("sms.enabled", "true");
        settings.put("sms.origin", simulator.twilioUrl());
        settings.put("sms.account", twilio.getString("accountSid"));
        settings.put("sms.token", twilio.getString("authToken"));
        settings.put("sms.service", twilio.getString("messagingServiceSid"));
        settings.put("sms.perSecond", "2000");
        settings.put("email.enabled", "true");
        settings.put("email.relays", "127.0.0.1:" + simulator.smtpPort());
        settings.put("email.startTls", "none");
        return settings;
    }

    private void appoint() {
        must(new Act.UserSet(installation.header(0), ADMINISTRATOR, -1, true));
        must(new Act.RolesSet(installation.header(0), ADMINISTRATOR, Set.of(Role.ADMINISTRATOR)));
        hire(OFFICER, Role.OFFICER);
        hire(APPROVER, Role.APPROVER);
        hire(REGISTRAR, Role.REGISTER_OFFICER);
        hire(ANALYST, Role.ANALYST);
    }

    private void hire(int staff, Role role) {
        must(new Act.UserSet(installation.header(ADMINISTRATOR), staff, -1, true));
        must(new Act.RolesSet(installation.header(ADMINISTRATOR), staff, Set.of(role)));
    }

    /// Waits for a future.
    public static <T> T await(Future<T> future) {
        return Installation.await(future, SECONDS);
    }

    /// Submits an act that must count.
    public Verdict.Accepted must(Act act) {
        Verdict verdict = await(installation.engine().submit(act));
        if (verdict instanceof Verdict.Accepted accepted) {
            return accepted;
        }
        throw new IllegalStateException(act.getClass().getSimpleName() + ": " + verdict);
    }

    /// A new bearer token for the API.
    public String token(int staff) {
        return await(installation.staff().issue(staff));
    }

    /// Registers organisations.
    public Registrar.Registered register(List<Organisation> organisations) {
        return await(installation.registrar().register(organisations));
    }

    /// Writes an alert, has it approved by a second person, and so dispatches it; returns its number.
    public int issue(Alert alert) {
        int number = submit(alert);
        approve(number, Optional.empty());
        return number;
    }

    /// Writes an alert and submits it; returns its number.
    public int submit(Alert alert) {
        int number = must(new Act.VersionSaved(installation.header(OFFICER), 0, alert, List.of()))
                .alert();
        submit(number);
        return number;
    }

    private void submit(int number) {
        AlertView view = view(number);
        long matched = installation.engine().count(view.content().audience());
        must(new Act.Submitted(
                installation.header(OFFICER), number, view.versions().getLast().number(), matched));
    }

    /// Has an alert that was submitted approved by a second person.
    ///
    /// @param at when it is to be dispatched; empty: now
    public void approve(int number, Optional<Instant> at) {
        AlertView.Version version = view(number).versions().getLast();
        Keys.Signing key = installation.keys().approval();
        String signature = ApprovalSignature.sign(key.secret(), key.id(), version.digest(), number, version.number());
        must(new Act.Approved(
                installation.header(APPROVER), number, version.number(), version.digest(), signature, at));
    }

    /// Issues a change of an alert: an update, or a message that ends it.
    public int change(int parent, Alert alert) {
        if (alert.type() == MessageType.ALERT || alert.parent() != parent) {
            throw new IllegalArgumentException("not a change of alert " + parent);
        }
        int number = must(new Act.Updated(installation.header(OFFICER), parent, alert, List.of()))
                .alert();
        submit(number);
        approve(number, Optional.empty());
        return number;
    }

    /// An alert as folded.
    public AlertView view(int number) {
        return await(installation.engine().control(state -> state.alert(number)))
                .orElseThrow();
    }

    /// The reach of an alert now.
    public Reach.Report reach(int alert) {
        return Reach.of(await(installation.engine().ledgers(alert)));
    }

    /// Waits until the simulator has nothing pending and every shard has settled the alert.
    public void settle(int alert) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> view(alert).settledEverywhere() && simulator.idle());
    }

    /// Waits until the edge, the engine and the simulator agree on something.
    public void until(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(condition);
    }

    /// The addresses that messages carry.
    public Links links() {
        return new Links(installation.settings().edge().publicUrl());
    }

    /// A meter of the installation: the sum of all counters of this name with these tags.
    public double counted(String name, String... tags) {
        return installation.meters().find(name).tags(tags).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    public Installation installation() {
        return installation;
    }

    public Simulator simulator() {
        return simulator;
    }

    public EdgeServer edge() {
        return edge;
    }

    /// The API's port.
    public int apiPort() {
        return api.actualPort();
    }

    @Override
    public void close() {
        await(api.close());
        await(edge.close());
        installation.close();
        if (vertx.isPresent()) {
            await(simulator.close());
            try {
                vertx.get().close().await(SECONDS, TimeUnit.SECONDS);
            } catch (java.util.concurrent.TimeoutException e) {
                throw new IllegalStateException("the simulator's Vert.x did not close", e);
            }
        }
    }
}
