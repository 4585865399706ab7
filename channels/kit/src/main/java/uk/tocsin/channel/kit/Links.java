package uk.tocsin.channel.kit;

import java.net.URI;
import uk.tocsin.lane.Content;

/// The public addresses that carry a delivery token or a notice token. They come from configuration, never from a
/// request's
/// headers.
///
/// @param edge where the edge is reached from outside, without a slash at the end, e.g.
///     `https://alerts.example.test`
public record Links(URI edge) {
    /// Checks that the address is absolute and has no query.
    public Links {
        boolean web = "https".equals(edge.getScheme()) || "http".equals(edge.getScheme());
        if (!web
                || edge.getHost() == null
                || edge.getRawQuery() != null
                || edge.toString().endsWith("/")) {
            throw new IllegalArgumentException(
                    "edge.publicUrl: \"" + edge + "\" is not an http(s) address without query and final slash");
        }
    }

    /// The page where a person reads an alert and says so.
    public String acknowledge(String token) {
        return edge + "/a/" + token;
    }

    /// The page where a person follows a notice.
    public String notice(String token) {
        return edge + "/n/" + token;
    }

    /// The page that a message leads to.
    public String page(Content content, String token) {
        return content.isNotice() ? notice(token) : acknowledge(token);
    }

    /// Where a device posts what happened to a push.
    public String deviceReceipts() {
        return edge + "/receipts/device";
    }

    /// Where Twilio posts the status of a text.
    public String smsStatus(String token, long tryNumber) {
        return edge + "/receipts/sms/" + token + "?t=" + tryNumber;
    }

    /// Where Twilio posts the texts that people send back.
    public String smsReplies() {
        return edge + "/receipts/sms-replies";
    }

    /// Where a mail program posts a one-click unsubscription (RFC 8058).
    public String unsubscribe(String token) {
        return edge + "/u/" + token;
    }
}
