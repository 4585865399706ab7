package uk.tocsin.simulator;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// Starts a simulator from the command line, prints one line of JSON with its addresses, and ends on SIGTERM or
/// Ctrl-C.
public final class SimulatorMain {

    private static final Set<String> KNOWN = Set.of(
            "work",
            "seed",
            "project",
            "from",
            "smtp-login-file",
            "behaviour",
            "settings",
            "attached",
            "fcm-port",
            "oauth-port",
            "twilio-port",
            "twilio-tls-port",
            "smtp-port",
            "control-port",
            "pages-port");
    /// One loop a channel and one for control and pages.
    private static final int EVENT_LOOPS = 4;

    private static final int WORKERS = 4;
    private static final int CLOSE_SECONDS = 10;

    private SimulatorMain() {}

    /// Runs until told to stop.
    ///
    /// `--work DIR` is needed; `--seed N`, `--project P`, `--from NUMBER`, `--smtp-login-file FILE`,
    /// `--behaviour JSON`, `--settings JSON`, `--fcm-port N` … are optional. With `--attached true` it ends
    /// when its standard input does, so that nothing is left when whoever started it dies. A wrong option is
    /// named, and the exit status is 2.
    public static void main(String[] args) throws Exception {
        SimulatorOptions options;
        JsonObject settings;
        boolean attached;
        try {
            Map<String, String> given = parse(args);
            options = options(given);
            attached = Boolean.parseBoolean(given.get("attached"));
            settings = new JsonObject(given.getOrDefault("settings", "{}"));
        } catch (IllegalArgumentException | IOException wrong) {
            System.err.println("simulator: " + wrong.getMessage());
            System.exit(2);
            return;
        }
        run(options, settings, System.out);
        if (attached) {
            System.in.transferTo(OutputStream.nullOutputStream());
            System.exit(0);
        }
    }

    private static void run(SimulatorOptions options, JsonObject settings, PrintStream out) throws Exception {
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(EVENT_LOOPS)
                .setWorkerPoolSize(WORKERS)
                .setInternalBlockingPoolSize(WORKERS));
        Simulator simulator;
        try {
            simulator = Simulator.start(vertx, options).await(60, TimeUnit.SECONDS);
            simulator.settings(settings);
        } catch (Exception failed) {
            vertx.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
            throw failed;
        }
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("simulator-shutdown").unstarted(() -> {
                    try {
                        simulator.close().compose(done -> vertx.close()).await(CLOSE_SECONDS, TimeUnit.SECONDS);
                    } catch (Exception late) {
                        System.err.println("simulator: did not close cleanly: " + late);
                    }
                }));
        out.println(simulator.addresses().encode());
        out.flush();
    }

    private static Map<String, String> parse(String[] args) {
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i += 2) {
            String name = args[i].startsWith("--") ? args[i].substring(2) : "";
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException(args[i] + ": no such option");
            }
            if (i + 1 == args.length) {
                throw new IllegalArgumentException(args[i] + ": a value is needed");
            }
            given.put(name, args[i + 1]);
        }
        return given;
    }

    private static SimulatorOptions options(Map<String, String> given) throws IOException {
        String work = given.get("work");
        if (work == null) {
            throw new IllegalArgumentException("--work: a folder is needed");
        }
        SimulatorOptions defaults = SimulatorOptions.in(Path.of(work));
        Behaviour behaviour = defaults.behaviour().with(new JsonObject(given.getOrDefault("behaviour", "{}")));
        String loginFile = given.get("smtp-login-file");
        return new SimulatorOptions(
                defaults.work(),
                number(given, "seed", Long.MAX_VALUE, defaults.seed()),
                new SimulatorOptions.Ports(
                        port(given, "fcm-port"),
                        port(given, "oauth-port"),
                        port(given, "twilio-port"),
                        port(given, "twilio-tls-port"),
                        port(given, "smtp-port"),
                        port(given, "control-port"),
                        port(given, "pages-port")),
                behaviour,
                given.getOrDefault("project", defaults.project()),
                given.getOrDefault("from", defaults.from()),
                loginFile == null ? null : Files.readString(Path.of(loginFile)).strip(),
                defaults.peopleListed(),
                defaults.textsKept());
    }

    private static int port(Map<String, String> given, String name) {
        return (int) number(given, name, 65_535, 0);
    }

    private static long number(Map<String, String> given, String name, long most, long fallback) {
        String text = given.get(name);
        if (text == null) {
            return fallback;
        }
        try {
            long value = Long.parseLong(text);
            if (value >= 0 && value <= most) {
                return value;
            }
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("--" + name + ": not a number: " + text, notANumber);
        }
        throw new IllegalArgumentException("--" + name + ": between 0 and " + most + " is needed");
    }
}
