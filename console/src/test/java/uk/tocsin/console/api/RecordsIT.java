package uk.tocsin.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static uk.tocsin.console.api.ApiHouse.OFFICER;
import static uk.tocsin.console.api.ApiHouse.REGISTRAR;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.api.ApiHouse.Answer;

/// Subscribers are suspended, reinstated and merged, over HTTP.
@Timeout(60)
class RecordsIT {
    @TempDir
    static Path data;

    private static ApiHouse api;

    @BeforeAll
    static void open() {
        api = ApiHouse.open(data);
    }

    @AfterAll
    static void close() {
        api.close();
    }

    private static int registered(String number) {
        return api.post(REGISTRAR, "/api/v1/organisations", Samples.organisation(number))
                .body()
                .getJsonArray("subscribers")
                .getInteger(0);
    }

    private static Answer on(int staff, int subscriber, String what, JsonObject body) {
        return api.post(staff, "/api/v1/subscribers/" + subscriber + "/" + what, body);
    }

    private static JsonObject reason(String words) {
        return new JsonObject().put("reason", words);
    }

    @Test
    void aSuspensionStandsUntilItIsEnded() {
        int one = registered("+447700900031");
        assertThat(on(OFFICER, one, "suspend", reason("file 7")).status()).isEqualTo(403);
        assertThat(on(REGISTRAR, one, "suspend", reason("file 7")).status()).isEqualTo(200);
        assertThat(on(REGISTRAR, one, "suspend", reason("again")).status()).isEqualTo(409);
        JsonObject listed = api.get(REGISTRAR, "/api/v1/suspensions")
                .body()
                .getJsonArray("suspensions")
                .getJsonObject(0);
        assertThat(listed.getInteger("subscriber")).isEqualTo(one);
        assertThat(listed.getString("reason")).isEqualTo("file 7");
        assertThat(on(REGISTRAR, one, "reinstate", reason("it was them")).status())
                .isEqualTo(200);
        assertThat(api.get(REGISTRAR, "/api/v1/suspensions").body().getJsonArray("suspensions"))
                .isEmpty();
        assertThat(on(REGISTRAR, 987_654_321, "suspend", reason("nobody")).status())
                .isEqualTo(404);
    }

    @Test
    void whatCannotBeOneRecordIsRefusedWithTheReason() {
        int one = registered("+447700900032");
        Answer self = on(REGISTRAR, one, "merge", new JsonObject().put("into", one));
        assertThat(self.status()).isEqualTo(409);
        assertThat(self.text()).contains("is the same record");
        assertThat(on(REGISTRAR, one, "merge", new JsonObject().put("into", 987_654_321))
                        .status())
                .isEqualTo(404);
        assertThat(on(REGISTRAR, one, "merge", new JsonObject()).status()).isEqualTo(400);
        assertThat(on(OFFICER, one, "merge", new JsonObject().put("into", one)).status())
                .isEqualTo(403);
    }
}
