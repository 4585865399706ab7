package uk.tocsin.store.sqlite;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A full disk: less room than the reserve (runs everywhere)")
class FullDiskTest extends FullDiskContract {
    private static final long PLENTY = 1L << 40;

    private final AtomicLong room = new AtomicLong(PLENTY);

    @TempDir
    private Path root;

    @Override
    protected DataDirectory open() {
        return reopen();
    }

    @Override
    protected DataDirectory reopen() {
        return DataDirectory.open(in(root), StoreSettings.defaults(), room::get);
    }

    @Override
    protected void fill(DataDirectory data) {
        room.set(StoreSettings.defaults().reserveBytes() - 1);
    }

    @Override
    protected void empty() {
        room.set(PLENTY);
    }
}
