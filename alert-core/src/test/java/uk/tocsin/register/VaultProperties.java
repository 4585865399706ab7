package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import uk.tocsin.model.ChannelKind;

class VaultProperties {
    private static final byte[] FIRST = key(1);
    private static final byte[] SECOND = key(2);

    private final Random random = new Random(5);
    private final Vault vault = new Vault(new KeyRing(Map.of(1, FIRST)), random);

    private static byte[] key(int seed) {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        new Random(seed).nextBytes(key);
        return key;
    }

    @Property(tries = 300)
    void whatIsSealedOpens(
            @ForAll @IntRange(min = 0, max = 63) int shard, @ForAll @IntRange int slot, @ForAll byte[] plain) {
        byte[] sealed = vault.seal(shard, slot, plain);
        assertThat(sealed).hasSize(plain.length + Vault.OVERHEAD_BYTES);
        assertThat(vault.open(shard, slot, sealed)).isEqualTo(plain);
    }

    @Property(tries = 500)
    void anyFlippedBitIsDetected(@ForAll @Size(max = 300) byte[] plain, @ForAll @IntRange int where) {
        byte[] sealed = vault.seal(3, 4, plain);
        int bit = where % (sealed.length * 8);
        sealed[bit / 8] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> vault.open(3, 4, sealed)).isInstanceOf(VaultException.class);
    }

    @Property(tries = 200)
    void whatIsCutIsDetected(@ForAll @Size(max = 100) byte[] plain, @ForAll @IntRange int where) {
        byte[] sealed = vault.seal(3, 4, plain);
        byte[] cut = Arrays.copyOf(sealed, where % sealed.length);
        assertThatThrownBy(() -> vault.open(3, 4, cut)).isInstanceOf(VaultException.class);
    }

    @Example
    void everyBitOfOneRecordIsGuarded() {
        byte[] sealed = vault.seal(3, 4, "text".getBytes(StandardCharsets.UTF_8));
        Vault both = new Vault(new KeyRing(Map.of(1, FIRST, 3, SECOND)), random);
        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] flipped = sealed.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            // The ring has the key whose id is one bit away, too.
            assertThatThrownBy(() -> both.open(3, 4, flipped)).isInstanceOf(VaultException.class);
        }
    }

    @Example
    void recordsCannotChangePlaces() {
        byte[] plain = {1, 2, 3};
        byte[] sealed = vault.seal(3, 4, plain);
        assertThatThrownBy(() -> vault.open(3, 5, sealed)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.open(4, 3, sealed)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.openDocument("3", "4", sealed)).isInstanceOf(VaultException.class);
        byte[] document = vault.sealDocument("staff", "ab", plain);
        assertThat(vault.openDocument("staff", "ab", document)).isEqualTo(plain);
        assertThatThrownBy(() -> vault.openDocument("staffa", "b", document)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.openDocument("draft", "ab", document)).isInstanceOf(VaultException.class);
    }

    @Example
    void theSamePlainBytesNeverSealTheSame() {
        byte[] plain = new byte[100];
        byte[] one = vault.seal(1, 1, plain);
        byte[] other = vault.seal(1, 1, plain);
        assertThat(Arrays.copyOfRange(one, 2, one.length)).isNotEqualTo(Arrays.copyOfRange(other, 2, other.length));
        assertThat(Arrays.copyOfRange(one, 2, 18)).isNotEqualTo(Arrays.copyOfRange(other, 2, 18));
    }

    @Example
    void aRotatedRingOpensOldRecordsAndSealsWithTheNewKey() {
        byte[] plain = {7};
        byte[] old = vault.seal(1, 1, plain);
        Vault rotated = new Vault(new KeyRing(Map.of(1, FIRST, 2, SECOND)), random);
        assertThat(rotated.open(1, 1, old)).isEqualTo(plain);
        byte[] fresh = rotated.seal(1, 1, plain);
        assertThat(fresh[1]).isEqualTo((byte) 2);
        assertThatThrownBy(() -> vault.open(1, 1, fresh))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("key 2");
        assertThat(rotated.blindIndex(ChannelKind.SMS, "+447700900001"))
                .isEqualTo(vault.blindIndex(ChannelKind.SMS, "+447700900001"));
    }

    @Example
    void aBlindIndexTellsDomainsApart() {
        byte[] index = vault.blindIndex("premises", "1");

        assertThat(index).hasSize(Register.BLIND_INDEX_BYTES).isEqualTo(vault.blindIndex("premises", "1"));
        assertThat(vault.blindIndex("person", "1")).isNotEqualTo(index);
        assertThat(vault.blindIndex("premise", "s1")).isNotEqualTo(index);
        for (ChannelKind channel : ChannelKind.values()) {
            assertThat(vault.blindIndex(channel, "premises1")).isNotEqualTo(index);
        }
    }

    @Example
    void aBlindIndexTellsChannelsAndKeysApart() {
        byte[] index = vault.blindIndex(ChannelKind.SMS, "+447700900001");
        assertThat(index).hasSize(Register.BLIND_INDEX_BYTES);
        assertThat(vault.blindIndex(ChannelKind.SMS, "+447700900001")).isEqualTo(index);
        assertThat(vault.blindIndex(ChannelKind.SMS, "+447700900002")).isNotEqualTo(index);
        assertThat(vault.blindIndex(ChannelKind.EMAIL, "+447700900001")).isNotEqualTo(index);
        assertThat(new Vault(new KeyRing(Map.of(1, SECOND)), random).blindIndex(ChannelKind.SMS, "+447700900001"))
                .isNotEqualTo(index);
    }

    @Example
    void nothingPrintsAKey() {
        assertThat(new KeyRing(Map.of(1, FIRST, 9, SECOND))).hasToString("KeyRing[1, 9]");
        assertThat(vault).hasToString("Vault[keys [1]]");
    }
}
