package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.JournalException;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.shard.ShardRecord;

/// A disk without room.
@Timeout(120)
class JournalTroubleTest {
    private static final int PEOPLE = 300;
    private static final long SECOND = 1_000_000_000L;

    private final Station station = Station.opened();

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void aFullDiskStopsSendingWithinASecondAndRoomResumesIt() {
        station.people(PEOPLE, ChannelKind.SMS);
        station.quota(ChannelKind.SMS, 6_000);
        int alert = station.dispatched(ChannelKind.SMS);
        station.eventually(() -> assertThat(station.provider.count(alert)).isGreaterThan(20));

        station.journal.full(true);
        long full = station.clock.nanos();
        assertThat(Station.await(station.engine().ready())).isFalse();
        int person = station.people.getFirst();
        ShardRecord.Input change =
                new ShardRecord.EndpointSuppressed(Shards.slotOf(person), 0, SuppressionCause.UNSUBSCRIBED);
        assertThatThrownBy(() -> Station.await(station.engine().change(Shards.shardOf(person), change)))
                .rootCause()
                .isInstanceOf(JournalException.class);
        double failedOnce = failed();
        station.eventually(() -> assertThat(failed()).isGreaterThan(failedOnce + Shards.COUNT));
        assertThat(station.provider.requests())
                .allSatisfy(request -> assertThat(request.nanos() - full).isLessThan(SECOND));
        long spent = (station.clock.nanos() - full) / SECOND + 1;
        assertThat(failed()).as("each shard tries a few times a second").isLessThan(Shards.COUNT * 8.0 * spent);

        station.journal.full(false);
        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.byAddress(alert, ChannelKind.SMS).values()).containsOnly(1);
        assertThat(Station.await(station.engine().ready())).isTrue();
    }

    private double failed() {
        return station.meters.counter("tocsin.journal.failed").count();
    }
}
