package uk.tocsin.channel.push;

import java.time.Instant;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.lane.Content;
import uk.tocsin.model.Variant;

/// What a notification says on the screen of a phone, cut as it would be cut.
public record PushText(String title, String body) {
    /// The notification of one variant of an alert. Pure; any thread.
    ///
    /// @param now before the alert's end
    public static PushText of(Content content, Variant variant, Links links, Instant now) {
        return new MessageTemplate(content, variant, links, now).text();
    }
}
