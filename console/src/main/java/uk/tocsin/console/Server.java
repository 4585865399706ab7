package uk.tocsin.console;

import io.vertx.core.http.HttpServer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.edge.EdgeServer;

/// An installation that is reached over HTTP: the console (inside) and the edge (the internet), bound apart.
/// Opened and closed on a plain thread, which waits.
public final class Server implements AutoCloseable {
    private static final long WAIT_SECONDS = 30;

    private final Installation house;
    private final HttpServer console;
    private final EdgeServer edge;

    private Server(Installation house, HttpServer console, EdgeServer edge) {
        this.house = house;
        this.console = console;
        this.edge = edge;
    }

    /// Opens everything that the settings name; nothing stays open if a part fails.
    public static Server open(Settings settings) {
        Installation house = Installation.open(settings);
        try {
            EdgeServer edge = Installation.await(EdgeServer.open(house), WAIT_SECONDS);
            Settings.Listen inside = settings.console().listen();
            HttpServer console =
                    Installation.await(new ConsoleServer(house).listen(inside.host(), inside.port()), WAIT_SECONDS);
            return new Server(house, console, edge);
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /// The installation behind it.
    public Installation house() {
        return house;
    }

    /// Where the console listens, e.g. `http://127.0.0.1:8080`.
    public String consoleUrl() {
        return "http://" + house.settings().console().listen().host() + ":" + console.actualPort();
    }

    /// The edge.
    public EdgeServer edge() {
        return edge;
    }

    /// Refuses new requests first, then stops deciding, then closes the store.
    @Override
    public void close() {
        try {
            console.close().await(WAIT_SECONDS, TimeUnit.SECONDS);
            edge.close().await(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("a server did not close within " + WAIT_SECONDS + " s", e);
        } finally {
            house.close();
        }
    }
}
