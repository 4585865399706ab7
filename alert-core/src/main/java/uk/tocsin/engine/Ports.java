package uk.tocsin.engine;

import java.time.InstantSource;
import java.util.List;
import java.util.function.LongSupplier;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Ownership;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.lane.Channel;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// What an engine runs on. The composition root makes them, and closes them after the engine.
///
/// @param clock wall time: records and expiries
/// @param nanos monotonic time: permits and rates
/// @param fatal called when going on would risk a promise: it must end the process
public record Ports(
        Journal journal,
        Ownership ownership,
        Snapshots snapshots,
        Register register,
        Vault vault,
        TokenMint tokens,
        Taxonomy taxonomy,
        List<Channel> channels,
        InstantSource clock,
        LongSupplier nanos,
        Fatal fatal) {
    public Ports {
        channels = List.copyOf(channels);
    }

    /// Ends the process.
    @FunctionalInterface
    public interface Fatal {
        /// Logs the reason and ends the process; never returns normally in production.
        void end(String reason, Throwable cause);
    }
}
