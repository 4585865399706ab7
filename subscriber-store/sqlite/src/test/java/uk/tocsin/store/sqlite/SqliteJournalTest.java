package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalContract;

class SqliteJournalTest extends JournalContract {
    private final Opened data = new Opened();

    @TempDir
    private Path directory;

    @Override
    protected Journal open() {
        return data.again(directory.resolve("data")).journal();
    }

    @Override
    protected Journal reopen(Journal open) {
        open.close();
        data.close();
        return open();
    }

    @AfterEach
    void closeDirectory() {
        data.close();
    }
}
