package uk.tocsin.shard;

import java.util.HashSet;
import java.util.Set;
import java.util.function.ObjLongConsumer;
import uk.tocsin.model.ChannelKind;

/// The part of a [Decider] that is about notices: reads the state, changes nothing, and says what to append. Lives
/// for one call.
final class NoticeDecider {
    /// Ended in one decision, so that it stays small; the rest follows in the next.
    private static final int MOST_EXPIRED = 1_000;

    private final Shard shard;
    private final NoticeBook book;
    private final ShardRecord.Stamp stamp;
    private final ObjLongConsumer<ShardRecord> records;
    private final Set<Long> tried = new HashSet<>();

    /// @param records takes what is decided, with the permit that it uses, 0 for none
    NoticeDecider(Shard shard, ShardRecord.Stamp stamp, ObjLongConsumer<ShardRecord> records) {
        this.shard = shard;
        this.book = shard.noticeBook();
        this.stamp = stamp;
        this.records = records;
    }

    /// Takes the outcome of a notice's try; false if it is not a notice's.
    boolean ended(Wire.Ended ended) {
        Long notice = book.ofTry(ended.tryNumber());
        if (notice == null) {
            return false;
        }
        if (ended.codes().length > 0) {
            end(notice, ended.tryNumber(), end(ended.codes()[0]));
        }
        return true;
    }

    private static ShardRecord.NoticeEnd end(short code) {
        return switch (OutcomeCode.which(code)) {
            case OutcomeCode.ACCEPTED -> ShardRecord.NoticeEnd.SENT;
            case OutcomeCode.REFUSED -> ShardRecord.NoticeEnd.REFUSED;
            case OutcomeCode.THROTTLED -> ShardRecord.NoticeEnd.NOT_TRIED;
            case OutcomeCode.NOT_SENT ->
                OutcomeCode.countsAsTry(code) ? ShardRecord.NoticeEnd.NOT_SENT : ShardRecord.NoticeEnd.NOT_TRIED;
            case OutcomeCode.UNKNOWN -> ShardRecord.NoticeEnd.UNKNOWN;
            case OutcomeCode.SUPPRESSED -> ShardRecord.NoticeEnd.WITHHELD;
            default -> throw new IllegalStateException("outcome code " + code + " is unknown");
        };
    }

    private void end(long notice, long tryNumber, ShardRecord.NoticeEnd end) {
        records.accept(new ShardRecord.NoticeEnded(stamp, notice, tryNumber, end), 0);
    }

    void giveUpOnEarlierOwners(Grace grace) {
        for (NoticeBook.Open open : book.orphans(shard.epoch())) {
            if (shard.unknownFromMs(open.channel(), grace) <= stamp.timeMs()) {
                end(open.notice(), open.tryNumber(), ShardRecord.NoticeEnd.UNKNOWN);
            }
        }
    }

    void expire() {
        for (long notice : book.expired(stamp.timeMs(), MOST_EXPIRED)) {
            end(notice, 0, ShardRecord.NoticeEnd.EXPIRED);
        }
    }

    /// Tries as many notices as a permit allows. A kill switch for everything stops them too.
    void use(Wire.Permit permit) {
        if (shard.allHalted()) {
            return;
        }
        ChannelKind channel = permit.channel();
        int left = permit.count();
        for (long notice : book.ready(channel, stamp.timeMs(), permit.count() + tried.size())) {
            if (left > 0 && tried.add(notice)) {
                records.accept(new ShardRecord.NoticeTried(stamp, notice, permit.wallMs()), permit.id());
                left--;
            }
        }
    }
}
