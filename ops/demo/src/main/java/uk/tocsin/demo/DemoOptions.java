package uk.tocsin.demo;

import java.nio.file.Path;
import java.util.Optional;

/// What the command line asks for.
///
/// @param stay whether to serve until stopped; else do the main job once
/// @param subscribers how many people to register
/// @param data where everything is kept; empty for a directory that is deleted afterwards
/// @param cluster whether Kafka, Redis and three nodes are started instead of one process
/// @param port of the console; the edge is the next one, the simulated phones the one after; 0 for free ones
public record DemoOptions(boolean stay, boolean cluster, int subscribers, Optional<Path> data, int port) {
    private static final int USUAL = 100_000;
    private static final int MOST = 10_000_000;
    private static final int USUAL_PORT = 8080;
    private static final int HIGHEST_PORT = 65_533;

    /// Reads a command line whose first word is the command.
    public static DemoOptions of(String... args) {
        boolean stay = args.length > 0 && args[0].equals("run");
        Optional<Path> data = stay ? Optional.of(Path.of("data")) : Optional.empty();
        DemoOptions options = new DemoOptions(stay, false, USUAL, data, stay ? USUAL_PORT : 0);
        for (int i = 1; i < args.length; i++) {
            if (args[i].equals("--cluster")) {
                options = options.asCluster();
            } else if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + ": a value is needed");
            } else {
                options = options.with(args[i], args[++i]);
            }
        }
        return options;
    }

    private DemoOptions asCluster() {
        return new DemoOptions(stay, true, subscribers, data, port);
    }

    private DemoOptions with(String name, String value) {
        return switch (name) {
            case "--subscribers" -> new DemoOptions(stay, cluster, number(name, value, 1, MOST), data, port);
            case "--data" -> new DemoOptions(stay, cluster, subscribers, Optional.of(Path.of(value)), port);
            case "--port" -> new DemoOptions(stay, cluster, subscribers, data, number(name, value, 0, HIGHEST_PORT));
            default ->
                throw new IllegalArgumentException(name
                        + ": there is no such option; --cluster, --subscribers N, --data DIR and --port P are known");
        };
    }

    private static int number(String name, String text, int least, int most) {
        if (text.matches("[0-9]{1,9}")) {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        }
        throw new IllegalArgumentException(name + ": \"" + text + "\" is not a number from " + least + " to " + most);
    }
}
