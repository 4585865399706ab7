package uk.tocsin.servers;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Commands that run Java as this process does: the same one, which compiles as far as this one.
public final class Java {
    /// Of util-linux: starts a command in a session of its own, in the same process.
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private static final String COMPILES = "-XX:TieredStopAtLevel=";

    private Java() {}

    /// The executable, with these arguments.
    public static List<String> command(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> option.startsWith(COMPILES))
                .forEach(words::add);
        words.addAll(List.of(arguments));
        return words;
    }

    /// A command that hears nothing of Ctrl-C, where the system can do that: what it is part of is closed in order.
    public static List<String> apart(List<String> words) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(words);
        return command;
    }

    /// The class path of another module of `ops`, which was built before.
    public static String classPath(String module) throws IOException {
        Path target = ops().resolve(module).resolve("target");
        return target.resolve("classes") + ":" + Files.readString(target.resolve("classpath"));
    }

    private static Path ops() {
        try {
            URI here = Java.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI();
            Path ops = Path.of(here);
            while (!ops.getFileName().toString().equals("ops")) {
                ops = ops.getParent();
                if (ops == null || ops.getFileName() == null) {
                    throw new ServerException("a cluster is started from the source tree alone: ops/run, ops/tocsin");
                }
            }
            return ops;
        } catch (URISyntaxException e) {
            throw new ServerException("the folder of this program cannot be found", e);
        }
    }
}
