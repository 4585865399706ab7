package uk.tocsin.channel.push;

import com.google.firebase.messaging.Message;
import java.time.Instant;
import uk.tocsin.bench.Sample;
import uk.tocsin.lane.Content;

/// Lets the benches build the very messages that the channel sends.
public final class PushRendering {
    private final MessageTemplate template;

    /// For the first variant of an alert.
    public PushRendering(Content content) {
        template = new MessageTemplate(content, content.alert().variants().getFirst(), Sample.LINKS, Instant.now());
    }

    /// The message to one device.
    public Message message(String device, String token) {
        return template.to(device, token);
    }
}
