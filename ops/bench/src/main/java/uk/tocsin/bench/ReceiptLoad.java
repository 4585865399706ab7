package uk.tocsin.bench;

import io.vertx.core.Vertx;
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
    private final ReceiptClient client;
    private final List<String> tokens;
    private final int connections;

    private ReceiptLoad(ReceiptClient client, List<String> tokens, int connections) {
        this.client = client;
        this.tokens = tokens;
        this.connections = connections;
    }

    /// Ends with its standard input.
    public static void main(String[] args) throws IOException, InterruptedException {
        int connections = Integer.parseInt(args[2]);
        Vertx vertx = Vertx.vertx();
        ReceiptClient client = new ReceiptClient(vertx, Integer.parseInt(args[0]), connections);
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
        client.post(tokens.get(at), kind).otherwise(0).onSuccess(status -> {
            if (!ReceiptClient.taken(status)) {
                failed.incrementAndGet();
            }
            left.countDown();
            one(kind, next, failed, left);
        });
    }
}
