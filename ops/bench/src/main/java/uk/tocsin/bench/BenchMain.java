package uk.tocsin.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.demo.DemoException;
import uk.tocsin.servers.ServerException;

/// `ops/tocsin bench NAME`: measures, and prints a line for every figure.
public final class BenchMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;
    private static final Map<String, Bench> BENCHES = benches();

    private BenchMain() {}

    private static Map<String, Bench> benches() {
        Map<String, Bench> benches = new LinkedHashMap<>();
        benches.put("audience", new AudienceBench());
        benches.put("engine", new EngineBench());
        benches.put("push", new PushBench());
        benches.put("sms", new SmsBench());
        benches.put("email", new EmailBench());
        benches.put("receipts", new ReceiptsBench());
        benches.put("reach", new ReachBench());
        benches.put("reach-lag", new ReachLagBench());
        benches.put("approve-to-wire", new ApproveBench());
        benches.put("escalation", new EscalationBench());
        benches.put("cancel", new CancelBench());
        benches.put("quota", new QuotaBench());
        benches.put("growth", new GrowthBench());
        benches.put("register", new RegisterBench());
        benches.put("pages", new PagesBench());
        benches.put("self-service", new SelfServiceBench());
        benches.put("import", new ImportBench());
        benches.put("journal", new JournalBench());
        benches.put("cluster", new ClusterBench());
        benches.put("cluster-start", new ClusterStartBench());
        return benches;
    }

    /// The exit status is 0 for done, 1 for something that cannot be measured, 2 for options not understood.
    public static void main(String[] args) {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(run(out, args));
    }

    static int run(PrintStream out, String... args) {
        try {
            BenchOptions options = BenchOptions.of(args);
            if (options.name().equals("jmh")) {
                Micro.run(options);
            } else {
                measure(options, out);
            }
            return 0;
        } catch (IllegalArgumentException | ConfigException e) {
            System.err.println("tocsin bench: " + e.getMessage());
            System.err.println(
                    "usage: ops/tocsin bench NAME [--json | --profile] [--scale small|usual|full], NAME one of "
                            + String.join(", ", BENCHES.keySet()) + "; or ops/tocsin bench jmh [FILTER]");
            return MISUSED;
        } catch (BenchException | DemoException | ServerException e) {
            Throwable cause = e.getCause();
            System.err.println("tocsin bench: " + e.getMessage() + (cause == null ? "" : ": " + cause));
            return FAILED;
        }
    }

    private static void measure(BenchOptions options, PrintStream out) {
        Bench bench = BENCHES.get(options.name());
        if (bench == null || !options.rest().isEmpty()) {
            throw new IllegalArgumentException(
                    bench == null ? options.name() + ": there is no such bench" : "unknown: " + options.rest());
        }
        Path work = directory();
        Consumer<Figure> figures =
                figure -> out.println(options.json() ? figure.json().encode() : figure.text());
        try (@Nullable Profile profile = options.profile() ? Profile.start() : null) {
            bench.run(options.scale(), work, figures);
            if (profile != null) {
                out.print(profile.text(work));
            }
        } finally {
            delete(work);
        }
    }

    private static Path directory() {
        try {
            return Files.createTempDirectory("tocsin-bench");
        } catch (IOException e) {
            throw new BenchException("there is no room for temporary files", e);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> all = Files.walk(directory)) {
            all.sorted(Comparator.reverseOrder()).forEach(path -> {
                try {
                    Files.deleteIfExists(path);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException | UncheckedIOException e) {
            throw new BenchException("the directory " + directory + " cannot be deleted", e);
        }
    }
}
