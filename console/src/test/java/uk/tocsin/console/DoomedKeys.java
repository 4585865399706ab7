package uk.tocsin.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import uk.tocsin.console.config.Secret;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.store.sqlite.DataDirectory;

/// A process that makes the keys of installations on their first run, as far as a certain document. To be killed there.
final class DoomedKeys {
    static final int WRITES = 4;

    private DoomedKeys() {}

    static Path folder(Path directory, int writes) {
        return directory.resolve("keys" + writes);
    }

    /// What a start does with keys before it does anything else.
    static Keys start(Path folder, Register register) {
        SecureRandom random = new SecureRandom();
        KeyRing ring = KeySource.read(folder, new Secret(""), random);
        Vault vault = new Vault(ring, random);
        KeyProbe.check(register, vault, ring, KeySource.name(folder, new Secret("")));
        return Keys.load(register, vault, random);
    }

    public static void main(String[] args) throws Exception {
        for (int writes = 0; writes <= WRITES; writes++) {
            Path folder = folder(Path.of(args[0]), writes);
            Files.createDirectory(folder);
            DataDirectory data = DataDirectory.open(folder);
            Cut cut = new Cut(data.register(), writes);
            Thread.ofPlatform().daemon().start(() -> {
                start(folder, cut.register());
                cut.done();
            });
            cut.await();
        }
        Cut.waitForTheEnd();
    }
}
