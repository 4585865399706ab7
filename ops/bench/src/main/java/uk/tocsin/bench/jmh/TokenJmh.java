package uk.tocsin.bench.jmh;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import uk.tocsin.bench.Sample;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.receipt.TokenMint;

/// Delivery tokens: made for a URL, and verified.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TokenJmh {
    private final TokenMint mint = Sample.mint();
    private final String token = mint.url(new DeliveryToken(7, 1_234_567, 0, 0));
    private int ordinal;

    /// Another one each time.
    @Benchmark
    public String make() {
        ordinal = ordinal + 1 & Integer.MAX_VALUE;
        return mint.url(new DeliveryToken(7, ordinal, 0, 0));
    }

    /// A genuine one.
    @Benchmark
    public Optional<DeliveryToken> verify() {
        return mint.verifyUrl(token);
    }
}
