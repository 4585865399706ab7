package uk.tocsin.console.register;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.journal.MemoryJournal;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Shards;
import uk.tocsin.model.Tier;
import uk.tocsin.register.ContactCodec;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Marks.Erasure;
import uk.tocsin.register.MemoryRegister;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

class ErasuresTest {
    private static final int SHARD = 5;
    private static final int SLOT = 3;
    private static final int ORDINAL = Shards.ordinal(SHARD, SLOT);
    private static final int OTHER = Shards.ordinal(SHARD, SLOT + 1);
    private static final UUID ID = new UUID(4, SHARD);

    private final MemoryRegister register = new MemoryRegister();
    private final MemoryJournal journal = new MemoryJournal();
    private final Vault vault = new Vault(new KeyRing(Map.of(1, new byte[KeyRing.KEY_BYTES])), new SplittableRandom(1));
    private final byte[] claim = vault.blindIndex(ChannelKind.EMAIL, "sam@example.test");
    private Instant now = Instant.parse("2026-03-02T09:00:00Z");
    private final Erasures erasures = new Erasures(register, vault, journal, () -> now);

    private static <T> T await(Future<T> future) throws TimeoutException {
        return future.await(10, TimeUnit.SECONDS);
    }

    private static <T> T await(CompletionStage<T> stage) throws TimeoutException {
        return await(Future.fromCompletionStage(stage));
    }

    @BeforeEach
    void register() throws TimeoutException {
        Contact contact = new Contact(
                ID,
                "Sam",
                Tier.PUBLIC,
                Language.EN,
                true,
                List.of(new Endpoint(0, ChannelKind.EMAIL, "sam@example.test")));
        await(register.claimEndpoint(claim, ORDINAL));
        byte[] bytes = vault.seal(SHARD, SLOT, ContactCodec.encode(contact));
        await(register.put(SHARD, List.of(new Register.Entry(SLOT, bytes))));
    }

    @AfterEach
    void close() {
        journal.close();
        register.close();
    }

    private OptionalInt owner() throws TimeoutException {
        return await(register.endpointOwner(claim));
    }

    @Test
    void theRecordGoesAndTheJournalSaysSo() throws TimeoutException {
        assertThat(await(erasures.subscriber(ORDINAL))).contains(new Erasure(ORDINAL, ID));
        assertThat(await(erasures.complete(List.of(new Erasure(ORDINAL, ID))))).isEqualTo(1);
        assertThat(await(register.scan(SHARD, 0, 10))).isEmpty();
        assertThat(await(journal.end(SHARD))).isEqualTo(1);
        assertThat(await(erasures.subscriber(ORDINAL))).isEmpty();
        assertThat(await(erasures.complete(List.of(new Erasure(ORDINAL, ID))))).isZero();
    }

    @Test
    void anAddressIsFreeAfterThirtyDaysAndNotBefore() throws TimeoutException {
        await(erasures.complete(List.of(new Erasure(ORDINAL, ID))));
        now = now.plus(Duration.ofDays(30)).minusMillis(1);
        assertThat(await(erasures.release())).isZero();
        assertThat(owner()).hasValue(ORDINAL);
        now = now.plusMillis(1);
        assertThat(await(erasures.release())).isEqualTo(1);
        assertThat(owner()).isEmpty();
        assertThat(await(register.claimEndpoint(claim, OTHER))).isEqualTo(OTHER);
        assertThat(await(erasures.release())).isZero();
        assertThat(owner()).hasValue(OTHER);
    }

    @Test
    void aRecordThatDoesNotOpenIsErasedAllTheSame() throws TimeoutException {
        await(register.put(SHARD, List.of(new Register.Entry(SLOT, new byte[100]))));
        assertThat(await(erasures.complete(List.of(new Erasure(ORDINAL, ID))))).isEqualTo(1);
        assertThat(await(register.scan(SHARD, 0, 10))).isEmpty();
    }
}
