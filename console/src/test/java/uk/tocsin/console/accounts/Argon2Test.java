package uk.tocsin.console.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.bouncycastle.crypto.params.Argon2Parameters;
import org.junit.jupiter.api.Test;

class Argon2Test {
    private final Random random = new Random(1);

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    /// RFC 9106, 5.3.
    @Test
    void theVectorOfTheStandardHolds() {
        Argon2Parameters parameters = Argon2.parameters(32, 3, 4, filled(16, 2))
                .withSecret(filled(8, 3))
                .withAdditional(filled(12, 4))
                .build();

        assertThat(HexFormat.of().formatHex(Argon2.compute(parameters, filled(32, 1), 32)))
                .isEqualTo("0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    @Test
    void aHashIsOfItsPasswordAlone() {
        Argon2 hash = Argon2.read(Argon2.of("a long enough secret", random).text());

        assertThat(hash.isOf("a long enough secret")).isTrue();
        assertThat(hash.isOf("a long enough secreT")).isFalse();
        assertThat(Argon2.nobodys(random).isOf("a long enough secret")).isFalse();
    }

    @Test
    void itsTextSaysWhatItWasMadeWith() {
        Argon2 hash = Argon2.of("a long enough secret", random);

        assertThat(hash.text()).matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[^$]{22}\\$[^$]{43}");
        assertThat(hash.text())
                .isNotEqualTo(Argon2.of("a long enough secret", random).text());
        assertThatThrownBy(() -> Argon2.read("$argon2i$v=19$m=19456,t=2,p=1$AAAA$AAAA"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keyboardsThatSpellALetterDifferentlyGiveTheSamePassword() {
        assertThat(Argon2.of("caf\u00e9 caf\u00e9 caf\u00e9", random).isOf("cafe\u0301 cafe\u0301 cafe\u0301"))
                .isTrue();
    }
}
