package uk.tocsin.channel.sms;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.channel.kit.wire.RequestTemplate;
import uk.tocsin.channel.kit.wire.WireRequest;
import uk.tocsin.lane.Batch;

/// The requests of a batch: each variant in use built once by the SDK, and for everybody filled with their number and
/// delivery token. Confined to its maker.
final class TextRequests {
    private static final Logger LOG = LoggerFactory.getLogger(TextRequests.class);
    /// The plus sign of a number in a form.
    private static final byte[] PLUS = {'%', '2', 'B'};

    private final Batch batch;
    private final BatchTexts texts;
    private final Press press;
    private final @Nullable RequestTemplate[] templates = new RequestTemplate[Byte.MAX_VALUE + 1];

    /// Builds one request through the SDK.
    @FunctionalInterface
    interface Press {
        WireRequest request(Batch batch, String number, String text, String token);
    }

    TextRequests(Batch batch, BatchTexts texts, Press press) {
        this.batch = batch;
        this.texts = texts;
        this.press = press;
    }

    /// The request to the number at `index`, which is E.164; null if the SDK cannot build it.
    @Nullable
    WireRequest request(int index) {
        byte variant = batch.variants()[index];
        RequestTemplate template = templates[variant];
        if (template == null) {
            template = template(variant);
            templates[variant] = template;
        }
        return template == null
                ? null
                : template.fill(
                        form(batch.addresses()[index]), batch.tokens()[index].getBytes(StandardCharsets.US_ASCII));
    }

    private @Nullable RequestTemplate template(byte variant) {
        String number = RequestTemplate.mark();
        String token = RequestTemplate.mark();
        try {
            WireRequest rendered = press.request(batch, number, texts.text(variant, token), token);
            return RequestTemplate.cut(rendered, number, token);
        } catch (RuntimeException e) {
            LOG.error("sms: {} cannot be put into words", batch, e);
            return null;
        }
    }

    private static byte[] form(String number) {
        byte[] form = new byte[number.length() - 1 + PLUS.length];
        System.arraycopy(PLUS, 0, form, 0, PLUS.length);
        for (int i = 1; i < number.length(); i++) {
            form[PLUS.length - 1 + i] = (byte) number.charAt(i);
        }
        return form;
    }
}
