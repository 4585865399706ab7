package uk.tocsin.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.imports.ListGenerator;
import uk.tocsin.console.imports.ListWriter;

/// A list of made-up people into an empty installation, and the same list again, each as its users do it: by the
/// command, in a process of its own with a heap of 512 MB. CPU is that of that process, its start and compilation
/// included; so `--profile`, which watches this one, sees nothing of it.
final class ImportBench implements Bench {
    /// What is under way outlives one collection of new objects and never two: with room for it beside them it need
    /// not become old. What does is the index, which has the other 312 MB.
    private static final List<String> HEAP = List.of(
            "-Xmx512m",
            "-Xmn200m",
            "-XX:SurvivorRatio=6",
            "-XX:-UseAdaptiveSizePolicy",
            "-XX:InitialTenuringThreshold=2",
            "-XX:MaxTenuringThreshold=2",
            "-XX:+UseCompactObjectHeaders");

    private static final String MAIN = "uk.tocsin.console.Main";
    private static final long SEED = 1;
    private static final long LIMIT_HOURS = 2;
    private static final Pattern RATE = Pattern.compile("([0-9,]+) rows in ([0-9.]+) s, ([0-9,]+) a second");
    private static final double MICROS_PER_SECOND = 1e6;

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        int people = scale.of(2_000, 1_000_000, 10_000_000);
        Path list = work.resolve("people.csv");
        long rows = generate(list, people);
        Path data = work.resolve("data");
        Took first = imported(list, data, rows);
        figures.accept(rate("import.first", first));
        figures.accept(Figure.alone(
                "import.disk",
                "bytes of the register a person",
                Spread.once((double) size(data.resolve("register.db")) / people),
                Double.NaN));
        figures.accept(rate("import.again", imported(list, data, rows)));
    }

    private record Took(long rows, double perSecond, double cpuSeconds) {}

    private static Figure rate(String name, Took took) {
        return Figure.alone(
                name,
                "rows a second",
                Spread.once(took.perSecond()),
                took.cpuSeconds() * MICROS_PER_SECOND / took.rows());
    }

    private static long generate(Path list, int people) {
        try (ListWriter to = ListWriter.open(list)) {
            return new ListGenerator(Taxonomy.standard(), SEED).write(people, to, _ -> {});
        } catch (IOException e) {
            throw new BenchException("the list cannot be written", e);
        }
    }

    private static Took imported(Path list, Path data, long rows) {
        Path output = data.resolveSibling("output");
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(HEAP);
        command.addAll(List.of(
                "-XX:+UseParallelGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-cp",
                System.getProperty("java.class.path"),
                MAIN,
                "subscribers",
                "import",
                list.toString(),
                "--data",
                data.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        try {
            Process process = builder.start();
            CpuOf cpu = new CpuOf(process.toHandle());
            while (!process.waitFor(CpuOf.LOOK_MS, TimeUnit.MILLISECONDS)) {
                cpu.look();
                if (cpu.hours() > LIMIT_HOURS) {
                    process.destroyForcibly();
                    throw new BenchException("the import took more than " + LIMIT_HOURS + " hours");
                }
            }
            String text = Files.readString(output);
            Matcher matcher = RATE.matcher(text);
            if (process.exitValue() != 0 || !matcher.find()) {
                throw new BenchException("the import failed: " + text.strip());
            }
            return new Took(rows, number(matcher.group(3)), cpu.seconds());
        } catch (IOException e) {
            throw new BenchException("the import cannot be started", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }

    private static double number(String text) {
        return Double.parseDouble(text.replace(",", "").toLowerCase(Locale.ROOT));
    }

    /// The CPU of another process, looked at while it runs: its end takes the figure away.
    private static final class CpuOf {
        private static final long LOOK_MS = 20;
        private static final double MILLIS = 1e3;
        private static final double HOUR_NANOS = 3.6e12;

        private final ProcessHandle process;
        private final long began = System.nanoTime();
        private long cpuMs;

        CpuOf(ProcessHandle process) {
            this.process = process;
        }

        void look() {
            process.info().totalCpuDuration().ifPresent(cpu -> cpuMs = Math.max(cpuMs, cpu.toMillis()));
        }

        double seconds() {
            return cpuMs / MILLIS;
        }

        double hours() {
            return (System.nanoTime() - began) / HOUR_NANOS;
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
