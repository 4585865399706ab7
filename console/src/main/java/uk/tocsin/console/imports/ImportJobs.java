package uk.tocsin.console.imports;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.register.ListDesk;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Lists that staff upload into an installation that is served: one at a time, judged first, stored when somebody says
/// so, on a thread of their own. A restart goes on where the one before ended. Methods may be called from any thread
/// and return at once; what cannot be done is a [Refusal].
public final class ImportJobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ImportJobs.class);

    /// Requests that wait for the thread; an import that is under way is one of them.
    private static final int WAITING = 16;

    /// So many ended imports are remembered, with their faults.
    private static final int REMEMBERED = 100;

    /// An import that somebody gets in the way of, by claiming an address at the same moment, goes on by itself.
    private static final int TRIES = 5;

    private static final long STOP_SECONDS = 30;

    private final Vault vault;
    private final Taxonomy taxonomy;
    private final InstantSource clock;
    private final Desks desks;
    private final ImportFiles files;
    private final ImportBook book;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            task -> Thread.ofPlatform().name("tocsin-imports").daemon().unstarted(task));
    private final Promise<Void> loaded = Promise.promise();
    private final AtomicBoolean opened = new AtomicBoolean();

    /// The newest first; guarded by this.
    private final List<ImportJob> jobs = new ArrayList<>();

    private volatile @Nullable Progress progress;
    private volatile boolean closing;

    /// Who judges and who stores rows.
    ///
    /// @param judging says what would come of rows
    /// @param storing stores them; given the threads that seal
    public record Desks(Supplier<ListDesk> judging, Function<Executor, ListDesk> storing) {}

    /// How far the work on a list is.
    ///
    /// @param first rows that were done before `since`
    public record Progress(int job, long bytes, long of, Tally tally, Instant since, long first) {}

    /// What was asked for does not fit what there is.
    public static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Refusal(String words) {
            super(words, null, false, false);
        }
    }

    /// The installation closes.
    private static final class Closing extends RuntimeException {
        private static final long serialVersionUID = 1L;

        private Closing() {
            super("closing", null, false, false);
        }
    }

    /// @param folder where lists are kept while they are needed
    public ImportJobs(
            Register register, Vault vault, Taxonomy taxonomy, InstantSource clock, Path folder, Desks desks) {
        this.vault = vault;
        this.taxonomy = taxonomy;
        this.clock = clock;
        this.desks = desks;
        this.files = new ImportFiles(folder);
        this.book = new ImportBook(register, vault);
    }

    /// Where uploads are put before [#take]; what is left there is deleted at the next start.
    public Path folder() {
        return files.folder();
    }

    /// Reads what there was, and goes on with it. To be called before anything else; a second call does nothing.
    public void open() {
        if (opened.getAndSet(true)) {
            return;
        }
        files.open();
        later(() -> {
                    List<ImportJob> found = book.read();
                    files.keep(found);
                    synchronized (this) {
                        jobs.addAll(found);
                    }
                    return found;
                })
                .onFailure(failure -> LOG.error("the imports cannot be read", failure))
                .onSuccess(found -> found.stream()
                        .filter(job -> job.phase().works())
                        .findFirst()
                        .ifPresent(this::work))
                .<Void>mapEmpty()
                .onComplete(loaded);
    }

    // ---- asking

    /// All that are remembered, the newest first.
    public Future<List<ImportJob>> all() {
        return loaded.future().map(_ -> {
            synchronized (this) {
                return List.copyOf(jobs);
            }
        });
    }

    /// One of them.
    public Future<Optional<ImportJob>> job(int number) {
        return all().map(found ->
                found.stream().filter(job -> job.number() == number).findFirst());
    }

    /// How far the work on a job is; empty while nothing is known.
    public Optional<Progress> progress(int number) {
        return Optional.ofNullable(progress).filter(known -> known.job() == number);
    }

    /// The file of a job's faults, as CSV; there is none where no row was looked at.
    public Path faults(ImportJob job) {
        return files.faults(job);
    }

    /// The first faults of a job. Blocks.
    public List<Fault> faults(ImportJob job, int most) throws IOException {
        Path file = files.faults(job);
        return Files.exists(file) ? FaultFile.first(file, most) : List.of();
    }

    // ---- doing

    /// Takes an uploaded file over, and judges it.
    ///
    /// @param format `csv` or `jsonl`
    public Future<ImportJob> take(Path uploaded, String format, int staff, boolean foreign) {
        return loaded.future().compose(_ -> {
            ImportJob fresh;
            synchronized (this) {
                if (jobs.stream().anyMatch(job -> !job.phase().ended())) {
                    return Future.failedFuture(new Refusal("another list waits or is being read: one goes at a time"));
                }
                int number = jobs.isEmpty() ? 1 : jobs.getFirst().number() + 1;
                fresh = ImportJob.of(number, staff, clock.instant(), format, foreign, size(uploaded));
                jobs.addFirst(fresh);
            }
            return later(() -> taken(uploaded, fresh)).onSuccess(this::work).onFailure(_ -> forget(fresh));
        });
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("an uploaded file cannot be read", e);
        }
    }

    private ImportJob taken(Path uploaded, ImportJob fresh) throws IOException {
        files.take(uploaded, fresh);
        book.write(fresh);
        for (ImportJob old : old()) {
            book.remove(old);
            forget(old);
        }
        return fresh;
    }

    private synchronized List<ImportJob> old() {
        return List.copyOf(jobs.subList(Math.min(jobs.size(), REMEMBERED), jobs.size()));
    }

    private synchronized void forget(ImportJob job) {
        jobs.removeIf(each -> each.number() == job.number());
    }

    /// Stores a list that was judged, or goes on with one that stopped.
    public Future<ImportJob> start(int number, int staff) {
        return changed(number, "it is not waiting to be started", job -> job.started(staff))
                .onSuccess(this::work);
    }

    /// Does not store a list, or no more of it.
    public Future<ImportJob> discard(int number) {
        return changed(number, "it is not waiting for a decision", job -> job.discarded(clock.instant()));
    }

    private Future<ImportJob> changed(int number, String otherwise, Function<ImportJob, ImportJob> change) {
        return loaded.future().compose(_ -> {
            ImportJob before;
            ImportJob after;
            synchronized (this) {
                before = jobs.stream()
                        .filter(job -> job.number() == number)
                        .filter(job -> job.phase().canStart())
                        .findFirst()
                        .orElseThrow(() -> new Refusal(otherwise));
                after = change.apply(before);
                replace(after);
            }
            return later(() -> written(after)).onFailure(_ -> replace(before));
        });
    }

    private synchronized void replace(ImportJob job) {
        jobs.replaceAll(each -> each.number() == job.number() ? job : each);
    }

    // ---- on the thread of the imports

    private <T> Future<T> later(Callable<T> work) {
        Promise<T> done = Promise.promise();
        thread.execute(() -> {
            try {
                done.complete(work.call());
            } catch (Exception e) {
                done.fail(e);
            }
        });
        return done.future();
    }

    private ImportJob written(ImportJob job) throws IOException {
        book.write(job);
        replace(job);
        if (job.phase().ended()) {
            files.keep(allNow());
        }
        return job;
    }

    private synchronized List<ImportJob> allNow() {
        return List.copyOf(jobs);
    }

    private void work(ImportJob job) {
        later(() -> job.phase() == ImportPhase.RUNNING ? stored(job) : judged(job))
                .onFailure(failure -> {
                    if (!(failure instanceof Closing)) {
                        LOG.error("import {} came to no end that could be written down", job.number(), failure);
                    }
                });
    }

    private ImportJob judged(ImportJob job) throws IOException {
        ImportJob known = job.digested(ImportFiles.digest(files.list(job)));
        try (Crew crew = crew()) {
            ListImport.Judge judge = new ListImport.Judge(vault, desks.judging().get());
            Tally tally = list(known, crew).dryRun(Optional.of(judge), watch(known));
            return written(known.judged(tally));
        } catch (BadListException e) {
            return written(known.unreadable(String.valueOf(e.getMessage()), clock.instant()));
        } finally {
            progress = null;
        }
    }

    private ImportJob stored(ImportJob job) throws IOException {
        for (int tried = 1; ; tried++) {
            try (Crew crew = crew()) {
                ListImport.Target to =
                        new ListImport.Target(vault, desks.storing().apply(crew.threads()), files.progress(job));
                return written(job.done(list(job, crew).run(to, watch(job)), clock.instant()));
            } catch (BadListException e) {
                return written(job.unreadable(String.valueOf(e.getMessage()), clock.instant()));
            } catch (Closing e) {
                throw e;
            } catch (RuntimeException | IOException e) {
                LOG.warn("import {} was cut short, {} of {} times", job.number(), tried, TRIES, e);
                if (tried == TRIES) {
                    return written(job.stopped("Something else got in its way, or there was no room. What was stored"
                            + " is safe, and no row is stored twice."));
                }
            } finally {
                progress = null;
            }
        }
    }

    private static Crew crew() {
        return new Crew(Math.max(1, Runtime.getRuntime().availableProcessors() / 2));
    }

    private ListImport list(ImportJob job, Crew crew) {
        ListImport.Order order =
                new ListImport.Order(files.list(job), Map.of(), job.foreign(), Optional.of(files.faults(job)));
        return new ListImport(order, taxonomy, clock.instant(), crew.threads());
    }

    /// Notes how far it is, and ends the work when the installation closes.
    private ListImport.Watch watch(ImportJob job) {
        return new ListImport.Watch() {
            private Instant since = clock.instant();
            private long first;

            @Override
            public void begins(long bytes, long of, Tally tally) {
                since = clock.instant();
                first = tally.read();
                progress = new Progress(job.number(), bytes, of, tally, since, first);
            }

            @Override
            public void at(long bytes, long of, Tally tally) {
                progress = new Progress(job.number(), bytes, of, tally, since, first);
                if (closing) {
                    throw new Closing();
                }
            }
        };
    }

    /// Ends the work at the next batch; it goes on at the next start.
    @Override
    public void close() {
        closing = true;
        thread.shutdown();
        try {
            if (!thread.awaitTermination(STOP_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("an import has not stopped within {} s: it goes on at the next start", STOP_SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
