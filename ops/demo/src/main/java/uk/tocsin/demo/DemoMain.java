package uk.tocsin.demo;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.servers.ServerException;
import uk.tocsin.store.sqlite.DataDirectoryException;

/// `ops/run` (stays until it is stopped) and `ops/tocsin demo` (does the main job once, and ends).
public final class DemoMain {
    private static final int FAILED = 1;
    private static final int MISUSED = 2;

    private DemoMain() {}

    /// The first word is `run` or `demo`. The exit status is 0 for done, 1 when figures differ or something failed,
    /// 2 for options that cannot be understood.
    public static void main(String[] args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        int status;
        try {
            DemoOptions options = DemoOptions.of(args);
            status = options.stay() ? new Stay(options, out).run() : new Rehearsal(options, out).run();
        } catch (IllegalArgumentException | ConfigException e) {
            System.err.println("tocsin: " + e.getMessage());
            status = MISUSED;
        } catch (DataDirectoryException | DemoException | ServerException e) {
            System.err.println("tocsin: " + e.getMessage());
            status = FAILED;
        }
        System.exit(status);
    }
}
