package uk.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class DemoOptionsTest {
    @Test
    void aRunStaysInADirectoryAndADemoLeavesNone() {
        DemoOptions run = DemoOptions.of("run");
        DemoOptions demo = DemoOptions.of("demo");

        assertThat(run.stay()).isTrue();
        assertThat(run.data()).contains(Path.of("data"));
        assertThat(run.subscribers()).isEqualTo(100_000);
        assertThat(demo.stay()).isFalse();
        assertThat(demo.data()).isEmpty();
    }

    @Test
    void optionsAreTaken() {
        DemoOptions options = DemoOptions.of("run", "--subscribers", "5", "--data", "there", "--port", "9000");

        assertThat(options).isEqualTo(new DemoOptions(true, false, 5, options.data(), 9000));
        assertThat(options.data()).contains(Path.of("there"));
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThatThrownBy(() -> DemoOptions.of("demo", "--subscribers", "many"))
                .hasMessageContaining("--subscribers: \"many\"");
        assertThatThrownBy(() -> DemoOptions.of("demo", "--subscribers", "0")).hasMessageContaining("from 1 to");
        assertThatThrownBy(() -> DemoOptions.of("demo", "--port")).hasMessageContaining("--port: a value");
        assertThatThrownBy(() -> DemoOptions.of("demo", "--colour", "red"))
                .hasMessageContaining("--colour: there is no");
    }
}
