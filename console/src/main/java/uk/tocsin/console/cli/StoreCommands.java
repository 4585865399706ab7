package uk.tocsin.console.cli;

import java.nio.file.Path;
import uk.tocsin.console.Backup;
import uk.tocsin.console.Migrate;
import uk.tocsin.console.Restore;
import uk.tocsin.console.config.Settings;

/// Copies of an installation, installations from copies, and the move into a cluster.
final class StoreCommands {
    private static final String THINGS = "things";

    private StoreCommands() {}

    private static Meter meter(Terminal terminal) {
        return new Meter(terminal.out(), THINGS, 0, 0);
    }

    static int backup(Arguments arguments, Terminal terminal) {
        Path target = Path.of(arguments.word("target directory"));
        Settings settings = settings(arguments);
        if (settings.cluster().isPresent()) {
            Backup.ofCluster(target, settings, arguments.option("marks").map(Path::of), meter(terminal)::at);
        } else {
            Backup.run(target, arguments.data());
        }
        terminal.out()
                .println("backed up to " + target + "; neither the key file nor the marks are in it:"
                        + " keep copies of both apart from it");
        return Commands.DONE;
    }

    /// Settings in which the directory may be named by `--data` or, as a node's, in the file.
    private static Settings settings(Arguments arguments) {
        if (arguments.option("config").isEmpty()) {
            arguments.data();
        }
        return Options.settings(arguments);
    }

    static int restore(Arguments arguments, Terminal terminal) {
        Path backup = Path.of(arguments.word("backup directory"));
        Settings settings = settings(arguments);
        boolean withoutMarks = arguments.has("without-marks");
        Restore.Report report = settings.cluster().isPresent()
                ? Restore.intoCluster(
                        backup, settings, arguments.option("marks").map(Path::of), withoutMarks, meter(terminal)::at)
                : Restore.run(backup, settings.data(), settings.engine().key(), withoutMarks);
        terminal.out()
                .printf(
                        "restored, generation %,d; %,d live alerts are halted until two people resume or one closes"
                                + " each; %,d people were erased again; the next alert is number %d%n",
                        report.generation(), report.halted(), report.erased(), report.firstFreeAlert());
        return Commands.DONE;
    }

    static int migrate(Arguments arguments, Terminal terminal) {
        Path directory = Path.of(arguments.word("data directory"));
        Settings settings = Options.settings(arguments);
        Meter meter = meter(terminal);
        Migrate.Moved moved = Migrate.run(directory, settings, meter::at);
        meter.end(moved.report().count());
        terminal.out().print(moved.report());
        terminal.out()
                .println("the cluster holds the same, by counts and digests; give every node the " + moved.keys()
                        + " (tocsin.key in its data.dir, mode 600), and do not serve " + directory + " again");
        return Commands.DONE;
    }
}
