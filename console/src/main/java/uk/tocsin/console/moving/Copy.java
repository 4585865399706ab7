package uk.tocsin.console.moving;

import java.util.ArrayList;
import java.util.List;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.journal.Journal;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Register;
import uk.tocsin.shard.ShardCodec;
import uk.tocsin.shard.ShardRecord;

/// Copies an installation from one store into another that is empty, with all positions as they are, and reads the
/// copy back: counts and digests must be the same. The source may be in use. On the caller's thread, in constant
/// memory.
///
/// How it works. A register and its logs cannot be read at one instant, so the order is that in which they are
/// written, backwards or forwards as it harms nobody:
///
/// 1. the records of people, before the logs: registration writes the record before `SubscribersSet`, so who is in the
///    logs and came before has one;
/// 2. the logs ([LogsCopy]), each from its newest snapshot on;
/// 3. once more the records of those whom the logs set since 1 began: nobody is in the logs without a record, or with
///    one that is older than what the logs say. Somebody who was erased meanwhile has a record that `Erased` in the
///    logs, or the marks when it is restored, takes away;
/// 4. claims and documents, after the records: an address is claimed before its record is written, and erasure puts
///    the release of claims down before the record goes;
/// 5. the addresses of those who changed theirs after 2, who gave up what their record in the copy still has, are made
///    theirs again in the copy: a STOP from such an address must find them.
///
/// A document says from the beginning on that the copy is not finished, until its owner takes that away.
public final class Copy {
    private static final double RECORDS = 0.3;
    private static final double LOGS = 0.2;
    private static final double CLAIMS = 0.3;

    private final Side from;
    private final Side to;
    private final Addresses addresses;
    private final Progress progress;
    private final Report report = new Report();
    private long count;

    private Copy(Side from, Side to, Addresses addresses, Progress progress) {
        this.from = from;
        this.to = to;
        this.addresses = addresses;
        this.progress = progress;
    }

    /// Copies; the caller then says that the copy has ended ([Side#end]). CopyException, or what a store throws: the
    /// copy is of no use.
    public static Report run(Side from, Side to, Addresses addresses, Progress progress) {
        to.begin();
        return new Copy(from, to, addresses, progress).run();
    }

    private Report run() {
        List<Long> begun = from.lengths();
        RecordsCopy records = new RecordsCopy(from.register(), to.register());
        records(records);
        int[] steps = new int[1];
        LogsCopy logs = new LogsCopy(from, to, () -> progress.at(RECORDS + LOGS * ++steps[0] / Shards.COUNT, count));
        again(records, begun, logs.ends());
        claims();
        DocumentsCopy documents = new DocumentsCopy(from.register(), to.register());
        report.add("documents", documents.all(more -> step(RECORDS + LOGS + CLAIMS, more)));
        readdress(logs.ends());
        logs.verify(report);
        progress.at(1, report.count());
        return report;
    }

    private void step(double done, long more) {
        count += more;
        progress.at(done, count);
    }

    private void records(RecordsCopy records) {
        List<Sum.Total> totals = new ArrayList<>();
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            totals.add(records.shard(shard));
            step(RECORDS * (shard + 1) / Shards.COUNT, totals.getLast().count());
        }
        report.add("records of people", Sum.of(totals));
    }

    private void again(RecordsCopy records, List<Long> since, List<Long> to) {
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            records.again(shard, set(shard, since.get(shard), to.get(shard)));
        }
    }

    /// The slots that a part of a shard's log set.
    private RoaringBitmap set(int shard, long since, long end) {
        RoaringBitmap slots = new RoaringBitmap();
        LogWalk.through(from.journal(), shard, since, end, (_, batch) -> {
            for (byte[] bytes : batch) {
                if (ShardCodec.decode(bytes) instanceof ShardRecord.SubscribersSet change) {
                    change.entries().forEach(entry -> slots.add(entry.slot()));
                }
            }
        });
        return slots;
    }

    private void claims() {
        Sum.Total total = new ClaimsCopy(from.register(), to.register())
                .all(part -> progress.at(RECORDS + LOGS + CLAIMS * part / Register.CLAIM_PARTS, count));
        step(RECORDS + LOGS + CLAIMS, total.count());
        report.add("claims", total);
    }

    private void readdress(List<Long> since) {
        List<Long> now = from.lengths();
        ClaimsCopy claims = new ClaimsCopy(from.register(), to.register());
        for (int shard = 0; shard < Journal.CONTROL; shard++) {
            int[] slots = set(shard, since.get(shard), now.get(shard)).toArray();
            for (Register.Entry entry : RecordsCopy.fetch(to.register(), shard, slots, slots.length)) {
                for (byte[] blindIndex : addresses.of(shard, entry.slot(), entry.sealed())) {
                    claims.belongs(blindIndex, Shards.ordinal(shard, entry.slot()));
                }
            }
        }
    }
}
