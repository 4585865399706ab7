package uk.tocsin.register;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import uk.tocsin.model.SlotKind;

/// What outlives every backup: whose logs these are, who was erased, and how far numbers had come. Kept apart from
/// what is backed up, so that a restore cannot undo it; an installation has one, which all its nodes share.
///
/// The getters are for any thread and never wait. The others, for any thread that may block, return when what they
/// say is durable and the getters know it: here at once, at other nodes within a second. When they fail, with a
/// [RegisterException], it may be marked all the same: they can be called again.
public interface Marks extends AutoCloseable {
    /// Somebody who was erased.
    ///
    /// @param subscriber their random id: shows that a backup's record of this ordinal is theirs
    record Erasure(int ordinal, UUID subscriber) {}

    /// Whose logs these are; empty before [#found].
    Optional<UUID> installation();

    /// The highest format that ever wrote here; 0 before the first said so.
    int version();

    /// No alert has this number or a higher one.
    int alerts();

    /// How often this installation was restored.
    int restores();

    /// No slot of the kind in this shard has this number or a higher one.
    int slots(int shard, SlotKind kind);

    /// Everyone who was erased, in order.
    List<Erasure> erasures();

    /// Whether the subscriber of an ordinal was erased.
    boolean isErased(int ordinal);

    /// Makes these the marks of an installation that is new, and gives the one they are of: of several that were
    /// proposed, here or elsewhere and however often, the first.
    UUID found(UUID proposed);

    /// Raises [#version]; a lower number changes nothing.
    void raiseVersion(int format);

    /// Raises [#alerts]; a lower number changes nothing.
    void raiseAlerts(int firstFree);

    /// Raises [#restores]; a lower number changes nothing.
    void raiseRestores(int generation);

    /// Raises [#slots]; a lower number changes nothing.
    void raiseSlots(int shard, SlotKind kind, int firstFree);

    /// Remembers that somebody was erased.
    void erased(Erasure erasure);

    @Override
    void close();
}
