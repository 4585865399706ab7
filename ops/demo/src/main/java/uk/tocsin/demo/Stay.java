package uk.tocsin.demo;

import java.io.PrintWriter;
import java.nio.file.Path;
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
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return 0;
    }

    private void print(Stage stage) {
        out.println();
        out.println("console (API, health, metrics)   " + stage.server().consoleUrl());
        out.println("edge (receipts, reading pages)   "
                + stage.server().house().settings().edge().publicUrl());
        out.println("simulated phones and inboxes     " + stage.addresses().getString("pages")
                + "   (choose \"a café, Camden\")");
        out.println("simulator's switches and counts  " + stage.addresses().getString("control") + "/sim/counts");
        out.println();
        out.println("log-ins (bearer tokens)");
        for (String role : stage.logins().roles()) {
            out.printf("  %-17s %s%n", role, stage.logins().token(role));
        }
        out.println();
        out.println("Ctrl-C stops.");
    }
}
