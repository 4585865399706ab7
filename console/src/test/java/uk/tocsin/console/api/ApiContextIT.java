package uk.tocsin.console.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.Installation;

/// A failure of the API stays in the API: on a context of the engine it would end the process, and this test with it.
@Timeout(60)
class ApiContextIT {
    @TempDir
    Path directory = Path.of("");

    /// Cannot be written as an answer.
    private static final class Unwritable {
        @Override
        public String toString() {
            throw new IllegalStateException("cannot be written");
        }
    }

    @Test
    void anAnswerThatCannotBeWrittenIsAnErrorOfItsRequestAlone() throws Exception {
        try (ApiHouse api = ApiHouse.open(directory);
                HttpClient http = HttpClient.newHttpClient()) {
            ApiServer server = new ApiServer(api.house);
            server.route(
                    HttpMethod.GET,
                    "/api/v1/unwritable",
                    200,
                    (_, _) -> api.house.engine().control(_ -> new Unwritable()));
            HttpServer listening = Installation.await(server.listen("127.0.0.1", 0), 10);
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + listening.actualPort() + "/api/v1/unwritable"))
                    .header("Authorization", "Bearer " + api.token(ApiHouse.OFFICER))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(500);
            assertThat(answer.body()).contains("urn:tocsin:problem:internal");
            assertThat(Installation.await(api.house.engine().ready(), 10)).isTrue();
            assertThat(api.get(ApiHouse.OFFICER, "/api/v1/alerts").status()).isEqualTo(200);
        }
    }
}
