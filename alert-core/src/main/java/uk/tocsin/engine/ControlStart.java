package uk.tocsin.engine;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.SnapshotProof;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Snapshots;
import uk.tocsin.model.codec.CorruptRecordException;

/// Finds where the fold of the control log goes on at a start: at the newest snapshot that can be read and that
/// the log proves, else at the older one, else at the beginning: the log is never deleted. On the control
/// context.
final class ControlStart {
    private static final Logger LOG = LoggerFactory.getLogger(ControlStart.class);

    private final Context context;
    private final Journal journal;
    private final long end;
    private final ArrayDeque<Snapshots.Snapshot> candidates;
    private final Promise<ControlImage> found = Promise.promise();

    /// @param end the position after the last record of the log
    /// @param candidates newest first
    private ControlStart(Context context, Journal journal, long end, Collection<Snapshots.Snapshot> candidates) {
        this.context = context;
        this.journal = journal;
        this.end = end;
        this.candidates = new ArrayDeque<>(candidates);
    }

    static Future<ControlImage> find(
            Context context, Journal journal, long end, Collection<Snapshots.Snapshot> candidates) {
        ControlStart start = new ControlStart(context, journal, end, candidates);
        start.tryNext();
        return start.found.future();
    }

    private void tryNext() {
        Snapshots.Snapshot candidate = candidates.poll();
        if (candidate == null) {
            found.complete(new ControlImage(List.of(), new ControlState()));
            return;
        }
        try {
            ControlImage image = ControlImage.of(candidate.state());
            if (image.state().next() != candidate.position() || candidate.position() > end) {
                refuse(candidate, "it stands at " + image.state().next() + ", the log ends at " + end);
            } else {
                new Proving(candidate, image).start();
            }
        } catch (CorruptRecordException e) {
            refuse(candidate, String.valueOf(e.getMessage()));
        }
    }

    private void refuse(Snapshots.Snapshot candidate, String why) {
        LOG.error("the control snapshot at {} is not used: {}", candidate.position(), why);
        tryNext();
    }

    /// Reads the log from the candidate's last checkpoint up to the candidate.
    private final class Proving implements Journal.Follower {
        private final Snapshots.Snapshot candidate;
        private final ControlImage image;
        private final SnapshotProof proof;
        private Journal.@Nullable Following following;
        private boolean done;

        Proving(Snapshots.Snapshot candidate, ControlImage image) {
            this.candidate = candidate;
            this.image = image;
            this.proof = new SnapshotProof(image.state());
        }

        void start() {
            following =
                    journal.follow(Journal.CONTROL, proof.from(), task -> context.runOnContext(_ -> task.run()), this);
        }

        @Override
        public void records(long firstPosition, List<byte[]> records) {
            if (done) {
                return;
            }
            try {
                for (int i = 0; i < records.size() && !proof.complete(); i++) {
                    proof.add(records.get(i));
                }
                if (proof.complete()) {
                    finish(proof.fault());
                }
            } catch (CorruptRecordException e) {
                finish(Optional.of("position " + proof.next() + ": " + e.getMessage()));
            }
        }

        private void finish(Optional<String> fault) {
            done = true;
            if (following != null) {
                following.close();
            }
            fault.ifPresentOrElse(why -> refuse(candidate, why), () -> found.complete(image));
        }

        @Override
        public void failed(Throwable reason) {
            if (!done) {
                done = true;
                found.fail(reason);
            }
        }
    }
}
