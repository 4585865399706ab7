package uk.tocsin.servers;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// How processes are ended and stopped.
public final class Ending {
    private Ending() {}

    /// Asks a process to end, and ends it if it does not.
    public static void end(Process process, long seconds) {
        process.destroy();
        try {
            if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    /// When this process ends, the other does: in order if somebody sees to that within so many seconds.
    public static void withThisProcess(Supplier<Process> process, long seconds) {
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("tocsin-end").unstarted(() -> {
                    Process left = process.get();
                    try {
                        if (!left.waitFor(seconds, TimeUnit.SECONDS)) {
                            left.destroyForcibly();
                        }
                    } catch (InterruptedException _) {
                        left.destroyForcibly();
                    }
                }));
    }

    /// Ends it as `kill -9` does; returns when it is gone.
    public static void kill(Process process) {
        process.toHandle().destroyForcibly();
        process.onExit().join();
    }

    /// Sends a signal, `STOP` or `CONT`.
    public static void signal(Process process, String name) {
        try {
            Process sender = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .inheritIO()
                    .start();
            if (sender.waitFor() != 0) {
                throw new ServerException("the signal " + name + " did not arrive");
            }
        } catch (IOException e) {
            throw new ServerException("the signal " + name + " cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ServerException("interrupted", e);
        }
    }
}
