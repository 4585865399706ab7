package uk.tocsin.channel.push;

import com.google.api.client.json.JsonFactory;
import com.google.api.client.json.gson.GsonFactory;
import com.google.firebase.FirebaseApp;
import com.google.firebase.FirebaseOptions;
import com.google.firebase.messaging.FirebaseMessaging;
import com.google.firebase.messaging.FirebaseMessagingException;
import com.google.firebase.messaging.Message;
import com.google.firebase.messaging.MessagingErrorCode;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.kit.BoundedVirtualThreads;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.HttpWire;
import uk.tocsin.channel.kit.wire.WireListener;
import uk.tocsin.channel.kit.wire.WireOptions;
import uk.tocsin.channel.kit.wire.WireStats;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Variant;

/// Push by Firebase Cloud Messaging, one blocking SDK call for each message on a virtual thread of its own. FCM
/// gives no delivery report: a push stays accepted until the app posts a receipt.
public final class PushChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(PushChannel.class);
    /// The SDK's default, Jackson's, comes with the storage client that is left out.
    private static final JsonFactory JSON = GsonFactory.getDefaultInstance();

    private static final AtomicInteger APPS = new AtomicInteger();
    private static final Duration LONGEST_TOKEN_WAIT = Duration.ofSeconds(5);
    /// Between two tries to have the first access token.
    private static final Duration TOKEN_PAUSE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final PushOptions options;
    private final InstantSource clock;
    private final PushListener listener;
    private final HttpWire wire;
    private final HttpWire tokenWire;
    private final BoundedVirtualThreads threads;
    private final FcmCredentials credentials;
    private final FirebaseApp app;
    private final FirebaseMessaging messaging;
    private final Lending lending = new Lending();
    private volatile boolean closed;

    private PushChannel(
            Vertx vertx, PushOptions options, InstantSource clock, PushListener listener, WireListener wireListener) {
        this.vertx = vertx;
        this.options = options;
        this.clock = clock;
        this.listener = listener;
        URI tokenUri = FcmCredentials.tokenUri(options.credentials());
        PushOptions.checkSafe("push.credentials: token_uri", tokenUri);
        wire = HttpWire.open(
                vertx,
                WireOptions.of(
                        "push", options.endpoint(), options.trust(), options.maxInFlight(), options.requestTimeout()),
                wireListener);
        tokenWire = HttpWire.open(vertx, tokenOptions(options, tokenUri));
        threads = new BoundedVirtualThreads("push", options.maxInFlight());
        credentials = FcmCredentials.read(options.credentials(), new TokenTransport(tokenWire, tokenUri));
        int timeoutMs = Math.toIntExact(options.requestTimeout().toMillis());
        FirebaseOptions firebase = FirebaseOptions.builder()
                .setCredentials(credentials)
                .setProjectId(options.projectId())
                .setHttpTransport(new FcmTransport(wire, options.projectId()))
                .setThreadManager(new SdkThreads())
                .setJsonFactory(JSON)
                .setConnectTimeout(timeoutMs)
                .setReadTimeout(timeoutMs)
                .setWriteTimeout(timeoutMs)
                .build();
        app = FirebaseApp.initializeApp(firebase, "tocsin-push-" + APPS.incrementAndGet());
        messaging = FirebaseMessaging.getInstance(app);
    }

    private static WireOptions tokenOptions(PushOptions options, URI tokenUri) {
        URI origin = URI.create(tokenUri.getScheme() + "://" + tokenUri.getRawAuthority());
        Duration timeout = options.requestTimeout().compareTo(LONGEST_TOKEN_WAIT) < 0
                ? options.requestTimeout()
                : LONGEST_TOKEN_WAIT;
        return WireOptions.of("push-token", origin, options.trust(), 2, timeout);
    }

    /// Opens the channel: reads the credentials, connects, and fetches the first access token in the background; what
    /// is sent before it is there waits for it, and is written only if its gate still agrees then.
    /// Waits at most 5 s for the first connection; a provider out of reach is no error, it is tried again. Throws
    /// IllegalArgumentException naming the setting that is wrong.
    public static PushChannel open(
            Vertx vertx, PushOptions options, InstantSource clock, PushListener listener, WireListener wireListener) {
        if (options.requestTimeout().compareTo(PushOptions.LEAST_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    "push.requestTimeout: " + options.requestTimeout() + " is less than " + PushOptions.LEAST_TIMEOUT);
        }
        return openHasty(vertx, options, clock, listener, wireListener);
    }

    /// The same, heard by nobody.
    public static PushChannel open(Vertx vertx, PushOptions options, InstantSource clock) {
        return open(vertx, options, clock, PushListener.NONE, WireListener.NONE);
    }

    /// The same with any timeout, for tests that wait for it.
    static PushChannel openHasty(
            Vertx vertx, PushOptions options, InstantSource clock, PushListener listener, WireListener wireListener) {
        PushChannel channel = new PushChannel(vertx, options, clock, listener, wireListener);
        try {
            Duration patience = channel.wire.options().connectTimeout();
            channel.tokenWire.awaitConnected(patience);
            channel.wire.awaitConnected(patience);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        channel.fetchToken(true);
        return channel;
    }

    private void fetchToken(boolean first) {
        if (!threads.tryRun(() -> refreshToken(first))) {
            fetchTokenLater(first); // all threads taken, by messages that fetch it themselves
        }
    }

    private void refreshToken(boolean first) {
        try {
            credentials.refreshIfExpired();
        } catch (IOException e) {
            if (first && !closed) {
                LOG.warn(
                        "push: no access token yet, trying on ({})",
                        e.getClass().getName());
            }
            tokenFailed();
            fetchTokenLater(false);
        }
    }

    private void fetchTokenLater(boolean first) {
        if (!closed) {
            vertx.setTimer(TOKEN_PAUSE.toMillis(), id -> fetchToken(first));
        }
    }

    /// A token that has not come yet, or not because the channel closes, is no matter for the operator.
    private void tokenFailed() {
        if (!closed && credentials.needOperator()) {
            listener.problem(PushListener.Problem.CREDENTIALS);
        }
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.PUSH;
    }

    /// The wire's timeout and the time until it is noticed. A message that waits for an access token is not written
    /// yet, and waits less than that.
    @Override
    public Duration requestTimeout() {
        return options.requestTimeout().plus(HttpWire.TICK.multipliedBy(4));
    }

    @Override
    public void send(Batch batch, Sink sink) {
        NotSentCause refusal = closed ? NotSentCause.CONNECT : batch.refusal();
        Instant now = clock.instant();
        if (refusal == null && !batch.content().alert().expires().isAfter(now)) {
            refusal = NotSentCause.GATE;
        }
        List<Variant> variants = batch.content().alert().variants();
        @Nullable MessageTemplate[] templates = new MessageTemplate[variants.size()];
        for (int i = 0; i < batch.size(); i++) {
            NotSentCause cause = refusal;
            if (cause == null) {
                cause = start(batch, i, templates, now, sink);
            }
            if (cause != null) {
                sink.outcome(i, new SendOutcome.NotSent(cause));
            }
        }
    }

    /// @return why it did not start; null if it did
    private @Nullable NotSentCause start(
            Batch batch, int index, @Nullable MessageTemplate[] templates, Instant now, Sink sink) {
        MessageTemplate template;
        try {
            template = template(batch, batch.variants()[index], templates, now);
        } catch (RuntimeException e) {
            LOG.error("push: {} cannot be put into words", batch, e);
            return NotSentCause.INTERNAL;
        }
        boolean started = threads.tryRun(new Sending(lending, template, batch, index, sink));
        return started ? null : NotSentCause.REFUSED_STREAM;
    }

    private MessageTemplate template(Batch batch, int variant, @Nullable MessageTemplate[] templates, Instant now) {
        MessageTemplate template = templates[variant];
        if (template == null) {
            Variant words = batch.content().alert().variants().get(variant);
            template = new MessageTemplate(batch.content(), words, options.links(), now, JSON);
            templates[variant] = template;
        }
        return template;
    }

    /// FCM keeps no list to ask.
    @Override
    public void resolve(Batch batch, Instant since, ResolutionSink sink) {
        for (int i = 0; i < batch.size(); i++) {
            sink.resolved(i, new Resolution.Undecided());
        }
    }

    @Override
    public boolean repeatsUnknown() {
        return true;
    }

    /// The counts of the wire to FCM.
    public WireStats stats() {
        return wire.stats();
    }

    /// Ends what is in flight, reports it, and returns at once.
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        threads.close();
        wire.close();
        tokenWire.close();
        app.delete();
    }

    private final class Lending implements Sending.Sender {
        @Override
        public String send(Message message) throws FirebaseMessagingException {
            return messaging.send(message);
        }

        @Override
        public FcmErrors.Verdict verdict(Exchange.Answered answer, @Nullable MessagingErrorCode code) {
            return FcmErrors.verdict(answer, code, clock);
        }

        @Override
        public void problem(PushListener.Problem problem, @Nullable String authorization) {
            if (problem == PushListener.Problem.CREDENTIALS && authorization != null) {
                credentials.rejected(authorization);
            }
            listener.problem(problem);
        }

        @Override
        public void noToken() {
            tokenFailed();
        }
    }
}
