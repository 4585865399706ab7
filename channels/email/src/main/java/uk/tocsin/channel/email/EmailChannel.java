package uk.tocsin.channel.email;

import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.IdentityHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Alert;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.SendOutcome;

/// Sends alerts and notices by email over SMTP. A mail is rendered once for each variant of an alert, on a worker
/// thread of its own; filling and sending run on one event loop. A repeated mail has the same Message-ID, so unknown
/// outcomes may be repeated.
public final class EmailChannel implements Channel {
    /// Over the reply timeout: the tick that looks at it, and the reporting.
    private static final Duration MARGIN = Duration.ofSeconds(1);
    /// Alerts whose rendered variants are kept: more are seldom live at once. When there are more,
    /// all are forgotten and those in use rendered again.
    private static final int CACHED = 64;

    private static final Logger LOG = LoggerFactory.getLogger(EmailChannel.class);

    private final Duration requestTimeout;
    private final MailComposer composer;
    private final WorkerExecutor renderer;
    /// Every notice is rendered by itself: the first mail of an alert does not wait behind them.
    private final WorkerExecutor noticeRenderer;
    private final SmtpWire wire;
    private volatile boolean closed;
    /// By identity: comparing the words of alerts would cost more than rendering again.
    private final IdentityHashMap<Alert, MailTemplate[]> rendered = new IdentityHashMap<>();

    private EmailChannel(Vertx vertx, EmailOptions options, InstantSource clock) {
        this.requestTimeout = options.limits().reply().plus(MARGIN);
        this.composer = new MailComposer(options.sender());
        this.wire = new SmtpWire(vertx, options, clock);
        this.renderer = vertx.createSharedWorkerExecutor("email-renderer", 1);
        this.noticeRenderer = vertx.createSharedWorkerExecutor("email-notice-renderer", 1);
    }

    /// Opens the channel. Connections are made when there is something to send. Throws IllegalArgumentException
    /// naming the setting when the configured authorities cannot be read.
    ///
    /// @param clock for the Date header
    public static EmailChannel open(Vertx vertx, EmailOptions options, InstantSource clock) {
        return new EmailChannel(vertx, options, clock);
    }

    @Override
    public ChannelKind kind() {
        return ChannelKind.EMAIL;
    }

    @Override
    public Duration requestTimeout() {
        return requestTimeout;
    }

    @Override
    public void send(Batch batch, Sink sink) {
        MailTemplate[] ready = cached(batch.content());
        if (ready != null) {
            wire.submit(new SendJob(batch, ready, sink));
            return;
        }
        if (closed) {
            refuse(batch, sink, NotSentCause.CONNECT);
            return;
        }
        WorkerExecutor executor = batch.content().isNotice() ? noticeRenderer : renderer;
        executor.executeBlocking(() -> render(batch.content()), true)
                .onComplete(templates -> wire.submit(new SendJob(batch, templates, sink)), failure -> {
                    LOG.error("{} could not be rendered", batch, failure);
                    refuse(batch, sink, NotSentCause.INTERNAL);
                });
    }

    private static void refuse(Batch batch, Sink sink, NotSentCause cause) {
        for (int i = 0; i < batch.size(); i++) {
            sink.outcome(i, new SendOutcome.NotSent(cause));
        }
    }

    private MailTemplate @org.jspecify.annotations.Nullable [] cached(Content content) {
        synchronized (rendered) {
            return rendered.get(content.alert());
        }
    }

    private MailTemplate[] render(Content content) {
        MailTemplate[] ready = cached(content);
        if (ready != null) {
            return ready;
        }
        Alert alert = content.alert();
        MailTemplate[] templates = alert.variants().stream()
                .map(variant -> composer.compose(content, variant))
                .toArray(MailTemplate[]::new);
        if (content.isNotice()) {
            return templates; // one message each: kept, they would push out the alerts
        }
        synchronized (rendered) {
            if (rendered.size() >= CACHED) {
                rendered.clear();
            }
            rendered.put(alert, templates);
        }
        return templates;
    }

    /// SMTP has no list to ask: every answer is undecided.
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

    /// Aborts what is under way: written mails become unknown, the rest not sent.
    @Override
    public void close() {
        closed = true;
        wire.close();
        renderer.close();
        noticeRenderer.close();
    }
}
