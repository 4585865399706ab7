package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/// The room that is left where a data directory lives. Asked by the writing threads.
@FunctionalInterface
interface DiskSpace {
    /// Bytes that this process may still write.
    long usable() throws IOException;

    /// What the file system of a directory says: one system call a question.
    static DiskSpace of(Path directory) throws IOException {
        FileStore store = Files.getFileStore(directory);
        return store::getUsableSpace;
    }
}
