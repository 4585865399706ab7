package uk.tocsin.bench;

import io.vertx.core.Future;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import uk.tocsin.bench.Line.Request;
import uk.tocsin.console.Installation;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.EvidenceSource;
import uk.tocsin.model.FailureReason;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

/// Receipts of devices: over HTTP from another process to the edge, and the intake alone: token, journal with fsync,
/// ledger.
final class ReceiptsBench implements Bench {
    private static final int IN_FLIGHT = 5_000;
    private static final String CONNECTIONS = "128";
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final List<String> KINDS = List.of("opened", "acknowledged", "delivered");

    @Override
    public void run(Scale scale, Path work, Consumer<Figure> figures) {
        try (Line line = Line.open(work, scale.of(500, 60_000, 200_000))) {
            int alert = line.submitted("everyone", "Severe");
            line.approve(alert);
            line.awaitSent(alert);
            List<String> tokens =
                    line.requests().stream().map(Request::token).distinct().toList();
            int rounds = scale.of(1, 5, 7);
            http(line, work, tokens, rounds, figures);
            intake(line.stage().server().house(), tokens, rounds, figures);
        }
    }

    private static void http(Line line, Path work, List<String> tokens, int rounds, Consumer<Figure> figures) {
        URI edge = line.stage().server().house().settings().edge().publicUrl();
        List<Cpu.Taken> taken = new ArrayList<>();
        try (Generator generator = Generator.start(
                ReceiptLoad.class,
                Integer.toString(edge.getPort()),
                written(work, tokens).toString(),
                CONNECTIONS)) {
            order(generator, "delivered");
            for (int round = 0; round < rounds; round++) {
                String kind = KINDS.get(round % KINDS.size());
                taken.add(Measured.of(() -> post(generator, kind, tokens.size())));
            }
        }
        Spread cpu = Rounds.cpu(taken);
        figures.accept(Figure.alone("receipts.http.cpu", "µs CPU a receipt", cpu, cpu.middle()));
        figures.accept(Figure.alone("receipts.http.rate", "receipts/s", Rounds.rate(taken), cpu.middle()));
    }

    private static Cpu.Taken post(Generator generator, String kind, int count) {
        Cpu cpu = Cpu.start();
        order(generator, kind);
        return cpu.stop(count);
    }

    private static void order(Generator generator, String kind) {
        String failed = generator.order(kind);
        if (!"0".equals(failed)) {
            throw new BenchException(failed + " receipts of kind " + kind + " were not taken");
        }
    }

    private static Path written(Path work, List<String> tokens) {
        try {
            return Files.write(work.resolve("tokens"), tokens);
        } catch (IOException e) {
            throw new BenchException("there is no room for temporary files", e);
        }
    }

    private static void intake(Installation house, List<String> tokens, int rounds, Consumer<Figure> figures) {
        List<Cpu.Taken> taken = new ArrayList<>();
        receive(house.engine(), house.keys().tokens(), tokens);
        for (int round = 0; round < rounds; round++) {
            taken.add(Measured.of(() -> receive(house.engine(), house.keys().tokens(), tokens)));
        }
        Spread cpu = Rounds.cpu(taken);
        figures.accept(Figure.alone("receipts.intake.cpu", "µs CPU a receipt", cpu, cpu.middle()));
        figures.accept(Figure.alone("receipts.intake.rate", "receipts/s", Rounds.rate(taken), cpu.middle()));
    }

    private static Cpu.Taken receive(Engine engine, TokenMint mint, List<String> tokens) {
        Semaphore room = new Semaphore(IN_FLIGHT);
        AtomicInteger known = new AtomicInteger();
        Instant now = Instant.now();
        Cpu cpu = Cpu.start();
        for (String token : tokens) {
            acquire(room, 1);
            DeliveryToken delivery = mint.verifyUrl(token).orElseThrow();
            Future<Boolean> received =
                    engine.receive(delivery, 0, Evidence.READ, FailureReason.OTHER, EvidenceSource.DEVICE, now);
            received.onSuccess(yes -> known.addAndGet(yes ? 1 : 0)).onComplete(_ -> room.release());
        }
        acquire(room, IN_FLIGHT);
        Cpu.Taken taken = cpu.stop(tokens.size());
        if (known.get() != tokens.size()) {
            throw new BenchException(known + " of " + tokens.size() + " receipts were taken");
        }
        return taken;
    }

    private static void acquire(Semaphore room, int permits) {
        try {
            if (!room.tryAcquire(permits, LONGEST.toSeconds(), TimeUnit.SECONDS)) {
                throw new BenchException("a receipt was not taken within " + LONGEST);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
