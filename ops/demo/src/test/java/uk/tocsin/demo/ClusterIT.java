package uk.tocsin.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.Installation;
import uk.tocsin.console.config.Settings;
import uk.tocsin.demo.cluster.Cluster;

/// The demonstration on a cluster: real brokers, a real Redis, three nodes. One start serves all that is asked of it.
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class ClusterIT {
    private static final int PEOPLE = 400;
    private static final int A_LATER_FORMAT = 1_000_000;

    @TempDir
    private Path data;

    private final StringWriter printed = new StringWriter();
    private final PrintWriter out = new PrintWriter(printed, true);

    @Test
    void theMainJobIsDoneStrangersAreRefusedAndASecondStartGoesOn() throws IOException {
        DemoOptions options = new DemoOptions(false, true, PEOPLE, Optional.of(data), 0);
        try (Stage stage = Stage.open(data, options, out)) {
            assertThat(new Rehearsal(options, out).rehearse(stage))
                    .as(printed.toString())
                    .isZero();
            refusals(stage);
        }
        try (Stage stage = Stage.open(data, options, out)) {
            assertThat(stage.api("officer")
                            .post("/api/v1/audiences/count", new JsonObject().put("audience", "everyone"))
                            .getLong("count"))
                    .isEqualTo(PEOPLE);
            aNewerVersionIsNotJoined(stage);
        }
    }

    private void refusals(Stage stage) throws IOException {
        Cluster cluster = stage.cluster().orElseThrow();
        Map<String, String> stranger = cluster.node(stage.settings(), 9, "engine");
        stranger.put("console.port", "0");
        refused(stranger, "copy it from the first node");

        Files.createDirectories(data.resolve("node-9"));
        Files.copy(data.resolve("node-1").resolve("tocsin.key"), data.resolve("node-9/tocsin.key"));
        stranger.put("kafka.prefix", "elsewhere");
        refused(stranger, "it is another's");

        stranger.put("redis.prefix", "elsewhere");
        refused(stranger, "start node 1 first");

        stranger.put("kafka.prefix", "tocsin");
        stranger.put("redis.prefix", "empty");
        refused(stranger, "Redis");

        stranger.put("redis.prefix", "tocsin");
        stranger.put("kafka.cluster", "another");
        refused(stranger, "another");
    }

    private void aNewerVersionIsNotJoined(Stage stage) throws IOException {
        stage.server().house().marks().raiseVersion(A_LATER_FORMAT);
        Map<String, String> node = stage.cluster().orElseThrow().node(stage.settings(), 2, "engine");
        node.put("console.port", "0");
        refused(node, "a newer version of Tocsin has run this installation");
    }

    private static void refused(Map<String, String> settings, String words) {
        assertThatThrownBy(() -> Installation.open(Settings.read(settings)).close())
                .hasMessageContaining(words);
    }
}
