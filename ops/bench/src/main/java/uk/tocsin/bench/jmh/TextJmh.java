package uk.tocsin.bench.jmh;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import uk.tocsin.bench.Sample;
import uk.tocsin.channel.sms.SmsCount;
import uk.tocsin.channel.sms.SmsText;

/// Packing texts: how many parts, and made cheaper.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class TextJmh {
    private final String gsm = Sample.VARIANT.description();
    private final String welsh = gsm.replace('a', 'â');
    private final String typographic = gsm.replace("'", "’").replace(" - ", " – ") + " “Stay inside”…";

    /// A text of two parts in GSM-7.
    @Benchmark
    public SmsCount gsm() {
        return SmsText.count(gsm);
    }

    /// The same in UCS-2.
    @Benchmark
    public SmsCount ucs() {
        return SmsText.count(welsh);
    }

    /// Quotation marks and dashes replaced.
    @Benchmark
    public SmsText.Downgraded downgrade() {
        return SmsText.downgrade(typographic);
    }
}
