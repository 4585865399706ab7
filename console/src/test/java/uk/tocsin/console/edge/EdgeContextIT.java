package uk.tocsin.console.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.House;
import uk.tocsin.console.Installation;
import uk.tocsin.simulator.Behaviour;

/// A failure of the edge stays in the edge: on a context of the engine it would end the process, and this test with
/// it.
@Timeout(60)
class EdgeContextIT {
    @TempDir
    Path directory = Path.of("");

    @Test
    void anAnswerThatCannotBeWrittenEndsItsConnectionAlone() throws Exception {
        try (House house = House.open(directory, Behaviour.perfect())) {
            Installation installation = house.installation();
            Answer bad = new Answer(-1, Map.of(), Buffer.buffer(), null);
            Door door = _ -> installation.engine().control(_ -> bad);
            EdgeListener listener = new EdgeListener(new EdgeListener.Setup(
                    "127.0.0.1",
                    // not -1, which the edge's own listeners share
                    -2,
                    "",
                    false,
                    Map.of(Route.LIVE, door),
                    new Guard(Set.of(), System::nanoTime),
                    new EdgeMeters(installation.meters()),
                    installation.engine().meters(),
                    new Page("", "Tocsin"),
                    System::nanoTime));
            House.await(installation.vertx().deployVerticle(listener));
            try (Visitor visitor = new Visitor(listener.port());
                    Visitor other = new Visitor(house.edge().port())) {
                assertThatThrownBy(() -> visitor.get("/health/live")).isInstanceOf(IOException.class);
                assertThat(House.await(installation.engine().ready())).isTrue();
                assertThat(other.get("/health/live").statusCode()).isEqualTo(200);
            }
        }
    }
}
