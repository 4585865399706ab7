package uk.tocsin.bench;

import io.vertx.core.http.HttpServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uk.tocsin.console.ConsoleServer;
import uk.tocsin.console.Installation;
import uk.tocsin.console.accounts.Attempt;
import uk.tocsin.console.accounts.Authenticator;
import uk.tocsin.console.accounts.Choice;
import uk.tocsin.console.accounts.Enrolment;
import uk.tocsin.console.config.Settings;
import uk.tocsin.model.Dimension;

/// The console's pages beside a large register and a thousand alerts: how long an officer waits for the server.
final class PagesBench implements Bench {
    /// The key that [House] seals with.
    private static final String KEY = "1:" + "A".repeat(43) + "=";

    private static final int LIVE = 3;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        Path directory = work.resolve("house");
        int alert;
        try (House house = House.open(directory).with(scale.of(6_400, 1_000_000, 10_000_000))) {
            for (int i = 0; i < LIVE; i++) {
                house.alert();
            }
            alert = house.drafts(scale.of(20, 1_000, 1_000));
        }
        Settings settings =
                Settings.read(Map.of("data.dir", directory.toString(), "engine.key", KEY, "console.port", "0"));
        try (Installation house = Installation.open(settings)) {
            HttpServer server = House.await(new ConsoleServer(house).listen("127.0.0.1", 0));
            String origin = "http://127.0.0.1:" + server.actualPort();
            String session = session(house);
            int rounds = scale.of(3, 200, 200);
            pages(alert).forEach((name, paths) -> {
                Latencies first = asked(origin, paths, session, 1);
                Latencies times = Measured.of(() -> asked(origin, paths, session, rounds));
                figures.accept(Figure.alone("pages." + name + ".first", "ms", first.percentile(1), Double.NaN));
                figures.accept(Figure.alone("pages." + name + ".p99", "ms", times.percentile(0.99), Double.NaN));
            });
            House.await(server.close());
        }
    }

    /// The paths of each page; several are asked for in turn.
    private static Map<String, List<String>> pages(int draft) {
        Map<String, List<String>> pages = new LinkedHashMap<>();
        pages.put("desk", List.of("/"));
        pages.put("alerts", List.of("/alerts"));
        pages.put("compose", List.of("/compose"));
        pages.put("editor", List.of("/compose/" + draft));
        pages.put("audience", List.of("/audience"));
        pages.put("live", List.of("/alerts/1"));
        pages.put("timeline", List.of("/alerts/1/timeline"));
        pages.put("analysis", List.of("/analysis"));
        pages.put("analysis.premises", List.of("/analysis?count=premises"));
        pages.put("analysis.any", tables());
        return pages;
    }

    /// A table of premises by any two dimensions: none is asked for again while it is still kept.
    private static List<String> tables() {
        List<String> tables = new ArrayList<>();
        for (Dimension rows : Dimension.values()) {
            for (Dimension columns : Dimension.values()) {
                if (rows != columns) {
                    tables.add("/analysis?count=premises&rows=" + rows.word() + "&columns=" + columns.word());
                }
            }
        }
        return tables;
    }

    /// Enrols the officer; the token of the session that this opens.
    private static String session(Installation house) {
        Enrolment enrolment = house.accounts().enrolment();
        String code = House.await(enrolment.issue(House.OFFICER));
        Choice choice = new Choice("Sam", "officer@example.test", "three blue horses");
        if (!(House.await(enrolment.begin(code, choice, "127.0.0.1")) instanceof Attempt.ShowsSecret shown)) {
            throw new BenchException("the officer's account was not begun");
        }
        String now = Authenticator.code(shown.secret(), house.clock().instant());
        if (!(House.await(enrolment.confirm(shown.ticket(), now, "127.0.0.1")) instanceof Attempt.CredentialsSet set)) {
            throw new BenchException("the officer's account was not set up");
        }
        return set.opened().token();
    }

    private static Latencies asked(String origin, List<String> paths, String session, int times) {
        List<HttpRequest> requests = paths.stream()
                .map(path -> HttpRequest.newBuilder(URI.create(origin + path))
                        .header("Cookie", "session=" + session)
                        .build())
                .toList();
        Latencies latencies = new Latencies(times);
        try (HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            for (int i = 0; i < times; i++) {
                HttpRequest request = requests.get(i % requests.size());
                latencies.time(() -> ask(client, request));
            }
        }
        return latencies;
    }

    private static void ask(HttpClient client, HttpRequest request) {
        try {
            int status =
                    client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                throw new BenchException(request.uri().getPath() + " answered " + status);
            }
        } catch (IOException e) {
            throw new BenchException(request.uri() + " was not answered", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
