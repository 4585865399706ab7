package uk.tocsin.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;
import uk.tocsin.console.config.Secret;
import uk.tocsin.console.config.Settings;
import uk.tocsin.register.KeyFile;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.VaultException;

/// Where an installation's key-encryption keys are from: the setting `engine.key` (usually from the
/// environment), or, if that is empty, a file in the data directory, made on the first run.
final class KeySource {
    private static final String SETTING = "engine.key";

    private KeySource() {}

    /// The key file of a data directory.
    static Path file(Path data) {
        return data.resolve("tocsin.key");
    }

    /// What messages call the source.
    static String name(Path data, Secret given) {
        return given.reveal().isEmpty() ? "key file " + file(data) : "setting " + SETTING;
    }

    /// Reads the keys; only where nothing is written yet, and by the first node, is the file made. `random` is fit for
    /// keys.
    ///
    /// @param begins whether nothing is written yet
    static KeyRing read(Settings settings, boolean begins, RandomGenerator random) {
        Path file = file(settings.data());
        Secret given = settings.engine().key();
        boolean mayMake = begins && settings.node() == 1;
        if (settings.cluster().isPresent() && !mayMake && given.reveal().isEmpty() && Files.notExists(file)) {
            throw new VaultException(
                    name(settings.data(), given) + " is not there: copy it from the first node, or set " + SETTING);
        }
        return read(settings.data(), given, random);
    }

    /// Reads the keys, or makes the file. `random` is fit for keys.
    static KeyRing read(Path data, Secret given, RandomGenerator random) {
        return given.reveal().isEmpty()
                ? KeyFile.loadOrCreate(file(data), random)
                : KeyFile.ofEnvironment(SETTING, given.reveal());
    }
}
