package uk.tocsin.console.pages.live;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.function.BiFunction;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Deeds;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Away;
import uk.tocsin.console.pages.Names;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Sheet;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Role;

/// "What was known when", as a page that prints and as files.
public final class Timelines {
    private final Installation house;
    private final Deeds deeds;
    private final Names names;

    public Timelines(Installation house, Deeds deeds, Names names) {
        this.house = house;
        this.deeds = deeds;
        this.names = names;
    }

    /// Opens its doors.
    public void mount(Pages pages) {
        Role[] readers = {Role.OFFICER, Role.APPROVER, Role.ANALYST};
        String path = "/alerts/:number/timeline";
        pages.page(path, visit -> timeline(visit, Timelines::page), readers);
        pages.page(path + ".csv", visit -> timeline(visit, Timelines::csv), readers);
        pages.page(path + ".json", visit -> timeline(visit, Timelines::json), readers);
    }

    private Future<Answer> timeline(Visit visit, BiFunction<Visit, Found, Answer> answer) {
        int number = visit.number("number");
        boolean all = visit.visitor().holds(Role.OFFICER, Role.APPROVER);
        return house.engine().control(state -> state.alert(number)).compose(found -> {
            var alert = found.filter(view -> all || view.dispatch().isPresent()).orElseThrow(NotHereException::new);
            return Future.all(deeds.of(alert), house.engine().ledgers(number))
                    .compose(both -> Away.work(
                            house.vertx(), () -> Timeline.of(alert, both.resultAt(0), both.resultAt(1), names)))
                    .map(timeline -> answer.apply(
                            visit, new Found(timeline, house.clock().instant())));
        });
    }

    private record Found(Timeline timeline, Instant at) {}

    private static Answer page(Visit visit, Found found) {
        return Answer.page(
                "live/timeline.jte",
                new TimelinePage(visit.frame("What was known when", Section.ALERTS), found.at(), found.timeline()));
    }

    private static String name(Found found, String ending) {
        return "alert-" + found.timeline().alert() + "-timeline." + ending;
    }

    private static Answer csv(Visit visit, Found found) {
        return new Answer.Download(
                name(found, "csv"),
                "text/csv; charset=utf-8",
                Sheet.csv(List.of(found.timeline().sheet())));
    }

    private static Answer json(Visit visit, Found found) {
        return new Answer.Download(
                name(found, "json"),
                "application/json",
                Buffer.buffer(found.timeline().json().encodePrettily()));
    }
}
