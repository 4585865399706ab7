package uk.tocsin.console.pages.registry;

import io.vertx.core.Future;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.imports.Fault;
import uk.tocsin.console.imports.ImportJob;
import uk.tocsin.console.imports.ImportJobs;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.Note;
import uk.tocsin.control.Role;

/// Lists of subscribers that go into the register: uploaded, judged, then stored when somebody says so.
public final class Imports {
    /// Twice what ten million rows take.
    private static final long MOST_BYTES = 4L << 30;

    private static final int FAULTS = 100;
    private static final String ALL = "/register/imports";
    private static final String ONE = ALL + "/:number";
    private static final String FILE = "file";

    private static final Map<String, String> FORMATS = Map.of(".csv", "csv", ".jsonl", "jsonl", ".ndjson", "jsonl");

    private final Installation house;
    private final ImportJobs jobs;
    private final Acts acts;
    private final Names names;

    public Imports(Installation house, Acts acts, Names names) {
        this.house = house;
        this.jobs = house.imports();
        this.acts = acts;
        this.names = names;
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        Role officer = Role.REGISTER_OFFICER;
        pages.page(ALL, visit -> list(visit, Typed.NOTHING), officer);
        pages.upload(ALL, jobs.folder(), MOST_BYTES, this::take, officer);
        pages.page(ONE, this::show, officer);
        pages.page(ONE + "/progress", this::progress, officer);
        pages.page(ONE + "/faults.csv", this::faults, officer);
        pages.form(ONE + "/start", this::start, officer);
        pages.form(ONE + "/discard", this::discard, officer);
    }

    // ---- showing

    private Future<Answer> list(Visit visit, Typed typed) {
        String done = visit.asked("done").filter("discarded"::equals).isPresent()
                ? "The list was deleted. Nothing more of it is stored."
                : "";
        return jobs.all().map(all -> {
            List<ImportsPage.Row> rows = all.stream().map(this::row).toList();
            ImportsPage page = new ImportsPage(
                    visit.frame("Imports", Section.REGISTER, typed),
                    typed,
                    done,
                    rows.stream().filter(row -> !row.job().phase().ended()).findFirst(),
                    rows.stream().filter(row -> row.job().phase().ended()).toList());
            return typed.faults().isEmpty()
                    ? Answer.page("registry/imports.jte", page)
                    : Answer.again("registry/imports.jte", page);
        });
    }

    private ImportsPage.Row row(ImportJob job) {
        return new ImportsPage.Row(job, names.of(job.uploader()));
    }

    private Future<ImportJob> job(Visit visit) {
        return jobs.job(visit.number("number")).map(found -> found.orElseThrow(NotHereException::new));
    }

    private Future<Answer> show(Visit visit) {
        return job(visit)
                .compose(job -> house.vertx()
                        .executeBlocking(() -> jobs.faults(job, FAULTS), false)
                        .map(faults -> Answer.page("registry/import.jte", page(visit, job, faults))));
    }

    private ImportPage page(Visit visit, ImportJob job, List<Fault> faults) {
        return new ImportPage(
                visit.frame("Import " + job.number(), Section.REGISTER),
                house.clock().instant(),
                job,
                names.of(job.uploader()),
                job.starter() == 0 ? "" : names.of(job.starter()),
                jobs.progress(job.number()),
                job.phase().works() ? List.of() : faults);
    }

    /// The part that moves; the whole page when there is nothing more to come.
    private Future<Answer> progress(Visit visit) {
        return job(visit)
                .map(job -> job.phase().works() && visit.isForPart()
                        ? Answer.page(
                                "registry/progress.jte",
                                ProgressPart.of(
                                        job,
                                        jobs.progress(job.number()),
                                        house.clock().instant()))
                        : Answer.elsewhere(ALL + "/" + job.number()));
    }

    private Future<Answer> faults(Visit visit) {
        return job(visit).map(job -> {
            if (job.phase().works() || job.trial().read() == 0) {
                throw new NotHereException();
            }
            String name = "import-" + job.number() + "-faults.csv";
            visit.context()
                    .response()
                    .putHeader("Content-Type", "text/csv; charset=utf-8")
                    .putHeader("Content-Disposition", "attachment; filename=\"" + name + "\"")
                    .sendFile(jobs.faults(job).toString())
                    .onFailure(visit.context()::fail);
            return new Answer.Streamed();
        });
    }

    // ---- doing

    private Future<Answer> take(Visit visit) {
        Form form = visit.form().only("foreign");
        Optional<Visit.Upload> upload = visit.upload();
        Optional<String> format = upload.flatMap(each -> format(each.name()));
        if (upload.isEmpty()) {
            form.wrong(FILE, "Choose a file");
        } else if (format.isEmpty()) {
            form.wrong(FILE, "The file's name must end in .csv or .jsonl");
        }
        if (!form.right()) {
            return list(visit, form.typed());
        }
        return jobs.take(
                        upload.orElseThrow().file(),
                        format.orElseThrow(),
                        visit.visitor().staff(),
                        form.has("foreign"))
                .map(job -> Answer.elsewhere(ALL + "/" + job.number()))
                .recover(failure -> failure instanceof ImportJobs.Refusal
                        ? list(visit, form.typed().wrong("", "Another list is not finished: one goes at a time"))
                        : Future.failedFuture(failure));
    }

    private static Optional<String> format(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return FORMATS.entrySet().stream()
                .filter(each -> lower.endsWith(each.getKey()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    private Future<Answer> start(Visit visit) {
        visit.form().only();
        return job(visit)
                .compose(job -> noted(visit, job)
                        .compose(_ -> jobs.start(job.number(), visit.visitor().staff())
                                .map(_ -> job)))
                .recover(failure -> failure instanceof ImportJobs.Refusal ? job(visit) : Future.failedFuture(failure))
                .map(job -> Answer.elsewhere(ALL + "/" + job.number()));
    }

    private Future<Acts.Done> noted(Visit visit, ImportJob job) {
        int rows = Math.clamp(job.trial().read(), 1, Integer.MAX_VALUE);
        return acts.submit(
                acts.header(visit.visitor().staff(), visit.once()),
                h -> new Act.Noted(h, Note.LIST_IMPORTED, job.number(), rows));
    }

    private Future<Answer> discard(Visit visit) {
        visit.form().only();
        return jobs.discard(visit.number("number"))
                .map(_ -> Answer.elsewhere(ALL + "?done=discarded"))
                .recover(failure -> failure instanceof ImportJobs.Refusal
                        ? Future.succeededFuture(Answer.elsewhere(ALL + "/" + visit.number("number")))
                        : Future.failedFuture(failure));
    }
}
