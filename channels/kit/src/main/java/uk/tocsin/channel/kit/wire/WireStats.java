package uk.tocsin.channel.kit.wire;

/// Counts of a wire since it was opened, and two gauges. Each figure is exact; together they are not a
/// snapshot of one instant.
///
/// @param openConnections gauge: connections that take requests
/// @param inFlight gauge: requests handed over and not ended
public record WireStats(
        int openConnections,
        int inFlight,
        long answered,
        long notSent,
        long unknown,
        long connects,
        long failedConnects,
        long disconnects) {}
