package uk.tocsin.channel.push;

import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import com.google.auth.oauth2.AccessToken;
import com.google.auth.oauth2.GoogleCredentials;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.WireRequest;

/// The Firebase SDK at both ends of a request: it builds the request of a message, once for all who get the same
/// words, and it reads refusals. In between lies our wire. A call of the SDK gets its answer from its caller, so it
/// never waits and never reaches a network. Any thread.
final class FcmSdk implements AutoCloseable {
    /// The SDK's default, Jackson's, comes with the storage client that is left out.
    static final JsonFactory JSON = GsonFactory.getDefaultInstance();

    private static final AtomicInteger APPS = new AtomicInteger();
    private static final Exchange.Answered TAKEN = new Exchange.Answered(
            200,
            MultiMap.caseInsensitiveMultiMap().add("content-type", "application/json"),
            "{\"name\":\"rendered\"}".getBytes(StandardCharsets.US_ASCII));
    /// What is "sent" when only an answer is to be read.
    private static final Message SOME = Message.builder().setTopic("none").build();

    private final FirebaseApp app;
    private final FirebaseMessaging messaging;

    FcmSdk(String projectId) {
        AccessToken none = new AccessToken("none", Date.from(Instant.ofEpochMilli(Long.MAX_VALUE)));
        FirebaseOptions options = FirebaseOptions.builder()
                .setCredentials(GoogleCredentials.create(none))
                .setProjectId(projectId)
                .setHttpTransport(new FcmTransport(projectId))
                .setThreadManager(new SdkThreads())
                .setJsonFactory(JSON)
                .build();
        app = FirebaseApp.initializeApp(options, "tocsin-push-" + APPS.incrementAndGet());
        messaging = FirebaseMessaging.getInstance(app);
    }

    /// The request by which the SDK would send the message; its authorization is none.
    WireRequest request(Message message) {
        Call call = new Call(TAKEN);
        MessagingErrorCode code = send(message, call);
        WireRequest request = call.request;
        if (request == null) {
            throw new IllegalStateException("the SDK built no request" + (code == null ? "" : ", but " + code));
        }
        return request;
    }

    /// FCM's own code in an answer that is not a success; null where it has none.
    @Nullable
    MessagingErrorCode code(Exchange.Answered answer) {
        return send(SOME, new Call(answer));
    }

    private @Nullable MessagingErrorCode send(Message message, Call call) {
        try {
            ScopedValue.where(FcmTransport.CALL, call).call(() -> messaging.send(message));
            return null;
        } catch (FirebaseMessagingException e) {
            return e.getMessagingErrorCode();
        }
    }

    @Override
    public void close() {
        app.delete();
    }

    /// One call of the SDK: the answer it gets, and the request it built. Confined to its thread.
    static final class Call {
        private final Exchange.Answered answer;
        private @Nullable WireRequest request;

        private Call(Exchange.Answered answer) {
            this.answer = answer;
        }

        Exchange.Answered exchange(WireRequest built) {
            request = built;
            return answer;
        }
    }
}
