package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Form;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.engine.LaneHealth;
import uk.tocsin.engine.Unready;
import uk.tocsin.model.ChannelKind;

/// Channels, what their providers grant, and how everything does.
final class ChannelRoom {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelRoom.class);
    private static final String PATH = "/administration/channels";
    private static final int MOST_A_MINUTE = 60_000_000;

    private final Desks desks;

    ChannelRoom(Desks desks) {
        this.desks = desks;
    }

    void mount(Pages pages) {
        pages.page(PATH, visit -> show(visit, 200, Typed.NOTHING), Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/:channel/open", visit -> open(visit, true), Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/:channel/close", visit -> open(visit, false), Role.ADMINISTRATOR);
        pages.raisedForm(PATH + "/:channel/quota", this::quota, Role.ADMINISTRATOR);
        pages.raisedForm("/administration/clock", this::confirm, Role.ADMINISTRATOR);
    }

    /// A channel.
    ///
    /// @param perMinute that an administrator has set; empty for what the settings say
    record Row(ChannelKind channel, boolean open, OptionalInt perMinute, List<LaneHealth> lanes) {
        String field() {
            return "quota-" + channel.word();
        }
    }

    /// All of them.
    ///
    /// @param clock whether the clock has to be confirmed
    record ChannelPage(
            Frame frame, Typed typed, List<Row> rows, List<String> unready, boolean clock, String now, String done) {}

    private Future<Answer> show(Visit visit, int status, Typed typed) {
        List<LaneHealth> lanes = desks.house().engine().lanes();
        String now = Text.exactly(desks.house().clock().instant());
        return desks.house()
                .engine()
                .unready()
                .compose(unready -> desks.house()
                        .engine()
                        .control(state -> rows(state, lanes))
                        .map(rows -> new Answer.Shown(
                                status,
                                "administration/channels.jte",
                                new ChannelPage(
                                        visit.frame("Channels and health", Section.ADMINISTRATION, typed),
                                        typed,
                                        rows,
                                        unready.stream().map(Text::unready).toList(),
                                        unready.contains(Unready.CLOCK),
                                        now,
                                        Desks.done(visit)))));
    }

    private static List<Row> rows(ControlState state, List<LaneHealth> lanes) {
        return Arrays.stream(ChannelKind.values())
                .map(channel -> new Row(
                        channel,
                        state.isOpen(channel),
                        state.quotaPerMinute(channel),
                        lanes.stream().filter(lane -> lane.channel() == channel).toList()))
                .toList();
    }

    private static ChannelKind channel(Visit visit) {
        return Arrays.stream(ChannelKind.values())
                .filter(each -> each.word().equals(visit.part("channel")))
                .findFirst()
                .orElseThrow(NotHereException::new);
    }

    private Future<Answer> open(Visit visit, boolean open) {
        visit.form().only();
        ChannelKind channel = channel(visit);
        return desks.after(
                desks.change(visit, h -> new Act.ChannelSet(h, channel, open)),
                PATH,
                Typed.NOTHING,
                (status, typed) -> show(visit, status, typed));
    }

    private Future<Answer> quota(Visit visit) {
        ChannelKind channel = channel(visit);
        String field = "quota-" + channel.word();
        Form form = visit.form().only(field);
        String text = form.text(field).replace(",", "");
        if (!text.matches("[1-9][0-9]{0,7}") || Integer.parseInt(text) > MOST_A_MINUTE) {
            form.wrong(field, "Enter how many messages a minute, from 1 to " + Text.number(MOST_A_MINUTE));
            return show(visit, 422, form.typed());
        }
        int perMinute = Integer.parseInt(text);
        return desks.after(
                desks.change(visit, h -> new Act.QuotaSet(h, channel, perMinute)),
                PATH,
                form.typed(),
                (status, typed) -> show(visit, status, typed));
    }

    private Future<Answer> confirm(Visit visit) {
        visit.form().only();
        LOG.info(
                "staff {} confirmed that the wall clock is right",
                visit.visitor().staff());
        desks.house().engine().confirmClock();
        return Future.succeededFuture(Answer.elsewhere(PATH + "?done=clock"));
    }
}
