package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Recorder;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// Records of other nodes stand between those of one append.
@Timeout(120)
class SharedJournalTest {
    private static final int PEOPLE = 300;
    private static final int SHARD = 5;
    private static final int CHANGES = 100;

    private final Station station = new Station();

    @BeforeEach
    void open() {
        station.through = SharedJournal::new;
        station.start();
        station.staff();
    }

    @AfterEach
    void close() {
        assertThat(station.fatal).isEmpty();
        station.close();
    }

    @Test
    void whoAppendsIsToldTheirOwnRecordsPosition() throws Exception {
        Map<Integer, Future<Long>> told = new TreeMap<>();
        for (int slot = 1; slot <= CHANGES; slot++) {
            told.put(slot, station.engine().append(SHARD, new ShardRecord.EndpointReleased(slot, 3)));
        }
        long last = 0;
        for (Future<Long> position : told.values()) {
            last = Math.max(last, Station.await(position));
        }
        List<byte[]> log;
        try (ExecutorService executor = Executors.newSingleThreadExecutor()) {
            Recorder recorder = new Recorder(0);
            station.journal.follow(SHARD, 0, executor, recorder);
            log = recorder.await((int) last + 1);
        }
        told.forEach((slot, position) -> assertThat(
                        ShardCodec.decode(log.get(Station.await(position).intValue())))
                .isEqualTo(new ShardRecord.EndpointReleased(slot, 3)));
    }

    @Test
    void everybodyIsSentToOnce() {
        station.people(PEOPLE, ChannelKind.SMS);
        int alert = station.dispatched(ChannelKind.SMS);
        station.awaitState(alert, ChannelKind.SMS, DeliveryState.ACCEPTED, PEOPLE);
        assertThat(station.provider.byAddress(alert, ChannelKind.SMS)).hasSize(PEOPLE);
        assertThat(station.provider.byAddress(alert, ChannelKind.SMS).values()).containsOnly(1);
    }
}
