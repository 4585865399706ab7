package uk.tocsin.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.ApiServer;
import uk.tocsin.console.api.AuditLog;
import uk.tocsin.console.api.Deeds;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.pages.Look;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.administration.Administration;
import uk.tocsin.console.pages.alerts.Alerts;
import uk.tocsin.console.pages.analysis.Analysis;
import uk.tocsin.console.pages.approve.Approve;
import uk.tocsin.console.pages.audience.AudienceDesk;
import uk.tocsin.console.pages.audience.Audiences;
import uk.tocsin.console.pages.compose.Compose;
import uk.tocsin.console.pages.desk.Desk;
import uk.tocsin.console.pages.help.Help;
import uk.tocsin.console.pages.holding.Holding;
import uk.tocsin.console.pages.holding.KeepDesk;
import uk.tocsin.console.pages.holding.OnePerson;
import uk.tocsin.console.pages.live.Live;
import uk.tocsin.console.pages.live.Timelines;
import uk.tocsin.console.pages.registry.Imports;
import uk.tocsin.console.pages.registry.Merging;
import uk.tocsin.console.pages.registry.People;
import uk.tocsin.console.pages.registry.Registry;
import uk.tocsin.console.pages.registry.Vetting;
import uk.tocsin.console.pages.signin.AccountNames;
import uk.tocsin.console.pages.signin.Enrolling;
import uk.tocsin.console.pages.signin.OwnAccount;
import uk.tocsin.console.pages.signin.SessionEntrance;
import uk.tocsin.console.pages.signin.SigningIn;

/// The console's HTTP server: pages for people, the API for machines, health and metrics. Inside only; the internet
/// talks to the edge.
public final class ConsoleServer {
    private static final int IDLE_SECONDS = 120;
    private static final int MAX_FIELD = 64 << 10;
    private static final int MAX_FIELDS = 1024;

    private final Installation house;
    private final Handler<HttpServerRequest> api;
    private final Pages pages;

    /// The console of this installation.
    public ConsoleServer(Installation house) {
        this.house = house;
        this.api = new ApiServer(house).handler();
        this.pages = pages(house);
    }

    private static Pages pages(Installation house) {
        Look look = new Look("Counter-terrorism alerts");
        Pages pages = new Pages(house.vertx(), look, new SessionEntrance(house), house.notes());
        Names names = new AccountNames(house);
        Acts acts = new Acts(house, new AuditLog(house));
        new SigningIn(house).mount(pages);
        new Enrolling(house).mount(pages);
        new OwnAccount(house).mount(pages);
        new Desk(house, names).mount(pages);
        AudienceDesk audiences = new AudienceDesk(house);
        new Audiences(house, audiences).mount(pages);
        new Compose(house, acts, names, audiences).mount(pages);
        new Holding(house, acts, names).mount(pages);
        new KeepDesk(house, acts).mount(pages);
        new OnePerson(house, acts, names).mount(pages);
        alerts(house, pages, acts, names);
        new Administration(house, names).mount(pages);
        new Help().mount(pages);
        registry(house, pages, acts, names);
        return pages;
    }

    /// The rooms of the register.
    private static void registry(Installation house, Pages pages, Acts acts, Names names) {
        house.imports().open();
        new Registry(house, names).mount(pages);
        new People(house, acts, names).mount(pages);
        new Merging(house, acts).mount(pages);
        new Vetting(house, acts, names).mount(pages);
        new Imports(house, acts, names).mount(pages);
    }

    /// The rooms of an alert once it is written.
    private static void alerts(Installation house, Pages pages, Acts acts, Names names) {
        Deeds deeds = new Deeds(house);
        Approve approve = new Approve(house, acts, deeds, names);
        Live live = new Live(house, acts, pages);
        Alerts alerts = new Alerts(house, approve, live);
        alerts.mount(pages);
        approve.mount(pages, alerts);
        live.mount(pages, alerts);
        new Timelines(house, deeds, names).mount(pages);
        new Analysis(house).mount(pages);
    }

    /// The pages, as they are led to.
    public Pages pages() {
        return pages;
    }

    /// Listens; completes with the server, whose port may have been chosen by the system.
    public Future<HttpServer> listen(String host, int port) {
        return listen(
                house,
                request -> (isForMachines(request.path()) ? api : pages.handler()).handle(request),
                new Settings.Listen(host, port));
    }

    /// Listens where the console would, for machines that ask how this node is.
    static Future<HttpServer> listenForHealth(Installation house) {
        return listen(
                house, ApiServer.healthOnly(house), house.settings().console().listen());
    }

    private static Future<HttpServer> listen(
            Installation house, Handler<HttpServerRequest> handler, Settings.Listen listen) {
        return house.vertx()
                .createHttpServer(new HttpServerOptions()
                        .setHost(listen.host())
                        .setPort(listen.port())
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxFormAttributeSize(MAX_FIELD)
                        .setMaxFormFields(MAX_FIELDS)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(handler)
                .listen();
    }

    private static boolean isForMachines(@Nullable String path) {
        return path != null && (path.startsWith("/api/") || path.startsWith("/health/") || path.equals("/metrics"));
    }
}
