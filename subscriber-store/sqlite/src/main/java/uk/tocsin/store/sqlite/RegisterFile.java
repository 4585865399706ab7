package uk.tocsin.store.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import uk.tocsin.register.Register;
import uk.tocsin.register.RegisterException;

/// The register of a data directory for those who only read it: nothing in the directory changes, and another
/// process may have it open. What that one writes is seen, except claims of many that it makes meanwhile.
public final class RegisterFile implements AutoCloseable {
    private final Register register;

    private RegisterFile(Register register) {
        this.register = register;
    }

    /// Whether a directory holds a store that can be read.
    public static boolean isIn(Path directory) {
        try {
            return !Layout.restoring(directory) && Layout.marked(directory);
        } catch (IOException e) {
            throw cannotBeRead(directory, e);
        }
    }

    /// Opens the register of a directory that holds a store. DataDirectoryException: it cannot be read.
    public static RegisterFile open(Path directory) {
        StoreSettings settings = StoreSettings.defaults();
        Path file = StoreFile.REGISTER.in(directory);
        try (Session session = Session.forReading(file, settings.cacheBytes() / 4)) {
            Layout.check(session, file);
            Claims claims = Claims.loadForReading(session);
            Readers readers =
                    new Readers("register", file, settings.registerReaders(), false, settings, SqliteRegister::failure);
            return new RegisterFile(new SqliteRegister(new NoTasks(), readers, claims));
        } catch (SQLException e) {
            throw cannotBeRead(directory, e);
        }
    }

    private static DataDirectoryException cannotBeRead(Path directory, Exception why) {
        return new DataDirectoryException("data directory " + directory + " cannot be read: " + why.getMessage(), why);
    }

    private static final class NoTasks implements Tasks {
        @Override
        public <T> CompletableFuture<T> submit(Task<T> task) {
            task.stage()
                    .completeExceptionally(new RegisterException(task.name() + ": the register is open for reading"));
            return task.stage();
        }

        @Override
        public void close() {}
    }

    /// The register; whatever would change it fails.
    public Register register() {
        return register;
    }

    @Override
    public void close() {
        register.close();
    }
}
