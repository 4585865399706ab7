package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import uk.tocsin.console.api.ActJson;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Choice;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.pages.administration.AuditSearch.Entry;
import uk.tocsin.console.pages.administration.AuditSearch.Found;
import uk.tocsin.console.pages.administration.AuditSearch.Wanted;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.AuditVerifier;
import uk.tocsin.control.Note;
import uk.tocsin.control.Role;

/// The audit: who did what and when, what came of it, and the proof that nothing of it was changed.
final class AuditRoom {
    private static final String PATH = "/administration/audit";
    private static final int ROWS = 50;
    private static final int MOST_CSV = 10_000;
    private static final List<String> FIELDS = List.of("person", "alert", "kind", "from", "until");
    private static final List<String> KINDS = kinds(Act.class).sorted().toList();

    private final Desks desks;
    private final AuditProof proof;

    AuditRoom(Desks desks) {
        this.desks = desks;
        this.proof = new AuditProof(desks.house(), desks.audit());
    }

    private static Stream<String> kinds(Class<?> type) {
        Class<?>[] parts = type.getPermittedSubclasses();
        return parts == null
                ? Stream.of(type.getSimpleName())
                : Arrays.stream(parts).flatMap(AuditRoom::kinds);
    }

    void mount(Pages pages) {
        pages.page(PATH, visit -> show(visit, Optional.empty()), Role.ADMINISTRATOR);
        pages.page(PATH + "/export", this::export, Role.ADMINISTRATOR);
        pages.form(PATH + "/verify", this::verify, Role.ADMINISTRATOR);
    }

    /// An act in the list.
    record Row(long position, Instant time, String who, String what, String about, String verdict) {}

    /// The state of the chain.
    record Chain(long end, String head, long checkpoint) {}

    /// What was found.
    ///
    /// @param older the address of the acts before these; empty for none
    /// @param export the address of the same as a file
    record AuditPage(
            Frame frame,
            Typed typed,
            List<Choice> kinds,
            List<Row> rows,
            Chain chain,
            String older,
            String export,
            Optional<AuditVerifier.Result> proof) {}

    private Future<Answer> show(Visit visit, Optional<AuditVerifier.Result> proven) {
        Typed typed = typed(visit);
        return new AuditSearch(desks)
                .find(wanted(visit), ROWS)
                .compose(found -> desks.house()
                        .engine()
                        .control(state -> new Chain(state.next(), state.head().hex(), state.lastCheckpoint()))
                        .map(chain -> Answer.page(
                                "administration/audit.jte",
                                new AuditPage(
                                        visit.frame("Audit", Section.ADMINISTRATION, typed),
                                        typed,
                                        choices(),
                                        rows(found),
                                        chain,
                                        older(typed, found.next()),
                                        PATH + "/export" + query(typed),
                                        proven))));
    }

    private static Typed typed(Visit visit) {
        Map<String, List<String>> values = new HashMap<>();
        FIELDS.forEach(field -> visit.asked(field).ifPresent(value -> values.put(field, List.of(value))));
        Typed typed = Typed.of(values);
        for (String field : List.of("from", "until")) {
            if (!typed.value(field).isEmpty() && day(typed.value(field)).isEmpty()) {
                typed = typed.wrong(field, "Enter a date, such as 2026-11-26");
            }
        }
        return typed;
    }

