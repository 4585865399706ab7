package uk.tocsin.console.cli;

import java.nio.file.Path;
import uk.tocsin.store.sqlite.DataDirectory;

/// Copies of a data directory, and data directories from copies.
final class StoreCommands {
    private StoreCommands() {}

    static int backup(Arguments arguments, Terminal terminal) {
        Path target = Path.of(arguments.word("target directory"));
        try (DataDirectory data = Stored.open(arguments.data())) {
            data.backupTo(target);
        }
        terminal.out().println("backed up to " + target + "; the key file is not in it: keep that elsewhere");
        return Commands.DONE;
    }

    static int restore(Arguments arguments, Terminal terminal) {
        Path backup = Path.of(arguments.word("backup directory"));
        DataDirectory.restore(backup, arguments.data());
        terminal.out().println("restored; every live alert is halted until two people resume or close it");
        return Commands.DONE;
    }
}
