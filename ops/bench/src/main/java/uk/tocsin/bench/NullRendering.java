package uk.tocsin.bench;

import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.email.EmailOptions;
import uk.tocsin.channel.email.MailRendering;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Content;

/// What a channel to nowhere renders: the mail of the email channel, made once a variant and thread, filled for each
/// recipient. It is addressed to a device, whose name is longer than that of a mailbox. Any thread.
final class NullRendering {
    private static final EmailOptions.Sender SENDER = new EmailOptions.Sender(
            "Police alerts", "alerts@alerts.example.test", "bounces.example.test", Sample.LINKS);

    private static final ThreadLocal<@Nullable Made> MADE = new ThreadLocal<>();

    /// The mail of an alert's only variant. A thread belongs to one engine, where a number means one alert.
    private record Made(int alert, MailRendering mail) {}

    /// Fills a mail for everybody in the batch.
    void fill(Batch batch) {
        MailRendering mail = of(batch.content());
        for (int i = 0; i < batch.size(); i++) {
            if (mail.mail(batch.addresses()[i], batch.tokens()[i]).length() == 0) {
                throw new BenchException("a mail is empty");
            }
        }
    }

    private MailRendering of(Content content) {
        Made last = MADE.get();
        if (last == null || last.alert() != content.number()) {
            last = new Made(content.number(), new MailRendering(content, SENDER));
            MADE.set(last);
        }
        return last.mail();
    }
}
