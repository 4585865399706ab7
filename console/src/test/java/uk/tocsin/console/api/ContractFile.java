package uk.tocsin.console.api;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// The contract, read and checked against OpenAPI 3.1 by a library, which then judges responses by it. The
/// library knows no problem+json, so to it a problem is plain JSON.
final class ContractFile {
    private static final long SECONDS = 30;

    final JsonObject json;
    final OpenAPIContract contract;
    private final ResponseValidator responses;

    ContractFile(Vertx vertx) {
        this.json = read();
        JsonObject plain = new JsonObject(json.encode()
                .replace("application/problem+json", "application/json")
                .replace("application/yaml", "text/plain"));
        this.contract = await(OpenAPIContract.from(vertx, plain));
        this.responses = ResponseValidator.create(vertx, contract);
    }

    static JsonObject read() {
        try (InputStream in = Objects.requireNonNull(ApiServer.class.getResourceAsStream("openapi.yaml"))) {
            Map<String, Object> map = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            return new JsonObject(map);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static <T> T await(io.vertx.core.Future<T> future) {
        try {
            return future.await(SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + SECONDS + " s", e);
        }
    }

    /// Fails unless the response is one of those the contract has for this request; an address that is not in
    /// the contract must answer with a problem.
    void check(HttpMethod method, String path, int status, String type, Buffer body) {
        Operation operation = contract.findOperation(path, method);
        boolean problem = type.equals("application/problem+json");
        if (operation == null) {
            if (!problem) {
                throw new AssertionError(method + " " + path + " is not in the contract and answered " + status);
            }
            operation = Objects.requireNonNull(contract.operation("showMe"));
        }
        if (problem != status >= 400 && !path.startsWith("/health/")) {
            throw new AssertionError(method + " " + path + " answered " + status + " as " + type);
        }
        if (!type.endsWith("json")) {
            text(operation, status, type);
            return;
        }
        await(responses.validate(
                ValidatableResponse.create(status, body, "application/json"), operation.getOperationId()));
    }

    private static void text(Operation operation, int status, String type) {
        boolean known = operation.getResponse(status) != null
                && operation.getResponse(status).getContent().containsKey("text/plain")
                && (type.startsWith("text/plain") || type.equals("application/yaml"));
        if (!known) {
            throw new AssertionError(operation.getOperationId() + " answered " + status + " as " + type);
        }
    }
}
