package uk.tocsin.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.bench.VisitLoad.Visitor;
import uk.tocsin.console.Installation;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.receipt.NoticeToken;

/// People who look at what is held about them, and every fifth changes it, 500 requests a second whether or not earlier
/// ones are answered, while an alert to everybody goes out. [VisitLoad] makes the requests in another process; its
/// times
/// count from when a request was due. Beside them is what the server itself counted, from a request's headers to its
/// answer, and how long its threads waited for a core: what lies between the two is the client, the kernel and the
/// queue for the server's event loops.
final class SelfServiceBench implements Bench {
    static final String DETAILS = "/me/details";

    private static final int A_SECOND = 500;
    private static final int SIGN_IN_SECONDS = 600;
    /// So few are over before anything is measured.
    private static final int FEW = 100;

    private static final double MICROS_PER_MS = 1000;
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");

    /// Times as the client has them: since a request was due, and since it was made.
    private record Times(Latencies sinceDue, Latencies sinceMade) {}

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int people = scale.of(2_000, 100_000, 1_000_000);
        try (Line line = Line.open(work, people)) {
            Installation house = line.stage().server().house();
            Path visitors = visitors(house, work, scale.of(20, 200, 200));
            String port = Integer.toString(house.settings().edge().publicUrl().getPort());
            try (Generator generator =
                    Generator.start(VisitLoad.class, port, visitors.toString(), Integer.toString(A_SECOND))) {
                int visits = scale.of(100, 4_000, 40_000);
                tell("self-service.first", beside(line, generator, visits), figures);
                ServerTimes server = ServerTimes.begin(house.meters());
                tell("self-service", Measured.of(() -> beside(line, generator, visits)), figures);
                server.tell("self-service", figures);
            }
        }
    }

    /// Visits beside an alert, which takes longer than they do. The first time compilers of three young processes have
    /// the
    /// cores too.
    private static Times beside(Line line, Generator generator, int visits) {
        int alert = line.submitted("everyone", "Severe");
        line.approve(alert);
        Times times = visit(generator, visits);
        if (visits > FEW && line.reach(alert, ChannelKind.PUSH, "waiting") == 0) {
            throw new BenchException("the alert was sent before the last visit");
        }
        line.awaitSent(alert);
        return times;
    }

    private static void tell(String name, Times times, Consumer<Figure> figures) {
        String unit = "ms (" + times.sinceDue().size() + " requests)";
        figures.accept(Figure.alone(name + ".p50", unit, times.sinceDue().percentile(0.50), Double.NaN));
        figures.accept(Figure.alone(name + ".p99", unit, times.sinceDue().percentile(0.99), Double.NaN));
        figures.accept(Figure.alone(
                name + ".made.p99", "ms since made", times.sinceMade().percentile(0.99), Double.NaN));
    }

    private static Path visitors(Installation house, Path work, int count) {
        int port = house.settings().edge().publicUrl().getPort();
        Vertx vertx = Vertx.vertx();
        try {
            HttpClient client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port));
            List<String> lines = new ArrayList<>();
            for (int ordinal = 0; ordinal < count; ordinal++) {
                lines.add(House.await(visitor(client, house, ordinal)).line());
            }
            return Files.write(work.resolve("visitors"), lines);
        } catch (IOException e) {
            throw new BenchException("there is no room for temporary files", e);
        } finally {
            vertx.close().await();
        }
    }

    /// Signs somebody in by the link of a notice, and reads the page that they change.
    private static Future<Visitor> visitor(HttpClient client, Installation house, int ordinal) {
        Instant expires = house.clock().instant().plusSeconds(SIGN_IN_SECONDS);
        String link = house.keys().tokens().url(NoticeToken.of(NoticeKind.SIGN_IN, ordinal, 0, expires));
        return client.request(HttpMethod.POST, "/n/" + link)
                .compose(request -> form(request, "kind=yes"))
                .compose(response ->
                        response.body().map(_ -> response.cookies().getFirst().split(";", 2)[0]))
                .compose(cookie -> client.request(HttpMethod.GET, DETAILS)
                        .compose(request -> request.putHeader("Cookie", cookie).send())
                        .compose(response -> response.body())
                        .map(page -> new Visitor(cookie, proof(page.toString()))));
    }

    private static String proof(String page) {
        Matcher proof = PROOF.matcher(page);
        if (!proof.find()) {
            throw new BenchException("the page to change details is another");
        }
        return proof.group(1);
    }

    static Future<HttpClientResponse> form(HttpClientRequest request, String body) {
        return request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                .send(Buffer.buffer(body));
    }

    private static Times visit(Generator generator, int count) {
        String[] answer = generator.order(Integer.toString(count)).split(" ", -1);
        if (!"0".equals(answer[0])) {
            throw new BenchException(answer[0] + " of " + count + " requests were refused");
        }
        return new Times(latencies(answer[1]), latencies(answer[2]));
    }

    private static Latencies latencies(String micros) {
        String[] all = micros.split(",", -1);
        Latencies latencies = new Latencies(all.length);
        Arrays.stream(all).forEach(each -> latencies.add(Integer.parseInt(each) / MICROS_PER_MS));
        return latencies;
    }
}
