package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeyFileTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[KeyRing.KEY_BYTES]);

    @TempDir
    private Path directory;

    private final Random random = new Random(3);

    private Path file() {
        return directory.resolve("kek");
    }

    private Path written(String text) throws IOException {
        Files.writeString(file(), text);
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-------"));
        return file();
    }

    @Test
    void theFirstRunMakesTheFileForItsOwnerOnlyAndTheNextReadsIt() throws IOException {
        Vault first = new Vault(KeyFile.loadOrCreate(file(), random), random);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
        byte[] sealed = first.seal(1, 2, new byte[] {5});
        Vault second = new Vault(KeyFile.loadOrCreate(file(), random), random);
        assertThat(second.open(1, 2, sealed)).containsExactly(5);
        try (var files = Files.list(directory)) {
            assertThat(files).containsExactly(file());
        }
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws IOException {
        written("1:" + KEY);
        for (String permissions : new String[] {"rw-r-----", "rw----r--", "rw--w----", "rwx------"}) {
            Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(permissions));
            assertThatThrownBy(() -> KeyFile.loadOrCreate(file(), random))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining(file().toString())
                    .hasMessageContaining(permissions);
        }
        Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("r--------"));
        assertThat(KeyFile.loadOrCreate(file(), random).sealingId()).isEqualTo(1);
    }

    @Test
    void severalKeysAndRemarksAreRead() throws IOException {
        KeyRing ring = KeyFile.loadOrCreate(written("# ours\n\n1:" + KEY + "\r\n 7: " + KEY + "\n"), random);
        assertThat(ring).hasToString("KeyRing[1, 7]");
        assertThat(ring.sealingId()).isEqualTo(7);
    }

    @Test
    void malformedContentIsRefusedByLineAndReasonAndNotShown() throws IOException {
        String[][] cases = {
            {"", "holds no key"},
            {"# nothing\n", "holds no key"},
            {"1:" + KEY + "\nsecretword", "line 2: does not begin with an id"},
            {"x:" + KEY, "line 1: does not begin with an id"},
            {"0:" + KEY, "line 1: id 0"},
            {"256:" + KEY, "line 1: id 256"},
            {"1:secret!word", "line 1: the key is not base64"},
            {"1:c2VjcmV0d29yZA==", "line 1: the key has 10 bytes instead of 32"},
            {"1:" + KEY + "\n1:" + KEY, "line 2: id 1 stands twice"},
        };
        for (String[] one : cases) {
            Path file = written(one[0]);
            assertThatThrownBy(() -> KeyFile.loadOrCreate(file, random))
                    .isInstanceOf(VaultException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining(one[1])
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void aFileThatIsSomethingElseIsRefused() throws IOException {
        written("x".repeat(70_000));
        assertThatThrownBy(() -> KeyFile.loadOrCreate(file(), random)).hasMessageContaining("not a key file");
        Path folder = Files.createDirectory(
                directory.resolve("folder"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        assertThatThrownBy(() -> KeyFile.loadOrCreate(folder, random)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> KeyFile.loadOrCreate(directory.resolve("no/such/kek"), random))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("no/such/kek");
    }

    @Test
    void theEnvironmentHoldsTheSame() {
        assertThat(KeyFile.ofEnvironment("TOCSIN_KEK", "1:" + KEY + ",2:" + KEY))
                .hasToString("KeyRing[1, 2]");
        assertThatThrownBy(() -> KeyFile.ofEnvironment("TOCSIN_KEK", "secret"))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("TOCSIN_KEK")
                .hasMessageNotContaining("secret");
    }
}
