package uk.tocsin.console.imports;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// The history of imports, as sealed documents. Blocks; for the thread of the imports.
final class ImportBook {
    private static final String COLLECTION = "imports";
    private static final int MOST = Register.MAX_CLAIMS;
    private static final long PATIENCE_SECONDS = 60;

    private final Register register;
    private final Vault vault;

    ImportBook(Register register, Vault vault) {
        this.register = register;
        this.vault = vault;
    }

    /// All of them, the newest first.
    List<ImportJob> read() {
        List<String> keys = await(register.documentKeys(COLLECTION, MOST));
        List<ImportJob> jobs = new ArrayList<>();
        await(register.documents(COLLECTION, keys))
                .forEach((key, bytes) -> jobs.add(ImportJob.decode(vault.openDocument(COLLECTION, key, bytes))));
        jobs.sort(Comparator.comparingInt(ImportJob::number).reversed());
        return jobs;
    }

    /// Keeps one, durably.
    void write(ImportJob job) {
        String key = Integer.toString(job.number());
        await(register.putDocument(COLLECTION, key, vault.sealDocument(COLLECTION, key, job.encode())));
    }

    /// Forgets one.
    void remove(ImportJob job) {
        await(register.removeDocument(COLLECTION, Integer.toString(job.number())));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join();
    }
}
