package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room that is left where a directory lives. One system call a question.
final class DiskSpace {
    private final FileStore store;

    DiskSpace(Path directory) throws IOException {
        store = Files.getFileStore(directory);
    }

    /// Bytes that this process may still write.
    long usable() throws IOException {
        return store.getUsableSpace();
    }
}
