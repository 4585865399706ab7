package uk.tocsin.bench;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/// The times that meters of one name have counted so far, in their buckets. What lies between two of these is what a
/// stretch took by the product's own reckoning.
///
/// @param upTo for each bound of a bucket, in milliseconds, how many took no longer
/// @param all how many there are
record Counted(TreeMap<Double, Double> upTo, long all) {
    static Counted now(MeterRegistry registry, String name, String... tags) {
        TreeMap<Double, Double> upTo = new TreeMap<>();
        long all = 0;
        for (Timer timer : registry.find(name).tags(tags).timers()) {
            for (CountAtBucket bucket : timer.takeSnapshot().histogramCounts()) {
                upTo.merge(bucket.bucket(TimeUnit.MILLISECONDS), bucket.count(), Double::sum);
            }
            all += timer.count();
        }
        return new Counted(upTo, all);
    }

    /// The bound of the bucket in which a percentile of those since `before` lies, in milliseconds; infinite beyond the
    /// last.
    double since(Counted before, double share) {
        double wanted = (all - before.all) * share;
        return upTo.entrySet().stream()
                .filter(bucket -> bucket.getValue() - before.upTo.getOrDefault(bucket.getKey(), 0.0) >= wanted)
                .mapToDouble(Map.Entry::getKey)
                .findFirst()
                .orElse(Double.POSITIVE_INFINITY);
    }
}
