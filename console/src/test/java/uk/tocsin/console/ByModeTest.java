package uk.tocsin.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import uk.tocsin.lane.Batch;
import uk.tocsin.lane.Channel;
import uk.tocsin.lane.Content;
import uk.tocsin.lane.SampleContent;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Severity;

class ByModeTest {
    private final List<String> log = new ArrayList<>();
    private final ByMode channel = new ByMode(new Noting("usual", 3), new Noting("rehearsal", 7));

    /// A channel that notes what it is asked.
    private final class Noting implements Channel {
        private final String name;
        private final int seconds;

        Noting(String name, int seconds) {
            this.name = name;
            this.seconds = seconds;
        }

        @Override
        public ChannelKind kind() {
            return ChannelKind.SMS;
        }

        @Override
        public Duration requestTimeout() {
            return Duration.ofSeconds(seconds);
        }

        @Override
        public void send(Batch batch, Sink sink) {
            log.add(name + " sends");
        }

        @Override
        public void resolve(Batch batch, Instant since, ResolutionSink sink) {
            log.add(name + " resolves");
        }

        @Override
        public boolean repeatsUnknown() {
            return false;
        }

        @Override
        public void close() {
            log.add(name + " closes");
        }
    }

    private static Batch batch(Mode mode) {
        Content content = SampleContent.of(7, mode, Handling.PUBLIC, Severity.SEVERE);
        return new Batch(content, 1, new String[0], new String[0], new byte[0], () -> null);
    }

    @Test
    void onlyTestsGoToTheRehearsal() {
        for (Mode mode : Mode.values()) {
            channel.send(batch(mode), (index, outcome) -> {});
            channel.resolve(batch(mode), Instant.EPOCH, (index, answer) -> {});
        }

        assertThat(log)
                .containsExactly(
                        "usual sends",
                        "usual resolves",
                        "usual sends",
                        "usual resolves",
                        "rehearsal sends",
                        "rehearsal resolves");
    }

    @Test
    void itWaitsAsLongAsTheSlowerAndClosesBoth() {
        assertThat(channel.requestTimeout()).isEqualTo(Duration.ofSeconds(7));
        channel.close();

        assertThat(log).containsExactly("usual closes", "rehearsal closes");
    }
}
