package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VaultTest {
    @Test
    void manyThreadsShareAVault() throws Exception {
        SecureRandom random = new SecureRandom();
        byte[] key = new byte[KeyRing.KEY_BYTES];
        random.nextBytes(key);
        Vault vault = new Vault(new KeyRing(Map.of(1, key)), random);
        List<Future<Integer>> done = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            for (int shard = 0; shard < 4; shard++) {
                int number = shard;
                done.add(threads.submit(() -> {
                    int opened = 0;
                    for (int slot = 0; slot < 500; slot++) {
                        byte[] plain = {(byte) number, (byte) slot, (byte) (slot >> 8)};
                        byte[] back = vault.open(number, slot, vault.seal(number, slot, plain));
                        opened += java.util.Arrays.equals(plain, back) ? 1 : 0;
                    }
                    return opened;
                }));
            }
            for (Future<Integer> one : done) {
                assertThat(one.get(30, TimeUnit.SECONDS)).isEqualTo(500);
            }
        }
    }
}
