package uk.tocsin.bench;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;

/// Posts receipts to the edge on this machine as an app does. Any thread.
final class ReceiptClient {
    private final HttpClient client;

    ReceiptClient(Vertx vertx, int port, int connections) {
        client = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("127.0.0.1").setDefaultPort(port),
                new PoolOptions().setHttp1MaxSize(connections));
    }

    /// The status of the answer; what follows it is left. Fails where there is none.
    Future<Integer> post(String token, String kind) {
        String body = new JsonObject().put("token", token).put("kind", kind).encode();
        return client.request(HttpMethod.POST, "/receipts/device")
                .compose(request ->
                        request.putHeader("content-type", "application/json").send(Buffer.buffer(body)))
                .map(HttpClientResponse::statusCode);
    }

    static boolean taken(int status) {
        return status >= 200 && status <= 299;
    }
}
