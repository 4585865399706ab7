package uk.tocsin.bench;

import com.google.api.client.http.HttpTransport;
import com.google.api.client.http.LowLevelHttpRequest;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.internal.ApacheHttp2Transport;
import com.google.firebase.messaging.BatchResponse;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.SendResponse;
import java.io.IOException;
import java.io.InputStream;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.channel.push.PushRendering;
import uk.tocsin.lane.Batch;

/// The Firebase SDK as it comes: its own transport, credentials and threads, `sendEach` of as many messages as it
/// takes (500). Only the host is another.
final class StockFirebase implements AutoCloseable {
    private static final String FCM = "https://fcm.googleapis.com";
    private static final int MOST = 500;

    private final FirebaseApp app;
    private final FirebaseMessaging messaging;

    private StockFirebase(FirebaseApp app) {
        this.app = app;
        this.messaging = FirebaseMessaging.getInstance(app);
    }

    static StockFirebase open(Simulated simulated) {
        try (InputStream account = Files.newInputStream(simulated.file("serviceAccount"))) {
            FirebaseOptions options = FirebaseOptions.builder()
                    .setCredentials(GoogleCredentials.fromStream(account))
                    .setProjectId(simulated.address("project"))
                    .setHttpTransport(new Elsewhere(new ApacheHttp2Transport(), simulated.address("fcm")))
                    .setJsonFactory(GsonFactory.getDefaultInstance())
                    .build();
            return new StockFirebase(FirebaseApp.initializeApp(options, "stock"));
        } catch (IOException e) {
            throw new BenchException("the simulator's service account cannot be read", e);
        }
    }

    /// Sends to everybody in these batches, 500 at a time.
    Cpu.Taken send(List<Batch> batches) {
        Cpu cpu = Cpu.start();
        int sent = 0;
        List<Message> messages = new ArrayList<>(MOST);
        PushRendering rendering = new PushRendering(batches.getFirst().content());
        for (Batch batch : batches) {
            for (int i = 0; i < batch.size(); i++) {
                messages.add(rendering.message(batch.addresses()[i], batch.tokens()[i]));
                if (messages.size() == MOST) {
                    sent += sendEach(messages);
                }
            }
        }
        sent += messages.isEmpty() ? 0 : sendEach(messages);
        return cpu.stop(sent);
    }

    private int sendEach(List<Message> messages) {
        int size = messages.size();
        try {
            BatchResponse response = messaging.sendEach(messages);
            for (SendResponse one : response.getResponses()) {
                if (!one.isSuccessful()) {
                    throw new BenchException("stock Firebase: " + response.getFailureCount() + " of " + size
                            + " failed: " + one.getException());
                }
            }
        } catch (FirebaseMessagingException e) {
            throw new BenchException("stock Firebase failed", e);
        }
        messages.clear();
        return size;
    }

    @Override
    public void close() {
        app.delete();
    }

    /// The SDK's own transport, to another host: the SDK has no setting for it.
    private static final class Elsewhere extends HttpTransport {
        private static final MethodHandle BUILD = build();

        private final HttpTransport stock;
        private final String origin;

        Elsewhere(HttpTransport stock, String origin) {
            this.stock = stock;
            this.origin = origin;
        }

        private static MethodHandle build() {
            try {
                return MethodHandles.privateLookupIn(HttpTransport.class, MethodHandles.lookup())
                        .findVirtual(
                                HttpTransport.class,
                                "buildRequest",
                                MethodType.methodType(LowLevelHttpRequest.class, String.class, String.class));
            } catch (ReflectiveOperationException e) {
                throw new BenchException("this version of the HTTP client is unknown", e);
            }
        }

        @Override
        public boolean supportsMethod(String method) throws IOException {
            return stock.supportsMethod(method);
        }

        @Override
        protected LowLevelHttpRequest buildRequest(String method, String url) throws IOException {
            try {
                return (LowLevelHttpRequest) BUILD.invokeExact(stock, method, url.replace(FCM, origin));
            } catch (IOException | RuntimeException | Error e) {
                throw e;
            } catch (Throwable e) {
                throw new BenchException("the SDK's transport failed", e);
            }
        }

        @Override
        public void shutdown() throws IOException {
            stock.shutdown();
        }
    }
}
