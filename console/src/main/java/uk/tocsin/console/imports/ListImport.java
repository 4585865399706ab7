package uk.tocsin.console.imports;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.imports.Blocks.Block;
import uk.tocsin.console.imports.Blocks.Place;
import uk.tocsin.console.register.ListDesk;
import uk.tocsin.console.register.Listed;
import uk.tocsin.register.Vault;

/// Reads a list into the register: while some batches are being stored ([ListDesk#UNDER_WAY]), the threads of
/// the crew read the next. Blocks; for the thread of a command. Memory is that of these batches, however
/// long the list is.
public final class ListImport {
    /// Rows, and those that fill a block. The more, the less a row costs the register and the shards; few enough that
    /// what is under way takes some 15 MB.
    private static final int BATCH = 2_048;

    private final Order order;
    private final RowCheck check;
    private final Executor threads;
    private final int batch;

    /// What is asked for.
    ///
    /// @param renamed our name of a column, by the name in the file
    /// @param foreign whether telephone numbers of other countries are taken
    /// @param errors where faults go; empty for nowhere
    public record Order(Path file, Map<String, String> renamed, boolean foreign, Optional<Path> errors) {}

    /// Where rows go.
    ///
    /// @param progress the file that says how far the import has come
    public record Target(Vault vault, ListDesk desk, Path progress) {}

    /// Told how far it is: once at the beginning, and after each batch.
    public interface Watch {
        /// It begins, or goes on, after so many bytes of the file's and so many rows.
        default void begins(long bytes, long of, Tally tally) {}

        /// So many bytes of the file's are done, and so many rows.
        void at(long bytes, long of, Tally tally);
    }

    /// @param now nobody can have agreed later
    public ListImport(Order order, Taxonomy taxonomy, Instant now, Executor threads) {
        this(order, taxonomy, now, threads, BATCH);
    }

    ListImport(Order order, Taxonomy taxonomy, Instant now, Executor threads, int batch) {
        this.order = order;
        this.check = new RowCheck(taxonomy, order.foreign(), now);
        this.threads = threads;
        this.batch = batch;
    }

    /// Who says what an installation would do with rows.
    public record Judge(Vault vault, ListDesk desk) {}

    /// Judges every row and stores nothing. With a judge, who has an address is asked too, as the register is
    /// now: what a row takes from another batch of the list is not seen.
    public Tally dryRun(Optional<Judge> judge, Watch watch) throws IOException {
        try (ListFile list = ListFile.open(order.file(), order.renamed());
                FaultFile faults = new FaultFile(order.errors(), 0)) {
            Tally tally = Tally.NONE;
            Vault vault = judge.map(Judge::vault).orElse(null);
            List<Block> blocks = list.read(batch);
            while (!blocks.isEmpty()) {
                Read read = gather(begin(blocks, list.cells(), vault));
                Tally found = read.tally();
                if (judge.isPresent()) {
                    ListDesk.Done done = judge.get().desk().judge(read.rows);
                    read.deny(done.faults());
                    found = found.and(new Tally(0, 0, 0, 0, done.refused(), 0));
                }
                faults.write(read.sorted());
                tally = tally.and(found);
                watch.at(list.place().offset(), list.bytes(), tally);
                blocks = list.read(batch);
            }
            return tally;
        }
    }

    /// Reads all of it, from where an earlier import of the same file was cut short.
    public Tally run(Target target, Watch watch) throws IOException {
        Bookmark bookmark = new Bookmark(target.progress());
        try (ListFile list = ListFile.open(order.file(), order.renamed())) {
            Optional<Bookmark.Mark> mark = bookmark.read(list.fingerprint());
            if (mark.isPresent()) {
                list.seek(mark.get().place());
            }
            Tally tally = mark.map(Bookmark.Mark::tally).orElse(Tally.NONE);
            watch.begins(list.place().offset(), list.bytes(), tally);
            try (FaultFile faults = new FaultFile(
                    order.errors(), mark.map(Bookmark.Mark::faultBytes).orElse(0L))) {
                Deque<Storing> storing = new ArrayDeque<>();
                Batch next = batch(list, target.vault());
                while (next != null) {
                    Batch now = next;
                    Read read = gather(now.parts());
                    next = batch(list, target.vault());
                    if (storing.size() == ListDesk.UNDER_WAY) {
                        tally = finish(storing.removeFirst(), tally, list, bookmark, faults, watch);
                    }
                    storing.addLast(new Storing(target.desk().start(read.taken()), read, now.end()));
                }
                for (Storing each : storing) {
                    tally = finish(each, tally, list, bookmark, faults, watch);
                }
                target.desk().show();
            } finally {
                target.desk().end();
            }
            bookmark.remove();
            return tally;
        }
    }

