package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// A data directory of a test: at most one open at a time.
final class Opened implements AutoCloseable {
    private @Nullable DataDirectory data;

    /// Closes the last one and opens the directory.
    DataDirectory again(Path directory) {
        return again(directory, StoreSettings.defaults());
    }

    DataDirectory again(Path directory, StoreSettings settings) {
        close();
        DataDirectory opened = DataDirectory.open(directory, settings);
        data = opened;
        return opened;
    }

    @Override
    public void close() {
        DataDirectory open = data;
        data = null;
        if (open != null) {
            open.close();
        }
    }
}
