package uk.tocsin.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.Shards;
import uk.tocsin.register.Register;

@Timeout(120)
class LogsTest {
    private static final int PEOPLE = 64;

    @Test
    void whatGoesWrongIsLoggedWithoutPersonalData() {
        ListAppender<ILoggingEvent> appender = new ListAppender<>();
        Logger root = (Logger) LoggerFactory.getLogger("uk.tocsin");
        appender.start();
        root.addAppender(appender);
        try (Station station = Station.opened()) {
            station.people(PEOPLE, ChannelKind.EMAIL);
            int damaged = station.people.getFirst();
            Station.awaitStage(station.register.put(
                    Shards.shardOf(damaged), List.of(new Register.Entry(Shards.slotOf(damaged), new byte[100]))));
            station.provider.answers(_ -> new SendOutcome.Refused(FailureReason.UNREGISTERED, "550 no such user"));
            int alert = station.dispatched(ChannelKind.EMAIL);
            station.awaitState(alert, ChannelKind.EMAIL, DeliveryState.FAILED, PEOPLE - 1);
            station.eventually(() -> assertThat(appender.list)
                    .anySatisfy(event -> assertThat(event.getFormattedMessage()).contains("cannot be read")));
        } finally {
            root.detachAppender(appender);
        }

        assertThat(List.copyOf(appender.list))
                .allSatisfy(event -> assertThat(text(event))
                        .doesNotContain("@example.test")
                        .doesNotContain("Ann")
                        .doesNotContain("+4477"));
    }

    private static String text(ILoggingEvent event) {
        String trace = event.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(event.getThrowableProxy());
        return event.getFormattedMessage() + trace;
    }
}
