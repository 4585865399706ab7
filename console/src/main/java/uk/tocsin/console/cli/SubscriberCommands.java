package uk.tocsin.console.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.Installation;
import uk.tocsin.console.ListJudge;
import uk.tocsin.console.imports.Crew;
import uk.tocsin.console.imports.ListExport;
import uk.tocsin.console.imports.ListGenerator;
import uk.tocsin.console.imports.ListImport;
import uk.tocsin.console.imports.ListWriter;
import uk.tocsin.console.imports.Tally;
import uk.tocsin.model.Shards;
import uk.tocsin.store.sqlite.RegisterFile;

/// Lists of subscribers: into a data directory that nobody serves, out of it, and made up.
final class SubscriberCommands {
    private static final int MOST = 100_000_000;
    private static final String PROGRESS = "import.progress";

    private SubscriberCommands() {}

    private interface Work {
        int run() throws IOException;
    }

    private static int doing(Terminal terminal, Work work) {
        try {
            return work.run();
        } catch (FileAlreadyExistsException e) {
            terminal.errors().println("tocsin: " + e.getFile() + " is there already");
            return Commands.NO;
        } catch (NoSuchFileException e) {
            terminal.errors().println("tocsin: " + e.getFile() + " is not there");
            return Commands.NO;
        } catch (IOException | UncheckedIOException e) {
            terminal.errors().println("tocsin: " + e.getMessage());
            return Commands.NO;
        } catch (CompletionException e) {
            terminal.errors().println("tocsin: " + e.getCause());
            return Commands.NO;
        }
    }

    // ---- import

    static int importList(Arguments arguments, Terminal terminal) {
        ListImport.Order order = new ListImport.Order(
                Path.of(arguments.word("file")),
                renamed(arguments),
                arguments.has("foreign"),
                arguments.option("errors").map(Path::of));
        boolean dry = arguments.has("dry-run");
        if (!dry) {
            arguments.data();
        }
        return doing(terminal, () -> dry ? judged(order, arguments, terminal) : imported(order, arguments, terminal));
    }

    private static Map<String, String> renamed(Arguments arguments) {
        Map<String, String> renamed = new HashMap<>();
        for (String each : arguments.all("map")) {
            int equals = each.lastIndexOf('=');
            if (equals <= 0 || equals == each.length() - 1) {
                throw new UsageException("--map: \"" + each + "\" is not THEIRS=OURS");
            }
            renamed.put(
                    each.substring(0, equals).strip(),
                    each.substring(equals + 1).strip());
        }
        return renamed;
    }

    private static int judged(ListImport.Order order, Arguments arguments, Terminal terminal) throws IOException {
        if (arguments.option("data").isEmpty() || !RegisterFile.isIn(arguments.data())) {
            return judged(order, Optional.empty(), terminal);
        }
        try (ListJudge judge = ListJudge.open(Options.settings(arguments))) {
            return judged(order, Optional.of(new ListImport.Judge(judge.vault(), judge.desk())), terminal);
        }
    }

    private static int judged(ListImport.Order order, Optional<ListImport.Judge> judge, Terminal terminal)
            throws IOException {
        try (Crew crew = new Crew(Runtime.getRuntime().availableProcessors())) {
            Meter meter = new Meter(terminal.out(), "rows", 0, 0);
            Tally tally = new ListImport(order, Taxonomy.standard(), Installation.now(), crew.threads())
                    .dryRun(judge, (bytes, of, soFar) -> meter.at((double) bytes / of, soFar.read()));
            meter.end(tally.read());
            terminal.out()
                    .printf(
                            Locale.UK,
                            "%,d rows read, %,d refused; nothing was stored%s%n",
                            tally.read(),
                            tally.refused(),
                            judge.isPresent() ? "" : ", and who has an address was not asked: no register was given");
            approximate(tally, terminal);
            return status(tally);
        }
    }

