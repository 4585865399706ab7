package uk.tocsin.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// People who look at what is held about them, and every fifth changes it, in a process of their own: `PORT VISITORS
/// A_SECOND`. A request is made when it is due, whether or not earlier ones are answered. Each line on standard input
/// is
/// a number of requests; each answer is how many were refused, and for each how many microseconds after it was due it
/// was
/// answered, and how many after it was made.
public final class VisitLoad {
    private static final int CONNECTIONS = 64;
    private static final int CHANGING = 5;
    private static final int LONGEST_SECONDS = 60;
    private static final int TICK_MS = 1;
    private static final int MICRO_NANOS = 1000;

    private final Vertx vertx;
    private final HttpClient client;
    private final List<Visitor> visitors;
    private final long gapNanos;

    /// Somebody who is signed in.
    record Visitor(String cookie, String proof) {
        static Visitor of(String line) {
            String[] parts = line.split("\t", 2);
            return new Visitor(parts[0], parts[1]);
        }

        String line() {
            return cookie + "\t" + proof;
        }
    }

    private VisitLoad(Vertx vertx, HttpClient client, List<Visitor> visitors, int aSecond) {
        this.vertx = vertx;
        this.client = client;
        this.visitors = visitors;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / aSecond;
    }

    /// Ends with its standard input.
    public static void main(String[] args) throws IOException, InterruptedException {
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(Integer.parseInt(args[0])),
                new PoolOptions().setHttp1MaxSize(CONNECTIONS).setMaxWaitQueueSize(-1));
        List<Visitor> visitors =
                Files.readAllLines(Path.of(args[1])).stream().map(Visitor::of).toList();
        VisitLoad load = new VisitLoad(vertx, client, visitors, Integer.parseInt(args[2]));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String count = in.readLine(); count != null; count = in.readLine()) {
            System.out.println(load.visit(Integer.parseInt(count)));
        }
        System.exit(0);
    }

    private String visit(int count) throws InterruptedException {
        AtomicIntegerArray sinceDue = new AtomicIntegerArray(count);
        AtomicIntegerArray sinceMade = new AtomicIntegerArray(count);
        AtomicInteger failed = new AtomicInteger();
        AtomicInteger next = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(count);
        long began = System.nanoTime();
        long timer = vertx.setPeriodic(TICK_MS, _ -> {
            while (next.get() < count && System.nanoTime() - began >= next.get() * gapNanos) {
                int n = next.getAndIncrement();
                long due = began + n * gapNanos;
                long made = System.nanoTime();
                one(visitors.get(n % visitors.size()), n).onComplete(done -> {
                    long now = System.nanoTime();
                    sinceDue.set(n, (int) ((now - due) / MICRO_NANOS));
                    sinceMade.set(n, (int) ((now - made) / MICRO_NANOS));
                    failed.addAndGet(done.succeeded() && done.result() < 400 ? 0 : 1);
                    left.countDown();
                });
            }
        });
        if (!left.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
            failed.addAndGet((int) left.getCount());
        }
        vertx.cancelTimer(timer);
        return failed + " " + text(sinceDue) + " " + text(sinceMade);
    }

    private static String text(AtomicIntegerArray micros) {
        return IntStream.range(0, micros.length())
                .mapToObj(i -> Integer.toString(micros.get(i)))
                .collect(Collectors.joining(","));
    }

    private Future<Integer> one(Visitor visitor, int n) {
        boolean changes = n % CHANGING == 0;
        Future<HttpClientRequest> request =
                client.request(changes ? HttpMethod.POST : HttpMethod.GET, changes ? SelfServiceBench.DETAILS : "/me");
        return request.compose(r -> {
                    r.putHeader("Cookie", visitor.cookie());
                    String body = "proof=" + URLEncoder.encode(visitor.proof(), StandardCharsets.UTF_8)
                            + "&language=en&name=Sam+" + n;
                    return changes ? SelfServiceBench.form(r, body) : r.send();
                })
                .compose(response -> response.body().map(_ -> response.statusCode()));
    }
}
