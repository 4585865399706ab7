package uk.tocsin.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.Content;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

/// Sends through a channel as a lane does: in batches, never more than so many in flight.
final class Pump {
    private static final int BATCH = 100;
    private static final long LONGEST_SECONDS = 120;

    private final Channel channel;
    private final int inFlight;
    private final Semaphore room;

    Pump(Channel channel, int inFlight) {
        this.channel = channel;
        this.inFlight = inFlight;
        this.room = new Semaphore(inFlight);
    }

    /// Batches to `count` people with tokens of their own, made beforehand: they are the engine's work.
    static List<Batch> batches(Content content, TokenMint mint, int count, IntFunction<String> addresses) {
        List<Batch> batches = new ArrayList<>();
        for (int first = 0; first < count; first += BATCH) {
            int size = Math.min(BATCH, count - first);
            String[] to = new String[size];
            String[] tokens = new String[size];
            for (int i = 0; i < size; i++) {
                to[i] = addresses.apply(first + i);
                tokens[i] = mint.url(new DeliveryToken(content.number(), first + i, 0, 0));
            }
            batches.add(new Batch(content, first + 1L, to, tokens, new byte[size], () -> null));
        }
        return batches;
    }

    /// Sends all; returns when every outcome is known. Fails unless the provider accepted every one.
    Cpu.Taken send(List<Batch> batches) {
        AtomicInteger accepted = new AtomicInteger();
        AtomicReference<@Nullable SendOutcome> other = new AtomicReference<>();
        Channel.Sink sink = (_, outcome) -> {
            if (outcome instanceof SendOutcome.Accepted) {
                accepted.incrementAndGet();
            } else {
                other.set(outcome);
            }
            room.release();
        };
        int sent = 0;
        Cpu cpu = Cpu.start();
        for (Batch batch : batches) {
            acquire(batch.size());
            channel.send(batch, sink);
            sent += batch.size();
        }
        acquire(inFlight);
        Cpu.Taken taken = cpu.stop(sent);
        room.release(inFlight);
        if (accepted.get() != sent) {
            throw new BenchException(
                    channel.kind().word() + ": " + accepted + " of " + sent + " were accepted, another was " + other);
        }
        return taken;
    }

    private void acquire(int permits) {
        try {
            if (!room.tryAcquire(Math.min(permits, inFlight), LONGEST_SECONDS, TimeUnit.SECONDS)) {
                throw new BenchException(channel.kind().word() + ": no outcome for " + LONGEST_SECONDS + " s");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BenchException("interrupted", e);
        }
    }
}
