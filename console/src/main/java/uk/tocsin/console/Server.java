package uk.tocsin.console;

import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import uk.tocsin.console.config.NodeRole;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.edge.EdgeServer;

/// An installation, or a node of one, that is reached over HTTP: the console (inside) and the edge (the internet),
/// bound apart. A node that serves no staff answers there only how it is. Opened and closed on a plain thread, which
/// waits.
public final class Server implements AutoCloseable {
    private static final long WAIT_SECONDS = 30;

    private final Installation house;
    private final HttpServer console;
    private final Optional<EdgeServer> edge;

    private Server(Installation house, HttpServer console, Optional<EdgeServer> edge) {
        this.house = house;
        this.console = console;
        this.edge = edge;
    }

    /// Opens everything that the settings name; nothing stays open if a part fails.
    public static Server open(Settings settings) {
        Installation house = Installation.open(settings);
        try {
            Optional<EdgeServer> edge = settings.has(NodeRole.EDGE)
                    ? Optional.of(Installation.await(EdgeServer.open(house), WAIT_SECONDS))
                    : Optional.empty();
            return new Server(house, Installation.await(console(house), WAIT_SECONDS), edge);
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    private static Future<HttpServer> console(Installation house) {
        Settings.Listen inside = house.settings().console().listen();
        return house.settings().has(NodeRole.CONSOLE)
                ? new ConsoleServer(house).listen(inside.host(), inside.port())
                : ConsoleServer.listenForHealth(house);
    }

    /// The installation behind it.
    public Installation house() {
        return house;
    }

    /// Where the console listens, e.g. `http://127.0.0.1:8080`.
    public String consoleUrl() {
        return "http://" + house.settings().console().listen().host() + ":" + console.actualPort();
    }

    /// The edge. NoSuchElementException: this node serves none.
    public EdgeServer edge() {
        return edge.orElseThrow();
    }

    /// Refuses new requests first, then stops deciding, then closes the store.
    @Override
    public void close() {
        try {
            console.close().await(WAIT_SECONDS, TimeUnit.SECONDS);
            if (edge.isPresent()) {
                edge.get().close().await(WAIT_SECONDS, TimeUnit.SECONDS);
            }
        } catch (TimeoutException e) {
            throw new IllegalStateException("a server did not close within " + WAIT_SECONDS + " s", e);
        } finally {
            house.close();
        }
    }
}
