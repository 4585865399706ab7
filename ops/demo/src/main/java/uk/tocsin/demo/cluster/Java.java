package uk.tocsin.demo.cluster;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.demo.DemoException;

/// Commands that run Java as this process does.
final class Java {
    /// Of util-linux: starts a command in a session of its own, in the same process.
    private static final Path SETSID = Path.of("/usr/bin/setsid");

    private Java() {}

    /// The executable, with these arguments.
    static List<String> command(String... arguments) {
        List<String> words = new ArrayList<>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(arguments));
        return apart(words.toArray(String[]::new));
    }

    /// A command that hears nothing of Ctrl-C, where the system can do that: what it is part of is closed in order.
    static List<String> apart(String... words) {
        List<String> command = new ArrayList<>();
        if (Files.isExecutable(SETSID)) {
            command.add(SETSID.toString());
        }
        command.addAll(List.of(words));
        return command;
    }

    /// The folder `target` of another module of `ops`, as seen from this one's.
    static Path target(String module) {
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
                    throw new DemoException("a cluster is started from the source tree alone: ops/run, ops/tocsin");
                }
            }
            return ops.resolve(module).resolve("target");
        } catch (URISyntaxException e) {
            throw new DemoException("the folder of this program cannot be found", e);
        }
    }
}
