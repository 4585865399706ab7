package uk.tocsin.console.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/// The contract of this API, `openapi.yaml` (OpenAPI 3.1), as it is served.
final class Contract {
    private static final String NAME = "openapi.yaml";

    private final Buffer text;

    Contract() {
        try (InputStream in = Objects.requireNonNull(Contract.class.getResourceAsStream(NAME), NAME)) {
            this.text = Buffer.buffer(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void mount(ApiServer server) {
        server.open(
                "/api/v1/" + NAME,
                context -> context.response()
                        .putHeader(HttpHeaders.CONTENT_TYPE, "application/yaml")
                        .end(text));
    }
}
