package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.SecureRandom;
import java.util.Map;
import org.junit.jupiter.api.Test;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.MemoryRegister;
import uk.tocsin.register.Vault;
import uk.tocsin.register.VaultException;

class KeyProbeTest {
    private static final byte[] FIRST = key(1);
    private static final byte[] SECOND = key(2);

    private final MemoryRegister register = new MemoryRegister();
    private final SecureRandom random = new SecureRandom();

    private static byte[] key(int filling) {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        key[0] = (byte) filling;
        return key;
    }

    private void check(Map<Integer, byte[]> keys) {
        KeyRing ring = new KeyRing(keys);
        KeyProbe.check(register, new Vault(ring, random), ring, "key file k");
    }

    @Test
    void theSameKeysOpenAndAnAddedOneDoesToo() {
        check(Map.of(1, FIRST));
        check(Map.of(1, FIRST));
        assertThatNoException().isThrownBy(() -> check(Map.of(1, FIRST, 2, SECOND)));
    }

    @Test
    void anotherKeyOfTheSameIdIsNoticedBeforeAnythingElse() {
        check(Map.of(1, FIRST));
        assertThatThrownBy(() -> check(Map.of(1, SECOND)))
                .isInstanceOf(VaultException.class)
                .hasMessage("key file k: the register was sealed with a key 1 that is missing there or another");
    }

    @Test
    void aKeyThatOnceSealedIsMissed() {
        check(Map.of(1, FIRST));
        check(Map.of(1, FIRST, 2, SECOND));
        assertThatThrownBy(() -> check(Map.of(2, SECOND))).hasMessageContaining("a key 1 that is missing");
        assertThatThrownBy(() -> check(Map.of(1, FIRST))).hasMessageContaining("a key 2 that is missing");
    }
}
