package uk.tocsin.console;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Ownership;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.journal.SoleOwnership;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.store.sqlite.DataDirectory;
import uk.tocsin.store.sqlite.LastingMarks;
import uk.tocsin.store.sqlite.StoreSettings;

/// Everything in a data directory, of which this process is the only user.
final class EmbeddedStores implements Stores {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedStores.class);

    private final DataDirectory data;
    private final Marks marks;
    private final Ownership ownership = new SoleOwnership();

    private EmbeddedStores(DataDirectory data, Marks marks) {
        this.data = data;
        this.marks = marks;
    }

    static EmbeddedStores open(Path directory, MeterRegistry meters) {
        DataDirectory data =
                DataDirectory.open(directory, StoreSettings.defaults().withListener(new StoreMeters(meters)));
        try {
            return new EmbeddedStores(data, marks(directory, data.journal()));
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static Marks marks(Path directory, Journal journal) {
        Path file = LastingMarks.in(directory);
        boolean fresh = journal.end(Journal.CONTROL).toCompletableFuture().join() == 0;
        if (Files.notExists(file) && !fresh) {
            LOG.warn("{} is missing and is made anew: a restore will not erase again who was erased before now", file);
        }
        return LastingMarks.open(file);
    }

    @Override
    public Journal journal() {
        return data.journal();
    }

    @Override
    public Ownership ownership() {
        return ownership;
    }

    @Override
    public Snapshots snapshots() {
        return data.snapshots();
    }

    @Override
    public Register register() {
        return data.register();
    }

    @Override
    public Marks marks() {
        return marks;
    }

    @Override
    public void backupTo(Path target, Vault vault, Progress progress) {
        data.backupTo(target);
    }

    /// Says that the installation goes on elsewhere: nobody opens the directory again.
    void retire() {
        data.retire();
    }

    @Override
    public void close() {
        try {
            marks.close();
        } finally {
            data.close();
        }
    }
}
