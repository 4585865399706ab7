package uk.tocsin.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import uk.tocsin.console.Installation;
import uk.tocsin.console.config.Settings;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.Role;
import uk.tocsin.control.Verdict;

/// A real installation without channels and its API on a free port, with staff; every response is checked
/// against the contract.
final class ApiHouse implements AutoCloseable {
    static final int ADMINISTRATOR = 1;
    static final int OFFICER = 2;
    static final int APPROVER = 3;
    static final int ANALYST = 4;
    static final int REGISTRAR = 5;
    static final int SECOND_OFFICER = 6;

    private static final long SECONDS = 60;

    final Installation house;
    final ApiServer server;
    final ContractFile contract;
    private final URI origin;
    private final HttpClient http = HttpClient.newHttpClient();
    private final Map<Integer, String> tokens;

    private ApiHouse(Installation house) {
        this.house = house;
        this.contract = new ContractFile(house.vertx());
        this.server = new ApiServer(house);
        HttpServer http = ContractFile.await(server.listen("127.0.0.1", 0));
        this.origin = URI.create("http://127.0.0.1:" + http.actualPort());
        this.tokens = Map.of(
                ADMINISTRATOR, member(ActHeader.ENGINE, ADMINISTRATOR, Role.ADMINISTRATOR),
                OFFICER, member(ADMINISTRATOR, OFFICER, Role.OFFICER),
                APPROVER, member(ADMINISTRATOR, APPROVER, Role.APPROVER),
                ANALYST, member(ADMINISTRATOR, ANALYST, Role.ANALYST),
                REGISTRAR, member(ADMINISTRATOR, REGISTRAR, Role.REGISTER_OFFICER),
                SECOND_OFFICER, member(ADMINISTRATOR, SECOND_OFFICER, Role.OFFICER, Role.APPROVER));
    }

    static ApiHouse open(Path data) {
        Installation house = Installation.open(Settings.read(Map.of(
                "data.dir",
                data.toString(),
                "backup.dir",
                data.resolveSibling("backups").toString())));
        try {
            return new ApiHouse(house);
        } catch (RuntimeException | AssertionError e) {
            house.close();
            throw e;
        }
    }

    private String member(int actor, int staff, Role... roles) {
        int by = staff == ADMINISTRATOR ? ActHeader.ENGINE : actor;
        submit(new Act.UserSet(house.header(by), staff, -1, true));
        submit(new Act.RolesSet(house.header(by), staff, Set.of(roles)));
        return Installation.await(house.staff().issue(staff), SECONDS);
    }

    void submit(Act act) {
        Verdict verdict = Installation.await(house.engine().submit(act), SECONDS);
        if (!(verdict instanceof Verdict.Accepted)) {
            throw new AssertionError(act + ": " + verdict);
        }
    }

    String token(int staff) {
        return tokens.getOrDefault(staff, "");
    }

    /// What came back.
    record Answer(int status, JsonObject body, String text) {
        String problem() {
            return body.getString("type", "").replace("urn:tocsin:problem:", "");
        }

        int alert() {
            return body.getInteger("alert");
        }
    }

    Answer get(int staff, String path) {
        return send(token(staff), HttpMethod.GET, path, new byte[0], Map.of());
    }

    Answer post(int staff, String path, JsonObject body) {
        return post(staff, path, body, Map.of());
    }

    Answer post(int staff, String path, JsonObject body, Map<String, String> headers) {
        return send(token(staff), HttpMethod.POST, path, body.toBuffer().getBytes(), headers);
    }

    Answer put(int staff, String path, JsonObject body) {
        return send(token(staff), HttpMethod.PUT, path, body.toBuffer().getBytes(), Map.of());
    }

    Answer delete(int staff, String path) {
        return send(token(staff), HttpMethod.DELETE, path, new byte[0], Map.of());
    }

    /// Sends these bytes.
    Answer send(String token, HttpMethod method, String path, byte[] body, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(origin.resolve(path))
                .timeout(Duration.ofSeconds(SECONDS))
                .method(method.name(), HttpRequest.BodyPublishers.ofByteArray(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        headers.forEach(request::header);
        try {
            HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            String type = response.headers().firstValue("Content-Type").orElse("");
            Buffer buffer = Buffer.buffer(response.body());
            String plain = path.replaceFirst("\\?.*", "");
            contract.check(method, plain, response.statusCode(), type, buffer);
            JsonObject json = type.endsWith("json") ? buffer.toJsonObject() : new JsonObject();
            return new Answer(response.statusCode(), json, buffer.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    @Override
    public void close() {
        http.close();
        house.close();
    }
}
