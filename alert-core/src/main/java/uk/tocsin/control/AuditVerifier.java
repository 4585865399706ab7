package uk.tocsin.control;

import java.security.PublicKey;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.model.Digest;
import uk.tocsin.model.codec.CorruptRecordException;

/// Reads a control log from its first record and proves it against the checkpoints in it, with checkpoint keys
/// that come from outside the log: who could rewrite the log could rewrite the keys in it.
///
/// A checkpoint vouches for every record up to the position it names: a record there that was altered, removed,
/// swapped or added is found. Records after the last checkpoint are counted as unproven: an alteration there,
/// or the removal of records from the end down to the last checkpoint and including it, leaves no trace in the
/// log itself. Compare the head with one kept elsewhere to close that gap.
public final class AuditVerifier {
    /// How many heads are kept to compare checkpoints with (2 MiB): far more than the fold allows a checkpoint
    /// to trail by, so an honest log never reaches it.
    private static final int WINDOW = 256 * Heads.KEPT;

    private final Map<String, PublicKey> keys;
    private final HashChain chain = new HashChain();
    private final Deque<Digest> heads = new ArrayDeque<>();
    private long proven;
    private long checkpoints;

    private AuditVerifier(Map<String, PublicKey> keys) {
        this.keys = Map.copyOf(keys);
    }

    /// A record as it is stored.
    public record Entry(long position, byte[] record) {}

    /// What the reading found.
    public sealed interface Result {}

    /// Every record up to the last checkpoint is as it was written.
    ///
    /// @param records all that were read
    /// @param head the chain's value after the last
    /// @param checkpoints how many vouch for it
    /// @param unproven records at the end that no checkpoint covers yet
    public record Proven(long records, Digest head, long checkpoints, long unproven) implements Result {}

    /// The log is not what was written. What is wrong stands at `position` or before it, after the last
    /// checkpoint that still held.
    ///
    /// @param proven records from the start that checkpoints vouch for
    public record Broken(long position, String reason, long proven) implements Result {}

    /// Reads a whole log. The iterable is read once, in order, and may read from storage as it goes.
    ///
    /// @param keys the public keys that signed checkpoints, by key id
    public static Result verify(Iterable<Entry> log, Map<String, PublicKey> keys) {
        AuditVerifier verifier = new AuditVerifier(keys);
        Optional<Broken> broken = verifier.next(log);
        return broken.isPresent() ? broken.get() : verifier.proven();
    }

    /// For a log that comes in pieces.
    public static AuditVerifier open(Map<String, PublicKey> keys) {
        return new AuditVerifier(keys);
    }

    /// Reads the next piece; what is wrong with it, if anything is, and nothing is to be read after that.
    public Optional<Broken> next(Iterable<Entry> piece) {
        for (Entry entry : piece) {
            Optional<String> fault = read(entry);
            if (fault.isPresent()) {
                return Optional.of(new Broken(entry.position(), fault.get(), proven));
            }
        }
        return Optional.empty();
    }

    /// What was found when nothing was wrong.
    public Proven proven() {
        long records = chain.next();
        return new Proven(records, chain.head(), checkpoints, records - proven);
    }

    private Optional<String> read(Entry entry) {
        if (entry.position() != chain.next()) {
            return Optional.of("position " + chain.next() + " was due: a record is missing, added or out of order");
        }
        Act act;
        try {
            act = ActCodec.decode(entry.record());
        } catch (CorruptRecordException e) {
            return Optional.of("the record cannot be read: " + e.getMessage());
        }
        if (act instanceof Act.Checkpoint checkpoint) {
            Optional<String> fault = check(checkpoint);
            if (fault.isPresent()) {
                return fault;
            }
        }
        heads.addLast(chain.add(entry.position(), entry.record()));
        if (heads.size() > WINDOW) {
            heads.removeFirst();
        }
        return Optional.empty();
    }

    private Optional<String> check(Act.Checkpoint checkpoint) {
        PublicKey key = keys.get(checkpoint.keyId());
        if (key == null) {
            return Optional.of("the checkpoint's key is not among those given");
        }
        if (!HashChain.verify(key, checkpoint)) {
            return Optional.of("the checkpoint's signature is wrong");
        }
        long back = chain.next() - 1 - checkpoint.position();
        if (back < 0 || back >= heads.size()) {
            return Optional.of("the checkpoint vouches for position " + checkpoint.position()
                    + ", which is not among the " + heads.size() + " before it: records are missing or were added");
        }
        Digest head = heads.stream().skip(heads.size() - 1 - back).findFirst().orElseThrow();
        if (!head.equals(checkpoint.hash())) {
            return Optional.of("the records up to " + checkpoint.position() + " are not those the checkpoint signed");
        }
        checkpoints++;
        proven = Math.max(proven, checkpoint.position() + 1);
        return Optional.empty();
    }
}
