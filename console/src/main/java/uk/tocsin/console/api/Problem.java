package uk.tocsin.console.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;

/// Why a request was not carried out, as RFC 9457 wants it told. Thrown by handlers; written by [ApiServer].
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// A field and what is wrong with it.
    public record Field(String field, String reason) {}

    private final int status;
    private final String code;
    private final transient List<Field> fields;

    /// @param status the HTTP status
    /// @param code a stable word for machines
    /// @param detail words for people
    public Problem(int status, String code, String detail, List<Field> fields) {
        super(detail);
        this.status = status;
        this.code = code;
        this.fields = List.copyOf(fields);
    }

    /// A problem without fields.
    public Problem(int status, String code, String detail) {
        this(status, code, detail, List.of());
    }

    /// A request that cannot be understood, one field.
    public static Problem field(String field, String reason) {
        return new Problem(400, "malformed", field + ": " + reason, List.of(new Field(field, reason)));
    }

    /// The HTTP status.
    public int status() {
        return status;
    }

    /// The stable word for machines.
    public String code() {
        return code;
    }

    /// The fields that are wrong; empty where no field is to blame.
    public List<Field> fields() {
        return fields;
    }

    /// The body.
    public JsonObject body() {
        JsonObject body = new JsonObject()
                .put("type", "urn:tocsin:problem:" + code)
                .put("title", code.replace('-', ' '))
                .put("status", status)
                .put("detail", getMessage());
        if (!fields.isEmpty()) {
            JsonArray list = new JsonArray();
            fields.forEach(
                    f -> list.add(new JsonObject().put("field", f.field()).put("reason", f.reason())));
            body.put("errors", list);
        }
        return body;
    }
}
