package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterContract;

class SqliteRegisterTest extends RegisterContract {
    private final Opened data = new Opened();

    @TempDir
    private Path directory;

    @Override
    protected Register open() {
        return data.again(directory.resolve("data")).register();
    }

    @Override
    protected Register reopen(Register open) {
        open.close();
        data.close();
        return open();
    }

    @Override
    protected boolean holdsAnyOf(List<byte[]> wanted) throws Exception {
        return FileBytes.of(directory.resolve("data")).containAnyOf(wanted);
    }

    @AfterEach
    void closeDirectory() {
        data.close();
    }
}
