package uk.tocsin.bench;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// Posts receipts as the phones of a country would, in a process of its own: `PORT TOKENS CONNECTIONS`. Each line on
/// standard input is a kind of receipt, posted once for every token in the file; each answer is a line with how many
/// were not answered 2xx.
public final class ReceiptLoad {
    private final HttpClient client;
    private final List<String> tokens;
    private final int connections;

    private ReceiptLoad(HttpClient client, List<String> tokens, int connections) {
        this.client = client;
        this.tokens = tokens;
        this.connections = connections;
    }

    /// Ends with its standard input.
    public static void main(String[] args) throws IOException, InterruptedException {
        int connections = Integer.parseInt(args[2]);
        Vertx vertx = Vertx.vertx();
        HttpClient client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(Integer.parseInt(args[0])),
                new PoolOptions().setHttp1MaxSize(connections));
        ReceiptLoad load = new ReceiptLoad(client, Files.readAllLines(Path.of(args[1])), connections);
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String kind = in.readLine(); kind != null; kind = in.readLine()) {
            System.out.println(load.post(kind));
        }
        System.exit(0);
    }

    private int post(String kind) throws InterruptedException {
        AtomicInteger next = new AtomicInteger();
        AtomicInteger failed = new AtomicInteger();
        CountDownLatch left = new CountDownLatch(tokens.size());
        for (int i = 0; i < connections; i++) {
            one(kind, next, failed, left);
        }
        left.await();
        return failed.get();
    }

    private void one(String kind, AtomicInteger next, AtomicInteger failed, CountDownLatch left) {
        int at = next.getAndIncrement();
        if (at >= tokens.size()) {
            return;
        }
        String body =
                new JsonObject().put("token", tokens.get(at)).put("kind", kind).encode();
        client.request(HttpMethod.POST, "/receipts/device")
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(Buffer.buffer(body)))
                .compose(response -> response.end().map(_ -> response))
                .map(HttpClientResponse::statusCode)
                .otherwise(0)
                .onSuccess(status -> {
                    if (status < 200 || status > 299) {
                        failed.incrementAndGet();
                    }
                    left.countDown();
                    one(kind, next, failed, left);
                });
    }
}
