package uk.tocsin.console.cli;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.audience.AudienceException;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.imports.BadListException;
import uk.tocsin.console.moving.CopyException;
import uk.tocsin.register.RegisterException;
import uk.tocsin.register.VaultException;
import uk.tocsin.store.kafka.KafkaStoreException;
import uk.tocsin.store.redis.RedisStoreException;
import uk.tocsin.store.sqlite.DataDirectoryException;

/// The commands there are, by the words they begin with.
public final class Commands {
    /// The process goes on when its main thread ends.
    public static final int SERVING = -1;

    static final int DONE = 0;
    static final int NO = 1;
    static final int MISUSED = 2;

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    private record Entry(String usage, Command command) {}

    static {
        add("serve", "[--config FILE] [--set NAME=VALUE]... [--data DIR] [--port P]", new Serve());
        add("config check", "[--config FILE] [--set NAME=VALUE]...", new ConfigCheck());
        add("staff first", "--data DIR   (makes the first administrator and prints their token)", new StaffFirst());
        add("staff enrol", "NUMBER --data DIR   (prints a code for the account of a member)", new StaffEnrol());
        add("audience count", "EXPR --data DIR", AudienceCommands::count);
        add("audience explain", "EXPR --data DIR", AudienceCommands::explain);
        add("reach", "ALERT --data DIR [--by region,size] [--json]", new ReachCommand());
        add("audit verify", "--data DIR", new AuditVerify());
        add("sms count", "(one JSON string a line in, one JSON object a line out)", new SmsCountCommand());
        add(
                "subscribers import",
                "FILE --data DIR [--map THEIRS=OURS]... [--foreign] [--dry-run] [--errors FILE] [--progress FILE]",
                SubscriberCommands::importList);
        add("subscribers export", "FILE --data DIR", SubscriberCommands::exportList);
        add(
                "subscribers generate",
                "--count N --out FILE [--seed S] [--answers FILE]   (people who do not exist)",
                SubscriberCommands::generate);
        add(
                "backup",
                "TARGET --data DIR | --config FILE [--marks FILE]   (a node's; the cluster may run)",
                StoreCommands::backup);
        add("restore", "BACKUP --data DIR | --config FILE [--marks FILE] [--without-marks]", StoreCommands::restore);
        add("migrate", "DIR --config FILE   (moves DIR into the empty cluster of a node)", StoreCommands::migrate);
    }

    private final Terminal terminal;

    /// Commands that read and write here.
    public Commands(BufferedReader in, PrintWriter out, PrintWriter errors) {
        this.terminal = new Terminal(in, out, errors);
    }

    private static void add(String words, String usage, Command command) {
        ALL.put(words, new Entry(usage, command));
    }

    /// Runs the command that the words begin with; returns the exit status.
    public int run(String... args) {
        for (int words = Math.min(2, args.length); words > 0; words--) {
            Entry entry = ALL.get(String.join(" ", Arrays.asList(args).subList(0, words)));
            if (entry != null) {
                return run(entry.command(), Arrays.asList(args).subList(words, args.length));
            }
        }
        boolean asked = args.length > 0 && List.of("help", "--help", "-h").contains(args[0]);
        usage(asked ? terminal.out() : terminal.errors());
        return asked ? DONE : MISUSED;
    }

    private int run(Command command, List<String> rest) {
        try {
            return command.run(Arguments.of(rest), terminal);
        } catch (UsageException | AudienceException e) {
            terminal.errors().println("tocsin: " + e.getMessage());
            return MISUSED;
        } catch (ConfigException e) {
            e.problems().forEach(problem -> terminal.errors().println("tocsin: " + problem));
            return MISUSED;
        } catch (DataDirectoryException
                | RegisterException
                | VaultException
                | BadListException
                | CopyException
                | KafkaStoreException
                | RedisStoreException e) {
            terminal.errors().println("tocsin: " + e.getMessage());
            return NO;
        }
    }

    private static void usage(PrintWriter to) {
        to.println("usage: ops/tocsin COMMAND");
        ALL.forEach((words, entry) -> to.printf("  %-20s %s%n", words, entry.usage()));
        to.printf("  %-20s %s%n", "demo", "[--subscribers N]   (the whole line against simulated providers)");
        to.println("DIR is a data directory that nobody serves; a running installation is asked through its API.");
    }
}
