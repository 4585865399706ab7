package uk.tocsin.control;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.tocsin.model.Digest;
import uk.tocsin.model.codec.EffectCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The hash chain as the fold keeps it: its head and those shortly before, which a checkpoint that was signed a
/// moment ago still names.
final class Heads {
    /// A checkpoint may trail by this many records: what is appended while a clerk signs, with much room.
    static final int KEPT = 256;

    private HashChain chain;
    private final List<Digest> recent = new ArrayList<>();

    Heads() {
        chain = new HashChain();
    }

    long next() {
        return chain.next();
    }

    Digest head() {
        return chain.head();
    }

    void add(long position, byte[] record) {
        recent.add(chain.add(position, record));
        if (recent.size() > KEPT) {
            recent.removeFirst();
        }
    }

    /// The chain's value after the record at `position`; empty when that is to come, or long past.
    Optional<Digest> after(long position) {
        long back = chain.next() - 1 - position;
        return back < 0 || back >= recent.size()
                ? Optional.empty()
                : Optional.of(recent.get(recent.size() - 1 - (int) back));
    }

    void write(Out out) {
        EffectCodec.digest(out.count(chain.next()), chain.head());
        out.list(recent, EffectCodec::digest);
    }

    static Heads read(In in) {
        Heads heads = new Heads();
        heads.chain = new HashChain(in.count(), EffectCodec.digest(in));
        heads.recent.addAll(in.list(EffectCodec::digest));
        return heads;
    }
}
