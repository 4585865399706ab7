package uk.tocsin.simulator;

import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The simulated providers, devices and people of one installation.
///
/// [#start(Vertx, SimulatorOptions)] opens seven ports on 127.0.0.1 and writes certificate and credentials into the
/// work
/// folder; [#close()] undoes the first. Any thread may call any method.
public final class Simulator {

    private final Vertx vertx;
    private final World world;
    private final FcmServer fcm;
    private final OauthServer oauth;
    private final TwilioServer twilio;
    private final SmtpServer smtp;
    private final ControlServer control;
    private final Pages pages;
    private final List<String> deployments = new ArrayList<>();

    private Simulator(Vertx vertx, World world) {
        this.vertx = vertx;
        this.world = world;
        AccessTokens tokens = new AccessTokens();
        this.fcm = new FcmServer(world, tokens);
        this.oauth = new OauthServer(world, tokens);
        this.twilio = new TwilioServer(world);
        this.smtp = new SmtpServer(world);
        this.control = new ControlServer(world, this::goAway, twilio::reply, tokens::revokeAll);
        this.pages = new Pages(world, twilio::reply);
    }

    /// Starts a simulator on this Vert.x; fails when a port is taken or the work folder cannot be written.
    public static Future<Simulator> start(Vertx vertx, SimulatorOptions options) {
        return vertx.executeBlocking(() -> {
                    Credentials credentials = Credentials.in(options.work(), options.project());
                    RawLog log = new RawLog(options.work().resolve("requests.jsonl")).start();
                    return new World(options, credentials, log);
                })
                .compose(world -> new Simulator(vertx, Objects.requireNonNull(world)).open());
    }

    private Future<Simulator> open() {
        Future<?> all = Future.succeededFuture();
        for (Deployable server : List.<Deployable>of(fcm, oauth, twilio, smtp, control, pages)) {
            all = all.compose(done -> vertx.deployVerticle(server).onSuccess(deployments::add));
        }
        Future<Simulator> opened = all.compose(done -> vertx.executeBlocking(() -> {
                    String project = world.options.project();
                    world.credentials.writeServiceAccount(world.options.work(), project, oauth.tokenUri());
                    return true;
                }))
                .map(written -> this);
        return opened.recover(failure -> close().transform(closed -> Future.failedFuture(failure)));
    }

    /// Closes every port and finishes the raw log.
    public Future<Void> close() {
        List<Future<Void>> closing = new ArrayList<>();
        deployments.forEach(id -> closing.add(vertx.undeploy(id)));
        deployments.clear();
        return Future.join(closing)
                .transform(done -> vertx.executeBlocking(() -> {
                    closeLog();
                    return null;
                }));
    }

    private void closeLog() throws IOException {
        world.log.close();
    }

    private void goAway(Channel channel) {
        switch (channel) {
            case PUSH -> fcm.goAway();
            case SMS -> twilio.goAway();
            case EMAIL -> smtp.goAway();
        }
    }

    /// Base URL of FCM; append `/v1/projects/{project}/messages:send`.
    public String fcmUrl() {
        return "https://localhost:" + fcm.port();
    }

    /// The OAuth token endpoint, also in the service account file.
    public String tokenUrl() {
        return oauth.tokenUri();
    }

    /// Base URL of Twilio's API without TLS.
    public String twilioUrl() {
        return "http://127.0.0.1:" + twilio.port();
    }

    public String twilioTlsUrl() {
        return "https://localhost:" + twilio.tlsPort();
    }

    public int smtpPort() {
        return smtp.port();
    }

    /// Base URL of the control API; append `/sim/…`.
    public String controlUrl() {
        return "http://127.0.0.1:" + control.port();
    }

    /// The simulated phones and inboxes.
    public String pagesUrl() {
        return "http://127.0.0.1:" + pages.port() + "/";
    }

    /// The certificate to trust, PEM.
    public Path certificate() {
        return world.options.work().resolve(Credentials.CERTIFICATE);
    }

    /// The Firebase service account, JSON.
    public Path serviceAccount() {
        return world.options.work().resolve(Credentials.SERVICE_ACCOUNT);
    }

    /// Twilio's `accountSid`, `authToken` and `messagingServiceSid`, JSON.
    public Path twilioCredentials() {
        return world.options.work().resolve(Credentials.TWILIO);
    }

    public Path rawLog() {
        return world.log.path();
    }

    /// Sets where bounces, replies and public origins go: the JSON of `PUT /sim/settings`.
    public void settings(JsonObject changes) {
        world.settings(world.settings().with(changes));
    }

    /// Sets the fault switches of `push`, `sms` or `email`: the JSON of `PUT /sim/faults/{channel}`. Done once
    /// they are in force.
    public Future<Void> faults(String channel, JsonObject switches) {
        Channel which = Channel.of(channel);
        Future<Void> done = world.faults(which, ChannelFaults.from(switches));
        if (Boolean.TRUE.equals(switches.getValue("goaway"))) {
            goAway(which);
        }
        return done;
    }

    /// The counts of `GET /sim/counts`. Takes tens of milliseconds a million messages; not for an event loop.
    public JsonObject counts() {
        return world.countsJson();
    }

    /// Whether nothing is pending: no delay, receipt, callback or bounce.
    public boolean idle() {
        return world.pending() == 0;
    }

    /// Every address and file, as printed at start.
    public JsonObject addresses() {
        return new JsonObject()
                .put("fcm", fcmUrl())
                .put("token", tokenUrl())
                .put("twilio", twilioUrl())
                .put("twilioTls", twilioTlsUrl())
                .put("smtp", "127.0.0.1:" + smtpPort())
                .put("control", controlUrl())
                .put("pages", pagesUrl())
                .put("project", world.options.project())
                .put("from", world.options.from())
                .put("certificate", certificate().toAbsolutePath().toString())
                .put("serviceAccount", serviceAccount().toAbsolutePath().toString())
                .put("twilioCredentials", twilioCredentials().toAbsolutePath().toString())
                .put("rawLog", rawLog().toAbsolutePath().toString());
    }
}
