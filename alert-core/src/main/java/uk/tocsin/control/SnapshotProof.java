package uk.tocsin.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Proves a stored state of the fold by the log it claims to be folded from: the records after the state's last
/// checkpoint must lead from the hash that the checkpoint signed to the state's head. A state without a
/// checkpoint is proven from the first record on. The keys are those in the state: who holds keys from elsewhere
/// uses [AuditVerifier].
///
/// Give it the records from [#from] on, until [#next] is that of the state; then ask [#fault]. Not for sharing
/// between threads.
public final class SnapshotProof {
    private final ControlState state;
    private final List<byte[]> unsigned = new ArrayList<>();
    private @Nullable HashChain chain;
    private long next;

    /// Proves this state.
    public SnapshotProof(ControlState state) {
        this.state = state;
        this.next = from();
        this.chain = next == 0 ? new HashChain() : null;
    }

    /// The position of the first record it needs.
    public long from() {
        return state.lastCheckpoint() + 1;
    }

    /// The position of the record it needs next.
    public long next() {
        return next;
    }

    /// Whether it has read what the state was folded from.
    public boolean complete() {
        return next >= state.next();
    }

    /// Takes the next record. [CorruptRecordException]: it cannot be read.
    public void add(byte[] record) {
        if (chain == null) {
            unsigned.add(record);
            signed(record).ifPresent(this::begin);
        } else {
            chain.add(next, record);
        }
        next++;
    }

    private Optional<Act.Checkpoint> signed(byte[] record) {
        return ActCodec.decode(record) instanceof Act.Checkpoint checkpoint
                        && checkpoint.position() == state.lastCheckpoint()
                        && vouches(checkpoint)
                ? Optional.of(checkpoint)
                : Optional.empty();
    }

    private boolean vouches(Act.Checkpoint checkpoint) {
        return state.keys().stream()
                .anyMatch(key -> key.purpose() == KeyPurpose.CHECKPOINT
                        && key.id().equals(checkpoint.keyId())
                        && HashChain.verify(Ed25519.publicKey(key.raw()), checkpoint));
    }

    private void begin(Act.Checkpoint checkpoint) {
        HashChain begun = new HashChain(from(), checkpoint.hash());
        for (byte[] record : unsigned) {
            begun.add(begun.next(), record);
        }
        unsigned.clear();
        chain = begun;
    }

    /// What is wrong with the state, once it is [#complete]; empty when it is proven.
    public Optional<String> fault() {
        if (next != state.next()) {
            return Optional.of("the log was read up to " + next + ", not to " + state.next());
        }
        if (chain == null) {
            return Optional.of("no checkpoint in the log signs position " + state.lastCheckpoint());
        }
        boolean same = chain.head().equals(state.head());
        return same ? Optional.empty() : Optional.of("the log leads to another hash than the snapshot's");
    }
}
