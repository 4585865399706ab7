package uk.tocsin.channel.sms;

import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageCreator;
import com.twilio.type.PhoneNumber;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.kit.BoundedVirtualThreads;
import uk.tocsin.channel.kit.JsonText;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.wire.Exchange;
import uk.tocsin.channel.kit.wire.HttpWire;
import uk.tocsin.channel.kit.wire.WireOptions;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.channel.sms.SmsSettings.Sender;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// Texts through Twilio. The official SDK builds and authenticates the request once for each variant of a batch, every
/// recipient's goes over the kit's wire with their own fields, and what Twilio refuses the SDK reads. The wire asks the
/// gate at the write and repeats nothing. A text is never repeated blindly: whatever may have been processed is
/// unknown, and
/// [#resolve] looks for it in Twilio's list.
public final class SmsChannel implements Channel {
    /// Twilio's limit of a body (https://www.twilio.com/docs/api/errors/21617), here of UTF-16 code units.
    public static final int MAX_BODY = 1_600;

    /// The longest Twilio queues a text (https://www.twilio.com/docs/api/errors/30045).
    private static final int MAX_VALIDITY_SECONDS = 36_000;

    /// Asks Twilio to post a callback again up to five times on any failure
    /// (https://www.twilio.com/docs/usage/webhooks/webhooks-connection-overrides).
    private static final String CALLBACK_RETRIES = "#rc=5&rp=all";

    /// Threads that search the list. Each batch has one, so that a large one does not keep the others waiting; a thread
    /// ends a little after its last answer.
    private static final int RESOLVERS = 2 * RESOLVED_AT_ONCE;

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(1);
    private static final Pattern E164 = Pattern.compile("\\+[1-9][0-9]{6,14}");

    private final SmsSettings settings;
    private final Links links;
    private final InstantSource clock;
    private final TwilioAnswers answers;
    private final HttpWire wire;
    private final TwilioClient client;
    private final BoundedVirtualThreads resolvers;

    private SmsChannel(SmsSettings settings, Links links, InstantSource clock, TwilioAnswers answers, HttpWire wire) {
        this.settings = settings;
        this.links = links;
        this.clock = clock;
        this.answers = answers;
        this.wire = wire;
        this.client = new TwilioClient(settings, wire);
        this.resolvers = new BoundedVirtualThreads("sms-resolve", RESOLVERS);
    }

    /// Opens the channel; connecting goes on behind. Throws IllegalArgumentException naming a wrong setting.
    ///
    /// @param clock tells how long an alert is still valid
    /// @param errors what Twilio's codes mean
    public static SmsChannel open(
            Vertx vertx,
            SmsSettings settings,
            Links links,
            InstantSource clock,
            TwilioErrors errors,
            SmsAlarms alarms) {
        WireOptions options = new WireOptions(
                "sms",
                settings.origin(),
                WireOptions.Protocol.HTTP_2,
                settings.trust(),
                settings.connections(),
                settings.maxInFlight() + RESOLVERS,
                CONNECT_TIMEOUT,
                settings.requestTimeout(),
                IDLE_TIMEOUT);
        TwilioAnswers answers = new TwilioAnswers(errors, clock, alarms);
        return new SmsChannel(settings, links, clock, answers, HttpWire.open(vertx, options));
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.SMS;
    }

    /// The wire's timeout, and the time in which it notices it.
    @Override
    public Duration requestTimeout() {
        return settings.requestTimeout().plus(HttpWire.TICK.multipliedBy(2));
    }

    @Override
    public boolean repeatsUnknown() {
        return false;
    }

    /// The transport, for meters and readiness.
    public HttpWire wire() {
        return wire;
    }

    @Override
    public void send(Batch batch, Sink sink) {
        BatchTexts texts = BatchTexts.prepare(batch, links);
        TextRequests requests = new TextRequests(batch, texts, this::request);
        List<WireRequest> asked = new ArrayList<>(batch.size());
        int[] places = new int[batch.size()];
        for (int i = 0; i < batch.size(); i++) {
            SendOutcome early = withoutAsking(batch, texts, i);
            WireRequest request = early == null ? requests.request(i) : null;
            if (request == null) {
                sink.outcome(i, early == null ? new SendOutcome.NotSent(NotSentCause.INTERNAL) : early);
            } else {
                places[asked.size()] = i;
                asked.add(request);
            }
        }
        wire.exchange(asked, batch.gate(), (i, exchange) -> sink.outcome(places[i], outcome(exchange)));
    }

