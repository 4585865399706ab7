package uk.tocsin.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.console.Installation;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.receipt.NoticeToken;

/// People who look at what is held about them, and every fifth changes it, 500 requests a second whether or not earlier
/// ones are answered, while an alert to everybody goes out. Times count from when a request was due. The client lives
/// in the same process, so they hold its part too.
final class SelfServiceBench implements Bench {
    private static final int A_SECOND = 500;
    private static final int TICK_MS = 10;
    private static final int CHANGING = 5;
    private static final int SIGN_IN_SECONDS = 600;
    private static final int LONGEST_SECONDS = 300;
    private static final Pattern PROOF = Pattern.compile("name=\"proof\" value=\"([^\"]+)\"");
    private static final String DETAILS = "/me/details";

    /// Somebody who is signed in.
    private record Visitor(String cookie, String proof) {}

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int people = scale.of(2_000, 100_000, 1_000_000);
        Vertx vertx = Vertx.vertx();
        try (Line line = Line.open(work, people)) {
            Installation house = line.stage().server().house();
            int port = house.settings().edge().publicUrl().getPort();
            HttpClient client = vertx.createHttpClient(
                    new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                    new PoolOptions().setHttp1MaxSize(64).setMaxWaitQueueSize(-1));
            List<Visitor> visitors = new ArrayList<>();
            for (int ordinal = 0; ordinal < scale.of(20, 200, 200); ordinal++) {
                visitors.add(await(visitor(client, house, ordinal)));
            }
            int alert = line.submitted("everyone", "Severe");
            visit(vertx, client, visitors, scale.of(200, 5_000, 5_000));
            line.approve(alert);
            Latencies latencies = Measured.of(() -> visit(vertx, client, visitors, scale.of(200, 10_000, 30_000)));
            line.awaitSent(alert);
            String unit = "ms (" + latencies.size() + " requests)";
            figures.accept(Figure.alone("self-service.p50", unit, latencies.percentile(0.50), Double.NaN));
            figures.accept(Figure.alone("self-service.p99", unit, latencies.percentile(0.99), Double.NaN));
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

    private static Future<io.vertx.core.http.HttpClientResponse> form(HttpClientRequest request, String body) {
        return request.putHeader("Content-Type", "application/x-www-form-urlencoded")
                .send(Buffer.buffer(body));
    }

    private static Latencies visit(Vertx vertx, HttpClient client, List<Visitor> visitors, int count) {
        Latencies latencies = new Latencies(count);
        CountDownLatch left = new CountDownLatch(count);
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        long began = System.nanoTime();
        long gapNanos = TimeUnit.SECONDS.toNanos(1) / A_SECOND;
        long timer = vertx.setPeriodic(TICK_MS, _ -> {
            long due = (System.nanoTime() - began) / gapNanos;
            while (next.get() < count && next.get() < due) {
                int n = next.getAndIncrement();
                long dueNanos = began + n * gapNanos;
                one(client, visitors.get(n % visitors.size()), n).onComplete(done -> {
                    synchronized (latencies) {
                        latencies.add((System.nanoTime() - dueNanos) / 1e6);
                    }
                    failed.addAndGet(done.succeeded() && done.result() < 400 ? 0 : 1);
                    left.countDown();
                });
            }
        });
        try {
            if (!left.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException(left.getCount() + " requests are not answered");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        } finally {
            vertx.cancelTimer(timer);
        }
        if (failed.get() > 0) {
            throw new BenchException(failed + " of " + count + " requests were refused");
        }
        return latencies;
    }

    private static Future<Integer> one(HttpClient client, Visitor visitor, int n) {
        boolean changes = n % CHANGING == 0;
        Future<HttpClientRequest> request =
                client.request(changes ? HttpMethod.POST : HttpMethod.GET, changes ? DETAILS : "/me");
        return request.compose(r -> {
                    r.putHeader("Cookie", visitor.cookie());
                    String body = "proof=" + URLEncoder.encode(visitor.proof(), StandardCharsets.UTF_8)
                            + "&language=en&name=Sam+" + n;
                    return changes ? form(r, body) : r.send();
                })
                .compose(response -> response.body().map(_ -> response.statusCode()));
    }

    private static <T> T await(Future<T> future) {
        return House.await(future);
    }
}
