package uk.tocsin.channel.sms;

import com.twilio.base.Page;
import com.twilio.http.TwilioRestClient;
import com.twilio.rest.api.v2010.account.Message;
import com.twilio.rest.api.v2010.account.MessageReader;
import com.twilio.type.PhoneNumber;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.tocsin.lane.Channel.Resolution;

/// Looks for a text in Twilio's own list of what it sent to a number.
///
/// The list is asked by number only. Its filter on DateSent would leave out what Twilio still queues, whose
/// date_sent is null, and a text taken for absent is sent again; so the time is checked here, on date_created,
/// in the whole seconds Twilio gives. Requires that the account retains texts and numbers until they are
/// resolved.
final class TextSearch {
    /// A page of the longest texts in JSON stays well below the largest answer the wire takes. Twilio allows
    /// 1,000 (https://www.twilio.com/docs/messaging/api/message-resource).
    private static final long PAGE_SIZE = 100;

    /// More texts than 5,000 to one number are not searched: undecided.
    private static final int MAX_PAGES = 50;

    /// How far the provider's clock may be behind ours (protocol, permits and tries).
    private static final long TOLERANCE_SECONDS = 5;

    private final String to;
    private final String text;
    private final String link;
    private final Instant earliest;

    private final List<String> exact = new ArrayList<>();
    private boolean unclear;

    /// @param link the part of the text that no other text contains
    /// @param since the permit's wall time of the try
    TextSearch(String to, String text, String link, Instant since) {
        this.to = to;
        this.text = text;
        this.link = link;
        this.earliest = since.minusSeconds(TOLERANCE_SECONDS).truncatedTo(ChronoUnit.SECONDS);
    }

    /// Reads the list to its end. Throws what the SDK throws when it cannot be read.
    Resolution in(TwilioRestClient client) {
        MessageReader reader = Message.reader().setTo(new PhoneNumber(to)).setPageSize(PAGE_SIZE);
        Page<Message> page = reader.firstPage(client);
        for (int pages = 1; ; pages++) {
            page.getRecords().forEach(this::consider);
            if (!page.hasNextPage()) {
                return verdict();
            }
            if (pages == MAX_PAGES) {
                return new Resolution.Undecided();
            }
            page = reader.nextPage(page, client);
        }
    }

    void consider(Message message) {
        boolean ours = to.equals(message.getTo()) && message.getDirection() != Message.Direction.INBOUND;
        if (!ours || isOlder(message)) {
            return;
        }
        String body = message.getBody();
        if (text.equals(body) && message.getSid() != null) {
            exact.add(message.getSid());
        } else if (body == null || body.isEmpty() || body.contains(link)) {
            // Redacted before it was resolved, or altered on the way: it may be ours.
            unclear = true;
        }
    }

    private boolean isOlder(Message message) {
        @Nullable ZonedDateTime created = message.getDateCreated();
        return created != null && created.toInstant().isBefore(earliest);
    }

    Resolution verdict() {
        if (exact.size() == 1) {
            return new Resolution.Sent(exact.getFirst());
        }
        return exact.isEmpty() && !unclear ? new Resolution.Absent() : new Resolution.Undecided();
    }
}