    // ---- batches

    /// A batch that is being read.
    ///
    /// @param end where the next begins
    private record Batch(List<CompletableFuture<Read>> parts, Place end) {}

    private @Nullable Batch batch(ListFile list, Vault vault) throws IOException {
        List<Block> blocks = list.read(batch);
        return blocks.isEmpty() ? null : new Batch(begin(blocks, list.cells(), vault), list.place());
    }

    private List<CompletableFuture<Read>> begin(List<Block> blocks, Cells cells, @Nullable Vault vault) {
        List<CompletableFuture<Read>> parts = new ArrayList<>();
        for (Block block : blocks) {
            parts.add(CompletableFuture.supplyAsync(() -> new Read().block(block, cells, vault), threads));
        }
        return parts;
    }

    private Read gather(List<CompletableFuture<Read>> parts) {
        Read all = new Read();
        parts.forEach(part -> all.add(part.join()));
        return all;
    }

    /// What rows say.
    private final class Read {
        private List<Listed> rows = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();
        private long records;
        private long refused;
        private long approximate;

        Read block(Block block, Cells cells, @Nullable Vault vault) {
            faults.addAll(block.faults());
            records = (long) block.records() + block.faults().size();
            refused = block.faults().size();
            RowKeys keys = vault == null ? null : new RowKeys(vault);
            for (int i = 0; i < block.records(); i++) {
                Row row = row(block, i, cells);
                if (row == null) {
                    refused++;
                } else {
                    approximate += row.approximate() ? 1 : 0;
                    if (keys != null) {
                        rows.add(row.keyed(keys));
                    }
                }
            }
            return this;
        }

        private @Nullable Row row(Block block, int record, Cells cells) {
            long line = block.lines()[record];
            try {
                return check.check(line, cells.of(block, record), faults::add);
            } catch (BadCell e) {
                faults.add(new Fault(line, "", e.reason()));
                return null;
            }
        }

        void add(Read more) {
            rows.addAll(more.rows);
            faults.addAll(more.faults);
            records += more.records;
            refused += more.refused;
            approximate += more.approximate;
        }

        /// The rows, which are kept here no longer.
        List<Listed> taken() {
            List<Listed> all = rows;
            rows = List.of();
            return all;
        }

        void deny(List<ListDesk.Denied> denied) {
            denied.forEach(each -> faults.add(new Fault(each.line(), each.column(), each.reason())));
        }

        Tally tally() {
            return new Tally(records, 0, 0, 0, refused, approximate);
        }

        List<Fault> sorted() {
            faults.sort(Comparator.comparingLong(Fault::line));
            return faults;
        }
    }

    /// A batch that is being stored.
    ///
    /// @param end where the next begins
    private record Storing(ListDesk.Started started, Read read, Place end) {}

    /// Waits until a batch is durable, and marks the place after it.
    private static Tally finish(
            Storing storing, Tally before, ListFile list, Bookmark bookmark, FaultFile faults, Watch watch) {
        Read read = storing.read();
        ListDesk.Done done = storing.started().done();
        read.deny(done.faults());
        faults.write(read.sorted());
        Tally tally = before.and(read.tally())
                .and(new Tally(0, done.registered(), done.changed(), done.unchanged(), done.refused(), 0));
        bookmark.write(list.fingerprint(), new Bookmark.Mark(storing.end(), tally, faults.bytes()));
        watch.at(storing.end().offset(), list.bytes(), tally);
        return tally;
    }
}
