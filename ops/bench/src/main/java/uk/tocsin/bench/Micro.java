package uk.tocsin.bench;

import java.lang.management.ManagementFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/// `ops/tocsin bench jmh [FILTER]`: the JMH benches of the package jmh, each in a fork with this JVM's own options.
final class Micro {
    private static final String ALL = "uk\\.tocsin\\.bench\\.jmh\\.";

    private Micro() {}

    static void run(BenchOptions options) {
        OptionsBuilder jmh = new OptionsBuilder();
        String filter = options.rest().isEmpty() ? "" : options.rest().getFirst();
        jmh.include(ALL + ".*" + filter);
        jmh.jvmArgs(ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(argument -> !argument.startsWith("-agentlib"))
                .toArray(String[]::new));
        boolean small = options.scale() == Scale.SMALL;
        jmh.forks(1)
                .warmupIterations(small ? 1 : 3)
                .measurementIterations(small ? 1 : 5)
                .warmupTime(small ? TimeValue.milliseconds(100) : TimeValue.seconds(1))
                .measurementTime(small ? TimeValue.milliseconds(100) : TimeValue.seconds(1));
        if (options.json()) {
            jmh.resultFormat(ResultFormatType.JSON).result("/dev/stdout");
        }
        try {
            new Runner(jmh.build()).run();
        } catch (RunnerException e) {
            throw new BenchException("JMH: " + e.getMessage(), e);
        }
    }
}
