package uk.tocsin.console.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.Profile;
import uk.tocsin.model.QuietHours;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Tier;
import uk.tocsin.shard.EndpointMask;
import uk.tocsin.shard.ShardRecord;

class IndexEntriesTest {
    private static final Taxonomy TAXONOMY = Taxonomy.standard();
    private static final int RETAIL = TAXONOMY.code(Dimension.SECTOR, "retail");
    private static final Preferences WISH = new Preferences(Severity.SEVERE, QuietHours.FROM_22_TO_7, true);

    private static Contact contact(boolean agrees) {
        Profile profile = new Profile(List.of(RETAIL), List.of(4, 9), WISH, List.of(), Map.of(), Instant.EPOCH, 0);
        List<Endpoint> endpoints = List.of(new Endpoint(2, ChannelKind.SMS, "+447700900001"));
        return new Contact(new UUID(1, 2), "Ann", Tier.BUSINESS, Language.EN, agrees, endpoints, profile);
    }

    @Test
    void theShardIsToldAllThatItDecidesBy() {
        ShardRecord.SubscriberEntry entry = IndexEntries.of(7, contact(true), TAXONOMY);

        assertThat(entry.slot()).isEqualTo(7);
        assertThat(entry.segments()).containsExactly(RETAIL, TAXONOMY.code(Dimension.TIER, "business"));
        assertThat(entry.endpoints()).isEqualTo(EndpointMask.with(0, 2, ChannelKind.SMS));
        assertThat(entry.premises()).containsExactly(4, 9);
        assertThat(Preferences.of(entry.preferences())).isEqualTo(WISH);
    }

    @Test
    void whoDoesNotAgreeIsNobody() {
        ShardRecord.SubscriberEntry entry = IndexEntries.of(7, contact(false), TAXONOMY);

        assertThat(entry.segments()).isEmpty();
        assertThat(entry.endpoints()).isZero();
        assertThat(entry.premises()).isEmpty();
    }
}
