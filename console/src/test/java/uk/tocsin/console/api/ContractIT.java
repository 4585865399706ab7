package uk.tocsin.console.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.Operation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.control.Reason;
import uk.tocsin.control.Role;

class ContractIT {
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

    @Test
    void routesAndContractAreTheSame() {
        Set<String> contract = new TreeSet<>();
        for (Operation operation : api.contract.contract.operations()) {
            contract.add(operation.getHttpMethod() + " " + operation.getAbsoluteOpenAPIPath() + " " + roles(operation));
        }
        Set<String> routes = api.server.routes().stream()
                .map(r -> r.method() + " " + r.path() + " "
                        + new TreeSet<>(r.roles().stream().map(Role::word).toList()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(routes).isEqualTo(contract);
    }

    private static Set<String> roles(Operation operation) {
        JsonArray roles = operation.getOpenAPIModel().getJsonArray("x-roles", new JsonArray());
        return roles.stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new));
    }

    /// The router knows nothing but what was mounted through the server's own methods.
    @Test
    void noRouteIsMountedPastTheContract() {
        Set<String> mounted = api.server.mounted();
        Set<String> known = api.server.routes().stream()
                .map(r -> r.method() + " " + r.pattern())
                .collect(Collectors.toSet());

        assertThat(mounted).isEqualTo(known);
    }

    @Test
    void everyProblemTypeIsInTheContract() {
        List<?> known = api.contract
                .json
                .getJsonObject("components")
                .getJsonObject("schemas")
                .getJsonObject("ProblemType")
                .getJsonArray("enum")
                .getList();

        assertThat(known.stream().map(String::valueOf).map(w -> w.replace("urn:tocsin:problem:", "")))
                .containsAll(Arrays.stream(Reason.values()).map(Reason::word).toList())
                .doesNotHaveDuplicates();
    }

    @Test
    void aResponseOutsideTheContractIsFound() {
        assertThatCode(() -> check(200, "application/json", "{\"staff\": 1, \"roles\": []}"))
                .doesNotThrowAnyException();
        for (String body : List.of(
                "{\"staff\": 1}", "{\"staff\": \"1\", \"roles\": []}", "{\"staff\": 1, \"roles\": [], \"x\": 1}")) {
            assertThatThrownBy(() -> check(200, "application/json", body))
                    .as(body)
                    .isNotNull();
        }
        String problem =
                "{\"type\": \"urn:tocsin:problem:surprise\", \"title\": \"\", \"status\": 400, \"detail\": \"\"}";
        assertThatThrownBy(() -> check(400, "application/problem+json", problem))
                .isNotNull();
        assertThatThrownBy(() -> check(400, "application/json", problem)).isInstanceOf(AssertionError.class);
    }

    private static void check(int status, String type, String body) {
        api.contract.check(HttpMethod.GET, "/api/v1/staff/me", status, type, Buffer.buffer(body));
    }

    @Test
    void theContractIsServedAsItIs() {
        ApiHouse.Answer answer = api.send("", HttpMethod.GET, "/api/v1/openapi.yaml", new byte[0], Map.of());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).startsWith("openapi: 3.1.0");
    }

    @Test
    void healthAndMetricsNeedNoToken() {
        for (String path : List.of("/health/live", "/health/ready", "/metrics")) {
            assertThat(api.send("", HttpMethod.GET, path, new byte[0], Map.of()).status())
                    .as(path)
                    .isEqualTo(200);
        }
    }

    /// Judged by the schema, and by what the server itself reads.
    @Test
    void examplesAreValidRequests() {
        JsonObject bodies = api.contract.json.getJsonObject("components").getJsonObject("requestBodies");
        Set<String> judged = new HashSet<>();
        for (Operation operation : api.contract.contract.operations()) {
            if (operation.getRequestBody() == null) {
                continue;
            }
            MediaType media = Objects.requireNonNull(
                    operation.getRequestBody().getContent().get("application/json"));
            JsonObject examples = examples(bodies, operation);
            for (String name : examples.fieldNames()) {
                Object value = examples.getJsonObject(name).getValue("value");
                assertThat(faults(media.getSchema(), value))
                        .as(operation.getOperationId() + " " + name)
                        .isEmpty();
                judged.add(name);
            }
        }
        assertThat(judged).hasSizeGreaterThanOrEqualTo(bodies.size());
        JsonObject alert = examples(bodies.getJsonObject("Alert"))
                .getJsonObject("suspicious-item")
                .getJsonObject("value");
        assertThat(AlertJson.read(alert, Taxonomy.standard(), 0).event()).isEqualTo("Suspicious item");
    }

    private static JsonObject examples(JsonObject bodies, Operation operation) {
        String name = api.contract
                .json
                .getJsonObject("paths")
                .getJsonObject(operation.getAbsoluteOpenAPIPath())
                .getJsonObject(operation.getHttpMethod().name().toLowerCase(Locale.ROOT))
                .getJsonObject("requestBody")
                .getString("$ref");
        return examples(bodies.getJsonObject(name.substring(name.lastIndexOf('/') + 1)));
    }

    private static JsonObject examples(JsonObject body) {
        return body.getJsonObject("content").getJsonObject("application/json").getJsonObject("examples");
    }

    private static String faults(JsonSchema schema, Object value) {
        OutputUnit found =
                api.contract.contract.getSchemaRepository().validator(schema).validate(value);
        return Boolean.TRUE.equals(found.getValid()) ? "" : found.toJson().encode();
    }
}
