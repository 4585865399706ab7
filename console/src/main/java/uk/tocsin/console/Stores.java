package uk.tocsin.console;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Ownership;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Where an installation keeps everything: in this process, or on the engines of a cluster. Opening and closing
/// block.
interface Stores extends AutoCloseable {
    /// Opens what the settings name. Throws with words for the operator.
    static Stores open(Settings settings, MeterRegistry meters) {
        return settings.cluster()
                .<Stores>map(cluster -> ClusterStores.open(settings.data(), cluster))
                .orElseGet(() -> EmbeddedStores.open(settings.data(), meters));
    }

    Journal journal();

    /// Whether nothing was ever done here; blocks.
    default boolean begins() {
        return journal().end(Journal.CONTROL).toCompletableFuture().join() == 0;
    }

    Ownership ownership();

    Snapshots snapshots();

    Register register();

    Marks marks();

    /// Copies everything into an empty or new directory, while it is in use; blocks. The vault of the installation
    /// opens those records that change meanwhile.
    void backupTo(Path target, Vault vault, Progress progress);

    @Override
    void close();
}
