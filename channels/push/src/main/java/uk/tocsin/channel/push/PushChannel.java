package uk.tocsin.channel.push;

import com.google.auth.RequestMetadataCallback;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.kit.BoundedVirtualThreads;
import uk.tocsin.channel.kit.JsonText;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.HttpWire;
import uk.tocsin.channel.kit.wire.WireListener;
import uk.tocsin.channel.kit.wire.WireOptions;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.channel.kit.wire.WireStats;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// Push by Firebase Cloud Messaging. The SDK builds the request once for each variant of a batch, every recipient's
/// goes over our wire with their own fields, and what FCM refuses the SDK reads again ([FcmSdk]). FCM gives no delivery
/// report: a push stays accepted until the app posts a receipt.
public final class PushChannel implements Channel {
    private static final Logger LOG = LoggerFactory.getLogger(PushChannel.class);
    private static final Duration LONGEST_TOKEN_WAIT = Duration.ofSeconds(5);
    /// Between two tries to have the first access token.
    private static final Duration TOKEN_PAUSE = Duration.ofSeconds(2);
    /// The first token's, a refresh and a replacement never take more: credentials fetch once, whoever waits.
    private static final int TOKEN_THREADS = 8;

    private final Vertx vertx;
    private final PushOptions options;
    private final InstantSource clock;
    private final PushListener listener;
    private final HttpWire wire;
    private final HttpWire tokenWire;
    private final BoundedVirtualThreads tokenThreads;
    private final FcmCredentials credentials;
    private final FcmSdk sdk;
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
        tokenThreads = new BoundedVirtualThreads("push-token", TOKEN_THREADS);
        credentials = FcmCredentials.read(options.credentials(), new TokenTransport(tokenWire, tokenUri));
        sdk = new FcmSdk(options.projectId());
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
        if (!tokenThreads.tryRun(() -> refreshToken(first))) {
            fetchTokenLater(first);
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
        if (refusal == null && !batch.content().alert().expires().isAfter(clock.instant())) {
            refusal = NotSentCause.GATE;
        }
        if (refusal != null) {
            refuse(batch, refusal, sink);
            return;
        }
        try {
            credentials.getRequestMetadata(options.endpoint(), this::onTokenThread, new Authorized(batch, sink));
        } catch (RejectedExecutionException e) {
            LOG.debug("push: closing", e);
            refuse(batch, NotSentCause.CONNECT, sink);
        }
    }

    private void onTokenThread(Runnable fetch) {
        if (!tokenThreads.tryRun(fetch)) {
            throw new RejectedExecutionException("push: no thread to fetch an access token");
        }
    }

    private static void refuse(Batch batch, NotSentCause cause, Sink sink) {
        for (int i = 0; i < batch.size(); i++) {
            sink.outcome(i, new SendOutcome.NotSent(cause));
        }
    }

    private void write(Batch batch, Map<String, List<String>> authorization, Sink sink) {
        BatchRequests texts = BatchRequests.prepare(batch, sdk, options.links(), clock.instant(), authorization);
        List<WireRequest> requests = new ArrayList<>(batch.size());
        int[] places = new int[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            WireRequest request = texts.request(i);
            if (request == null) {
                sink.outcome(i, new SendOutcome.NotSent(NotSentCause.INTERNAL));
            } else {
                places[requests.size()] = i;
                requests.add(request);
            }
        }
        wire.exchange(
                requests, batch.gate(), (i, exchange) -> sink.outcome(places[i], outcome(exchange, authorization)));
    }

    private SendOutcome outcome(Exchange exchange, Map<String, List<String>> authorization) {
        return switch (exchange) {
            case Exchange.NotSent(NotSentCause cause) -> new SendOutcome.NotSent(cause);
            case Exchange.Unknown(UnknownCause cause) -> new SendOutcome.Unknown(cause);
            case Exchange.Answered answer when answer.status() >= 200 && answer.status() < 300 -> accepted(answer);
            case Exchange.Answered answer -> refused(answer, authorization);
        };
    }

    private static SendOutcome accepted(Exchange.Answered answer) {
        return JsonText.field(answer.body(), "name")
                .<SendOutcome>map(SendOutcome.Accepted::new)
                .orElse(new SendOutcome.Unknown(UnknownCause.PROTOCOL));
    }

    private SendOutcome refused(Exchange.Answered answer, Map<String, List<String>> authorization) {
        FcmErrors.Verdict verdict = FcmErrors.verdict(answer, sdk.code(answer), clock);
        PushListener.Problem problem = verdict.problem();
        if (problem != null) {
            if (problem == PushListener.Problem.CREDENTIALS && credentials.mayReplace(authorization)) {
                tokenThreads.tryRun(credentials::replace);
            }
            listener.problem(problem);
        }
        return verdict.outcome();
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
        tokenThreads.close();
        wire.close();
        tokenWire.close();
        sdk.close();
    }

    /// A batch that may be written once there is an access token: at once while there is one, on the thread that
    /// fetches it otherwise.
    private final class Authorized implements RequestMetadataCallback {
        private final Batch batch;
        private final Sink sink;

        Authorized(Batch batch, Sink sink) {
            this.batch = batch;
            this.sink = sink;
        }

        @Override
        public void onSuccess(Map<String, List<String>> authorization) {
            write(batch, authorization, sink);
        }

        @Override
        public void onFailure(Throwable failure) {
            tokenFailed();
            refuse(batch, NotSentCause.AUTHENTICATION, sink);
        }
    }
}
