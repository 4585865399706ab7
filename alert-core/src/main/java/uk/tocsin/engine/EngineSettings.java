package uk.tocsin.engine;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import uk.tocsin.lane.LaneSettings;
import uk.tocsin.model.ChannelKind;

/// How an engine runs.
///
/// @param node this node's number, distinct in an installation
/// @param eventLoops contexts that the 64 shards are spread over
/// @param lanes what each channel's provider allows
/// @param snapshotEvery records of a shard between two snapshots
/// @param maxInputs inputs a shard holds that are not durable yet; more are refused
public record EngineSettings(
        long node, int eventLoops, Map<ChannelKind, LaneSettings> lanes, int snapshotEvery, int maxInputs) {
    /// A wall clock that differs from the monotonic one by no more than this was not set.
    static final Duration CLOCK_JUMP = Duration.ofSeconds(5);

    public EngineSettings {
        lanes = new EnumMap<>(lanes);
        if (eventLoops < 1 || snapshotEvery < 1 || maxInputs < 1) {
            throw new IllegalArgumentException("eventLoops, snapshotEvery and maxInputs must be at least 1");
        }
    }
}
