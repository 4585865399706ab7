package uk.tocsin.bench;

import java.nio.file.Path;
import java.util.function.Consumer;

/// Measures something. Runs on the main thread, blocking, alone in its process.
@FunctionalInterface
interface Bench {
    /// Measures, telling each figure when it is known.
    ///
    /// @param work an empty directory, deleted afterwards
    void run(Scale scale, Path work, Consumer<Figure> figures);
}
