package uk.tocsin.channel.sms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.channel.kit.Wording;
import uk.tocsin.lane.Batch;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Variant;

/// The texts of a batch: the alert's short words, downgraded once for each variant in use, and every person's
/// own link. Confined to its maker until [#prepare] returns, immutable then.
final class BatchTexts {
    private final Batch batch;
    private final Links links;
    private final @Nullable String[] words;

    private BatchTexts(Batch batch, Links links) {
        this.batch = batch;
        this.links = links;
        this.words = new @Nullable String[batch.content().alert().variants().size()];
    }

    /// Renders what the deliveries of a batch share.
    static BatchTexts prepare(Batch batch, Links links) {
        BatchTexts texts = new BatchTexts(batch, links);
        Alert alert = batch.content().alert();
        List<Variant> variants = alert.variants();
        for (byte variant : batch.variants()) {
            if (texts.words[variant] == null) {
                String brief = Wording.of(alert, variants.get(variant)).brief();
                texts.words[variant] = SmsText.downgrade(brief).text();
            }
        }
        return texts;
    }

    /// What the person at `index` reads.
    String text(int index) {
        return text(batch.variants()[index], batch.tokens()[index]);
    }

    /// What a person with that variant and token reads.
    String text(byte variant, String token) {
        return words[variant] + " " + links.page(batch.content(), token);
    }
}
