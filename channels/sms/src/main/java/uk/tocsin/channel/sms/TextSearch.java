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
import uk.tocsin.receipt.TokenMint;

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
    private final String words;
    private final String address;
    private final String token;
    private final Instant earliest;

    private final List<String> exact = new ArrayList<>();
    private boolean unclear;

    /// @param text as it would be sent now, with the link at its end
    /// @param token the end of the link: no other text has one that names the same
    /// @param since the permit's wall time of the try
    TextSearch(String to, String text, String token, Instant since) {
        this.to = to;
        this.words = text.substring(0, text.length() - token.length());
        this.address = words.substring(words.lastIndexOf(' ') + 1);
        this.token = token;
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
        if (message.getSid() != null && isTheText(body)) {
            exact.add(message.getSid());
        } else if (body == null || body.isEmpty() || leadsToTheSame(body)) {
            // Redacted before it was resolved, or altered on the way: it may be ours.
            unclear = true;
        }
    }

    /// Its token may be of an older key: that of a text which was sent before a restore is.
    private boolean isTheText(@Nullable String body) {
        return body != null && body.startsWith(words) && TokenMint.nameTheSame(body.substring(words.length()), token);
    }

    private boolean leadsToTheSame(String body) {
        boolean found = false;
        for (int at = body.indexOf(address); at >= 0 && !found; at = body.indexOf(address, at + 1)) {
            int begin = at + address.length();
            int end = Math.min(body.length(), begin + token.length());
            found = TokenMint.nameTheSame(body.substring(begin, end), token);
        }
        return found;
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
