package uk.tocsin.shard;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.SuppressionReason;

/// The ledger's own audit sees a delivery that is lost, or in two places.
class AuditTest {
    private static final RoaringBitmap ONE = RoaringBitmap.bitmapOf(1);

    private final ChannelLedger ledger = new ChannelLedger(ChannelKind.SMS, 0);

    AuditTest() {
        ledger.plan(0, 0, RoaringBitmap.bitmapOf(1, 2, 3));
    }

    @Test
    void everyDeliveryInOnePlaceIsInOrder() {
        ledger.open(7, 0, new int[] {2});
        ledger.suppress(SuppressionReason.NO_ENDPOINT, RoaringBitmap.bitmapOf(3));
        assertThat(ledger.audit()).isNull();
    }

    @Test
    void aLostDeliveryIsSeen() {
        ledger.work().remove(ONE);
        assertThat(ledger.audit()).contains("is lost");
    }

    @Test
    void workThatIsOnItsWayIsSeen() {
        ledger.open(7, 0, new int[] {1});
        ledger.work().makeReady(ONE);
        assertThat(ledger.audit()).contains("already on its way");
    }

    @Test
    void workThatIsDoneIsSeen() {
        ledger.received(
                new ShardRecord.Received(
                        1, 0, 0, 0, Evidence.READ, FailureReason.OTHER, EvidenceSource.PERSON, 5, new int[] {1}),
                5,
                new Directory());
        ledger.work().makeReady(ONE);
        assertThat(ledger.audit()).contains("already done");
    }
}
