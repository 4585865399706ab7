package uk.tocsin.console.cli;

import java.nio.file.Path;
import uk.tocsin.console.Backup;
import uk.tocsin.console.Restore;
import uk.tocsin.console.config.Settings;

/// Copies of a data directory, and data directories from copies.
final class StoreCommands {
    private StoreCommands() {}

    static int backup(Arguments arguments, Terminal terminal) {
        Path target = Path.of(arguments.word("target directory"));
        Backup.run(target, arguments.data());
        terminal.out()
                .println("backed up to " + target + "; neither the key file nor the marks are in it:"
                        + " keep copies of both apart from it");
        return Commands.DONE;
    }

    static int restore(Arguments arguments, Terminal terminal) {
        Path backup = Path.of(arguments.word("backup directory"));
        arguments.data();
        Settings settings = Options.settings(arguments);
        Restore.Report report =
                Restore.run(backup, settings.data(), settings.engine().key(), arguments.has("without-marks"));
        terminal.out()
                .printf(
                        "restored, generation %,d; %,d live alerts are halted until two people resume or one closes"
                                + " each; %,d people were erased again; the next alert is number %d%n",
                        report.generation(), report.halted(), report.erased(), report.firstFreeAlert());
        return Commands.DONE;
    }
}
