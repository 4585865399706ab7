package uk.tocsin.console;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.ApiServer;
import uk.tocsin.console.api.AuditLog;
import uk.tocsin.console.pages.Look;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Visitor;
import uk.tocsin.console.pages.desk.Desk;
import uk.tocsin.console.pages.help.Help;
import uk.tocsin.console.pages.registry.Imports;
import uk.tocsin.console.pages.registry.People;
import uk.tocsin.console.pages.registry.Registry;
import uk.tocsin.console.pages.registry.Vetting;
import uk.tocsin.control.StaffView;

/// The console's HTTP server: pages for people, the API for machines, health and metrics. Inside only; the internet
/// talks to the edge.
public final class ConsoleServer {
    private static final Logger LOG = LoggerFactory.getLogger(ConsoleServer.class);
    private static final int IDLE_SECONDS = 120;
    private static final int MAX_FIELD = 64 << 10;
    private static final int MAX_FIELDS = 1024;

    private final Installation house;
    private final Handler<HttpServerRequest> api;
    private final Handler<HttpServerRequest> pages;

    /// The console of this installation.
    public ConsoleServer(Installation house) {
        this.house = house;
        this.api = new ApiServer(house).handler();
        this.pages = pages(house).handler();
    }

    private static Pages pages(Installation house) {
        Look look = new Look("Counter-terrorism alerts");
        Pages pages = new Pages(
                house.vertx(),
                look,
                request -> entrance(house, request),
                (incident, staff) -> LOG.warn("{} by staff {}", incident, staff));
        Names names = staff -> "Staff " + staff;
        new Desk(house, names).mount(pages);
        new Help().mount(pages);
        registry(house, pages, names);
        return pages;
    }

    private static void registry(Installation house, Pages pages, Names names) {
        Acts acts = new Acts(house, new AuditLog(house));
        house.imports().open();
        new Registry(house).mount(pages);
        new People(house, acts, names).mount(pages);
        new Vetting(house, acts, names).mount(pages);
        new Imports(house, acts, names).mount(pages);
    }

    private static Future<Optional<Visitor>> entrance(Installation house, HttpServerRequest request) {
        Cookie cookie = request.getCookie("session");
        if (cookie == null) {
            return Future.succeededFuture(Optional.empty());
        }
        Instant ends = house.clock().instant().plusSeconds(3600);
        return house.staff()
                .whose(cookie.getValue())
                .compose(staff -> house.engine()
                        .control(state -> staff.isEmpty()
                                ? Optional.<StaffView>empty()
                                : state.staff(staff.getAsInt()).filter(StaffView::active)))
                .map(found -> found.map(view -> new Visitor(
                        view.staff(),
                        "Staff " + view.staff(),
                        view.roles(),
                        "",
                        Staff.digest(cookie.getValue()),
                        ends,
                        ends,
                        true)));
    }

    /// Listens; completes with the server, whose port may have been chosen by the system.
    public Future<HttpServer> listen(String host, int port) {
        return house.vertx()
                .createHttpServer(new HttpServerOptions()
                        .setHost(host)
                        .setPort(port)
                        .setIdleTimeout(IDLE_SECONDS)
                        .setMaxFormAttributeSize(MAX_FIELD)
                        .setMaxFormFields(MAX_FIELDS)
                        .setHttp2ClearTextEnabled(false))
                .requestHandler(request -> (isForMachines(request.path()) ? api : pages).handle(request))
                .listen();
    }

    private static boolean isForMachines(@Nullable String path) {
        return path != null && (path.startsWith("/api/") || path.startsWith("/health/") || path.equals("/metrics"));
    }
}
