package uk.tocsin.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedClass;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/// A recording of this process by the JDK's flight recorder, and what it says of the [Measured] stretches: where Java
/// code spent its time, and what it allocated. Time in the kernel, in native code and in collections of garbage is not
/// sampled.
final class Profile implements AutoCloseable {
    private static final String EXECUTION = "jdk.ExecutionSample";
    private static final String ALLOCATION = "jdk.ObjectAllocationSample";
    private static final Duration PERIOD = Duration.ofMillis(10);
    private static final int FRAMES = 15;
    private static final int CLASSES = 8;

    private final Recording recording = new Recording();
    private final List<Stretch> stretches = new ArrayList<>();
    private final Map<String, Long> own = new TreeMap<>();
    private final Map<String, Long> groups = new TreeMap<>();
    private final Map<String, Long> allocated = new TreeMap<>();

    private record Stretch(Instant begun, Instant ended) {}

    private Profile() {
        recording.enable(Measured.NAME);
        recording.enable(EXECUTION).withPeriod(PERIOD);
        recording.enable(ALLOCATION).with("throttle", "1000/s");
    }

    /// Begins to record.
    static Profile start() {
        Profile profile = new Profile();
        profile.recording.start();
        return profile;
    }

    /// Ends the recording; what it says, in lines. Called once.
    ///
    /// @param work a directory for the recording
    String text(Path work) {
        recording.stop();
        Path file = work.resolve("profile.jfr");
        try {
            recording.dump(file);
            read(file);
        } catch (IOException e) {
            throw new BenchException("the recording cannot be read", e);
        }
        return String.format(
                        Locale.UK,
                        "%nprofile of %d measured stretches, %.1f s: samples of Java code, one each %d ms a thread%n",
                        stretches.size(),
                        stretches.stream()
                                        .mapToLong(one -> Duration.between(one.begun(), one.ended())
                                                .toMillis())
                                        .sum()
                                / 1e3,
                        PERIOD.toMillis())
                + table("own frame", own, FRAMES)
                + table("first frame of ours, or package of a library", groups, FRAMES)
                + table("allocated class, by bytes", allocated, CLASSES);
    }

    private void read(Path file) throws IOException {
        // two passes: a stretch is written when it ends, after the samples within it
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (event.getEventType().getName().equals(Measured.NAME)) {
                    stretches.add(new Stretch(event.getStartTime(), event.getEndTime()));
                }
            }
        }
        try (RecordingFile events = new RecordingFile(file)) {
            while (events.hasMoreEvents()) {
                RecordedEvent event = events.readEvent();
                if (measured(event.getStartTime())) {
                    count(event);
                }
            }
        }
    }

    private boolean measured(Instant at) {
        return stretches.stream().anyMatch(one -> !at.isBefore(one.begun()) && at.isBefore(one.ended()));
    }

    private void count(RecordedEvent event) {
        switch (event.getEventType().getName()) {
            case EXECUTION -> {
                Frames frames = Frames.of(event.getStackTrace());
                own.merge(frames.own(), 1L, Long::sum);
                groups.merge(frames.group(), 1L, Long::sum);
            }
            case ALLOCATION -> {
                RecordedClass type = event.getClass("objectClass");
                allocated.merge(type == null ? "unknown" : type.getName(), event.getLong("weight"), Long::sum);
            }
            default -> {} // the recorder's own and the stretches
        }
    }

    private static String table(String title, Map<String, Long> counts, int rows) {
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        StringBuilder text = new StringBuilder(String.format("  share  %s%n", title));
        counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .limit(rows)
                .forEach(row -> text.append(
                        String.format(Locale.UK, "%6.1f %%  %s%n", 100.0 * row.getValue() / all, row.getKey())));
        return text.toString();
    }

    @Override
    public void close() {
        recording.close();
    }
}
