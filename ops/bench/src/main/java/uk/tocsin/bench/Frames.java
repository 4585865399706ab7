package uk.tocsin.bench;

import java.util.List;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/// What a sampled stack is counted under.
///
/// @param own the method that was running
/// @param group who had it run: the first frame that is not the JDK's, as a method if it is ours, as its package if a
///     library's
record Frames(String own, String group) {
    private static final String NOBODY = "the JDK alone";
    private static final String OURS = "uk.tocsin.";
    private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");

    static Frames of(@Nullable RecordedStackTrace stack) {
        if (stack == null || stack.getFrames().isEmpty()) {
            return new Frames("unknown", NOBODY);
        }
        List<RecordedFrame> frames = stack.getFrames();
        String group = frames.stream()
                .map(frame -> frame.getMethod())
                .filter(method -> JDK.stream().noneMatch(type(method)::startsWith))
                .findFirst()
                .map(Frames::group)
                .orElse(NOBODY);
        return new Frames(name(frames.getFirst().getMethod()), group);
    }

    private static String group(RecordedMethod method) {
        String type = type(method);
        return type.startsWith(OURS) ? name(method) : type.substring(0, Math.max(0, type.lastIndexOf('.')));
    }

    private static String name(RecordedMethod method) {
        return type(method) + "." + method.getName();
    }

    private static String type(RecordedMethod method) {
        return method.getType().getName();
    }
}
