package uk.tocsin.simulation;

import java.util.Optional;

/// What one seed gave.
///
/// @param traceHash equal for two runs exactly if they were the same
/// @param violation what did not hold; the run ended there
/// @param tail the last lines of the trace
record Run(
        long seed,
        long events,
        long virtualMs,
        int crashes,
        int takeovers,
        long traceHash,
        Optional<Violation> violation,
        String tail) {

    static Run of(long seed, Conduct conduct) {
        World world = new World(seed, conduct);
        Optional<Violation> violation = Optional.empty();
        try {
            world.run();
        } catch (Violation found) {
            violation = Optional.of(found);
        } catch (RuntimeException e) {
            throw new IllegalStateException("seed " + seed + " ended in an exception\n" + world.trace.tail(), e);
        }
        return new Run(
                seed,
                world.time.done(),
                world.time.nowMs() - Timeline.START_MS,
                world.crashes,
                world.takeovers,
                world.trace.hash(),
                violation,
                violation.isPresent() ? world.trace.tail() : "");
    }
}
