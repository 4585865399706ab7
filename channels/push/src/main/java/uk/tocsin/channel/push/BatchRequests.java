package uk.tocsin.channel.push;

import io.vertx.core.MultiMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.wire.RequestTemplate;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.lane.Batch;
import uk.tocsin.model.Variant;

/// The requests of a batch: each variant in use built once by the SDK, and for everybody filled with their device and
/// delivery tokens. Confined to its maker until [#prepare] returns, immutable then.
final class BatchRequests {
    private static final Logger LOG = LoggerFactory.getLogger(BatchRequests.class);

    private final Batch batch;
    /// By variant; null where it is not in use, or cannot be put into words.
    private final @Nullable RequestTemplate[] templates = new RequestTemplate[Byte.MAX_VALUE + 1];

    private BatchRequests(Batch batch) {
        this.batch = batch;
    }

    /// Builds what the deliveries of a batch share.
    ///
    /// @param now decides the time to live
    /// @param authorization the headers that carry the access token
    static BatchRequests prepare(
            Batch batch, FcmSdk sdk, Links links, Instant now, Map<String, List<String>> authorization) {
        BatchRequests requests = new BatchRequests(batch);
        boolean[] seen = new boolean[requests.templates.length];
        for (byte variant : batch.variants()) {
            if (!seen[variant]) {
                seen[variant] = true;
                try {
                    Variant words = batch.content().alert().variants().get(variant);
                    MessageTemplate message = new MessageTemplate(batch.content(), words, links, now);
                    requests.templates[variant] = template(sdk, message, authorization);
                } catch (RuntimeException e) {
                    LOG.error("push: {} cannot be put into words", batch, e);
                }
            }
        }
        return requests;
    }

    private static RequestTemplate template(
            FcmSdk sdk, MessageTemplate message, Map<String, List<String>> authorization) {
        String device = RequestTemplate.mark();
        String token = RequestTemplate.mark();
        WireRequest rendered = sdk.request(message.to(device, token));
        MultiMap headers = rendered.headers();
        headers.remove("authorization");
        authorization.forEach(headers::add);
        return RequestTemplate.cut(rendered, device, token);
    }

    /// The request of one delivery; null if its variant cannot be put into words.
    @Nullable
    WireRequest request(int index) {
        RequestTemplate template = templates[batch.variants()[index]];
        return template == null
                ? null
                : template.fill(
                        json(batch.addresses()[index]), batch.tokens()[index].getBytes(StandardCharsets.US_ASCII));
    }

    /// The inside of a JSON string. A device token is what a device registered: it may hold anything.
    private static byte[] json(String device) {
        for (int i = 0; i < device.length(); i++) {
            char c = device.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\') {
                return escaped(device);
            }
        }
        return device.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] escaped(String device) {
        try {
            String quoted = FcmSdk.JSON.toString(device);
            return quoted.substring(1, quoted.length() - 1).getBytes(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
    }
}