    private static int imported(ListImport.Order order, Arguments arguments, Terminal terminal) throws IOException {
        Path progress = arguments
                .option("progress")
                .map(Path::of)
                .orElse(arguments.data().resolve(PROGRESS));
        try (Crew crew = new Crew(Runtime.getRuntime().availableProcessors());
                Installation house = Installation.open(Options.settings(arguments))) {
            ListImport list =
                    new ListImport(order, house.taxonomy(), house.clock().instant(), crew.threads());
            Watching watching = new Watching(terminal);
            Tally tally =
                    list.run(new ListImport.Target(house.vault(), house.listDesk(crew.threads()), progress), watching);
            watching.end(tally);
            terminal.out()
                    .printf(
                            Locale.UK,
                            "%,d rows read: %,d registered, %,d changed, %,d unchanged, %,d refused%n",
                            tally.read(),
                            tally.registered(),
                            tally.changed(),
                            tally.unchanged(),
                            tally.refused());
            approximate(tally, terminal);
            return status(tally);
        }
    }

    /// The meter of an import, which may go on with one that was cut short.
    private static final class Watching implements ListImport.Watch {
        private final Terminal terminal;
        private Optional<Meter> meter = Optional.empty();

        Watching(Terminal terminal) {
            this.terminal = terminal;
        }

        @Override
        public void begins(long bytes, long of, Tally tally) {
            if (bytes > 0 && tally.read() > 0) {
                terminal.out().printf(Locale.UK, "going on after %,d rows%n", tally.read());
            }
            meter = Optional.of(new Meter(terminal.out(), "rows", (double) bytes / of, tally.read()));
        }

        @Override
        public void at(long bytes, long of, Tally tally) {
            meter.ifPresent(shown -> shown.at((double) bytes / of, tally.read()));
        }

        void end(Tally tally) {
            meter.ifPresent(shown -> shown.end(tally.read()));
        }
    }

    private static void approximate(Tally tally, Terminal terminal) {
        if (tally.approximate() > 0) {
            terminal.out()
                    .printf(
                            Locale.UK,
                            "%,d rows have no position: they lie at the rough centre of their postcode area%n",
                            tally.approximate());
        }
    }

    private static int status(Tally tally) {
        return tally.refused() > 0 ? Commands.MISUSED : Commands.DONE;
    }

    // ---- export

    static int exportList(Arguments arguments, Terminal terminal) {
        Path file = Path.of(arguments.word("file"));
        arguments.data();
        return doing(terminal, () -> {
            try (Installation house = Installation.open(Options.settings(arguments));
                    ListWriter to = ListWriter.open(file)) {
                Meter meter = new Meter(terminal.out(), "people", 0, 0);
                ListExport.Written written = new ListExport(house.register(), house.vault(), house.taxonomy())
                        .write(to, (done, soFar) -> meter.at((double) done / Shards.COUNT, soFar.people()));
                meter.end(written.people());
                terminal.out()
                        .printf(
                                Locale.UK,
                                "%,d people in %,d rows; %,d who get nothing are left out%n",
                                written.people(),
                                written.rows(),
                                written.leftOut());
                return Commands.DONE;
            }
        });
    }

    // ---- made up

    static int generate(Arguments arguments, Terminal terminal) {
        long count = arguments.number("count", Optional.empty());
        if (count < 1 || count > MOST) {
            throw new UsageException("--count: " + count + " is not 1 to " + MOST);
        }
        long seed = arguments.number("seed", Optional.of(1L));
        Path out = arguments.file("out");
        return doing(terminal, () -> {
            ListGenerator generator = new ListGenerator(Taxonomy.standard(), seed);
            Meter meter = new Meter(terminal.out(), "people", 0, 0);
            long rows;
            try (ListWriter to = ListWriter.open(out)) {
                rows = generator.write((int) count, to, done -> meter.at((double) done / count, done));
            }
            meter.end(count);
            terminal.out().printf(Locale.UK, "%,d rows in %s%n", rows, out);
            if (arguments.has("answers")) {
                Files.writeString(
                        arguments.file("answers"), generator.answers().json().encode() + "\n", StandardCharsets.UTF_8);
            }
            return Commands.DONE;
        });
    }
}