    private static Wanted wanted(Visit visit) {
        OptionalLong before = visit.asked("before")
                .filter(text -> text.matches("[0-9]{1,15}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
        OptionalInt person = visit.askedNumber("person");
        OptionalInt alert = visit.askedNumber("alert");
        String kind = visit.asked("kind").filter(KINDS::contains).orElse("");
        return new Wanted(
                person,
                alert,
                kind,
                visit.asked("from").flatMap(AuditRoom::day).map(AuditRoom::start),
                visit.asked("until").flatMap(AuditRoom::day).map(day -> start(day.plusDays(1))),
                before);
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return Optional.of(LocalDate.parse(text));
        } catch (DateTimeParseException _) {
            return Optional.empty();
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Text.ZONE).toInstant();
    }

    private static String query(Typed typed) {
        String query = FIELDS.stream()
                .filter(field -> !typed.value(field).isEmpty())
                .map(field -> field + "=" + URLEncoder.encode(typed.value(field), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return query.isEmpty() ? "" : "?" + query;
    }

    private static String older(Typed typed, OptionalLong next) {
        String query = query(typed);
        return next.isEmpty() ? "" : PATH + query + (query.isEmpty() ? "?" : "&") + "before=" + next.getAsLong();
    }

    private static List<Choice> choices() {
        List<Choice> choices = new ArrayList<>(List.of(new Choice("", "Everything")));
        KINDS.forEach(kind -> choices.add(new Choice(kind, words(kind))));
        return choices;
    }

    /// "VersionSaved" is "Version saved".
    private static String words(String kind) {
        String words = kind.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.UK);
        return words.substring(0, 1).toUpperCase(Locale.UK) + words.substring(1);
    }

    private List<Row> rows(Found found) {
        return found.acts().stream().map(this::row).toList();
    }

    private Row row(Entry entry) {
        Act act = entry.act();
        return new Row(
                entry.position(),
                act.header().time(),
                desks.names().of(act.header().actor()),
                act instanceof Act.Noted noted
                        ? Text.plain(noted.kind())
                        : words(act.getClass().getSimpleName()),
                about(act),
                entry.verdict());
    }

    private String about(Act act) {
        JsonObject about = ActJson.about(act);
        return about.fieldNames().stream()
                .filter(name -> !name.equals("note"))
                .map(name -> switch (name) {
                    case "staff" -> desks.names().of(about.getInteger(name));
                    case "subject" -> subject(act, about.getInteger(name));
                    case "active" -> about.getBoolean(name) ? "works here" : "has left";
                    case "open" -> about.getBoolean(name) ? "open" : "closed";
                    case "roles" ->
                        "roles: "
                                + about.getJsonArray(name).stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(" and "));
                    default -> name + " " + about.getValue(name);
                })
                .filter(words -> !words.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private String subject(Act act, int subject) {
        Note.Subject of = act instanceof Act.Noted noted ? noted.kind().subject() : Note.Subject.STAFF;
        return switch (of) {
            case STAFF -> subject == 0 ? "nobody known" : desks.names().of(subject);
            case SUBSCRIBER -> "subscriber " + subject;
            case IMPORT -> "import " + subject;
            case NOTHING -> "";
        };
    }

    // ---- as a file

    /// The file leaves only once the audit says that it does.
    private Future<Answer> export(Visit visit) {
        return new AuditSearch(desks).find(wanted(visit), MOST_CSV).compose(found -> {
            int acts = Math.max(1, found.acts().size());
            ActHeader header =
                    desks.acts().header(visit.visitor().staff(), desks.house().newId());
            return desks.acts()
                    .submit(header, h -> new Act.Noted(h, Note.AUDIT_EXPORTED, 0, acts))
                    .map(file(found));
        });
    }

    private Answer file(Found found) {
        StringBuilder csv = new StringBuilder("position,time,actor,name,act,about,verdict\r\n");
        for (Entry entry : found.acts()) {
            Row row = row(entry);
            csv.append(entry.position())
                    .append(',')
                    .append(row.time())
                    .append(',')
                    .append(entry.act().header().actor())
                    .append(',')
                    .append(cell(row.who()))
                    .append(',')
                    .append(cell(row.what()))
                    .append(',')
                    .append(cell(row.about()))
                    .append(',')
                    .append(cell(row.verdict()))
                    .append("\r\n");
        }
        return new Answer.Download("audit.csv", "text/csv; charset=utf-8", Buffer.buffer(csv.toString()));
    }

    /// A cell; one that a spreadsheet would take for a formula is kept from being one.
    private static String cell(String text) {
        String safe = text.matches("(?s)[=+\\-@\\t\\r].*") ? "'" + text : text;
        return "\"" + safe.replace("\"", "\"\"") + "\"";
    }

    // ---- proof

    private Future<Answer> verify(Visit visit) {
        visit.form().only();
        return proof.prove().compose(result -> show(visit, Optional.of(result)));
    }
}
