package uk.tocsin.console.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.BiFunction;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.StoredState;
import uk.tocsin.store.sqlite.DataDirectory;
import uk.tocsin.store.sqlite.DataDirectoryException;

/// Opens a data directory that exists, for a command that asks and changes nothing.
final class Stored {
    private Stored() {}

    static <T> T ask(Path directory, BiFunction<StoredState, Taxonomy, T> question) {
        Taxonomy taxonomy = Taxonomy.standard();
        try (DataDirectory data = open(directory)) {
            return question.apply(new StoredState(data.journal(), data.snapshots(), taxonomy), taxonomy);
        }
    }

    /// Opens it; a directory that is not there is an error, and not made.
    static DataDirectory open(Path directory) {
        if (!Files.isDirectory(directory)) {
            throw new DataDirectoryException("data directory " + directory + " does not exist");
        }
        return DataDirectory.open(directory);
    }
}