    /// What is known before Twilio is asked; null when it has to be asked.
    private @Nullable SendOutcome withoutAsking(Batch batch, BatchTexts texts, int index) {
        NotSentCause refusal = batch.refusal();
        if (refusal != null) {
            return new SendOutcome.NotSent(refusal);
        }
        if (!clock.instant().isBefore(batch.content().alert().expires())) {
            return new SendOutcome.NotSent(NotSentCause.GATE);
        }
        if (!E164.matcher(batch.addresses()[index]).matches()) {
            return new SendOutcome.Refused(FailureReason.INVALID_ADDRESS, "not-e164");
        }
        if (texts.text(index).length() > MAX_BODY) {
            return new SendOutcome.Refused(FailureReason.TOO_LARGE, "over-" + MAX_BODY);
        }
        return null;
    }

    private SendOutcome outcome(Exchange exchange) {
        return switch (exchange) {
            case Exchange.NotSent(NotSentCause cause) -> new SendOutcome.NotSent(cause);
            case Exchange.Unknown(UnknownCause cause) -> new SendOutcome.Unknown(cause);
            case Exchange.Answered answer when answer.status() >= 200 && answer.status() < 300 -> accepted(answer);
            case Exchange.Answered answer ->
                answers.outcome(
                        answer.status(), client.code(answer), answer.headers().get("retry-after"));
        };
    }

    private static SendOutcome accepted(Exchange.Answered answer) {
        return JsonText.field(answer.body(), "sid")
                .<SendOutcome>map(SendOutcome.Accepted::new)
                .orElse(new SendOutcome.Unknown(UnknownCause.PROTOCOL));
    }

    /// The request of one text, by the SDK. Texts and numbers are retained at creation: the list can match no other.
    /// "Smart encoding" is off because it would alter the text that the list is searched for.
    private WireRequest request(Batch batch, String number, String text, String token) {
        PhoneNumber to = new PhoneNumber(number);
        MessageCreator creator = switch (settings.sender()) {
            case Sender.Service(String sid) -> Message.creator(to, sid, text);
            case Sender.From(String from) -> Message.creator(to, new PhoneNumber(from), text);
        };
        String callback = links.smsStatus(token, batch.tryNumber()) + CALLBACK_RETRIES;
        return client.request(creator.setStatusCallback(URI.create(callback))
                .setValidityPeriod(validitySeconds(batch.content().alert().expires()))
                .setSmartEncoded(false));
    }

    private int validitySeconds(Instant expires) {
        long left = Duration.between(clock.instant(), expires).toSeconds();
        return Math.clamp(left, 1, MAX_VALIDITY_SECONDS);
    }

    @Override
    public void resolve(Batch batch, Instant since, ResolutionSink sink) {
        Search search = new Search(batch, BatchTexts.prepare(batch, links), since, sink);
        if (!resolvers.tryRun(search)) {
            search.giveUp();
        }
    }

    /// The questions of one batch, one after the other. Once the list cannot be read the rest is
    /// undecided: an outage is not asked again for every number.
    private final class Search implements Runnable {
        private final Batch batch;
        private final BatchTexts texts;
        private final Instant since;
        private final ResolutionSink sink;
        private boolean unreadable;

        Search(Batch batch, BatchTexts texts, Instant since, ResolutionSink sink) {
            this.batch = batch;
            this.texts = texts;
            this.since = since;
            this.sink = sink;
        }

        @Override
        public void run() {
            for (int i = 0; i < batch.size(); i++) {
                sink.resolved(i, unreadable ? new Resolution.Undecided() : resolution(i));
            }
        }

        void giveUp() {
            unreadable = true;
            run();
        }

        private Resolution resolution(int index) {
            TextSearch search =
                    new TextSearch(batch.addresses()[index], texts.text(index), batch.tokens()[index], since);
            return client.<Resolution>list(search::in).orElseGet(() -> {
                unreadable = true;
                return new Resolution.Undecided();
            });
        }
    }

    /// Returns at once; what was written and not answered is reported as unknown.
    @Override
    public void close() {
        resolvers.close();
        wire.close();
    }
}
