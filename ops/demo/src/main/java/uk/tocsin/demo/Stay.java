package uk.tocsin.demo;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;

/// `ops/run`: serves until it is stopped; the next start goes on where this one was.
final class Stay {
    private final DemoOptions options;
    private final PrintWriter out;

    Stay(DemoOptions options, PrintWriter out) {
        this.options = options;
        this.out = out;
    }

    int run() {
        Path data = options.data().orElse(Path.of("data"));
        Stage stage = Stage.open(data, options, out);
        CountDownLatch stopped = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(Thread.ofPlatform().name("tocsin-shutdown").unstarted(() -> {
                    stage.close();
                    out.println("stopped; the next start goes on from here");
                    stopped.countDown();
                }));
        print(stage);
        try {
            codes(stage);
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    /// Prints what the authenticators show whenever somebody presses Enter; returns when nobody can any more.
    private void codes(Stage stage) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            while (in.readLine() != null) {
                Instant now = stage.server().house().clock().instant();
                for (String role : stage.logins().roles()) {
                    out.printf("  %-17s %s%n", role, stage.logins().accounts().code(role, now));
                }
            }
        } catch (IOException e) {
            throw new DemoException("the terminal cannot be read", e);
        }
    }

    private void print(Stage stage) {
        out.println();
        out.println("console                          " + stage.server().consoleUrl());
        out.println("edge (receipts, reading pages)   "
                + stage.server().house().settings().edge().publicUrl());
        out.println("simulated phones and inboxes     " + stage.addresses().getString("pages")
                + "   (choose \"a café, Camden\")");
        out.println("simulator's switches and counts  " + stage.addresses().getString("control") + "/sim/counts");
        out.println();
        out.println("sign in with the password " + stage.logins().accounts().password()
                + " and a one-time code: press Enter here to see them");
        for (String role : stage.logins().roles()) {
            out.printf(
                    "  %-17s %-32s API: %s%n",
                    role, Accounts.signInName(role), stage.logins().token(role));
        }
        out.println();
        out.println("Ctrl-C stops.");
    }
}
