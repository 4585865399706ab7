package uk.tocsin.console.edge;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a request is answered with.
///
/// @param headers beside those that every answer has
/// @param refusal why it was refused; null where it was not
record Answer(
        int status,
        Map<String, String> headers,
        Buffer body,
        @Nullable Refusal refusal) {
    private static final Buffer NOTHING = Buffer.buffer();

    /// Journalled; nothing to say.
    static final Answer TAKEN = new Answer(204, Map.of(), NOTHING, null);

    /// There is nothing at this address.
    static final Answer NOT_HERE = new Answer(404, Map.of(), NOTHING, null);

    static Answer refused(Refusal why) {
        return new Answer(why.status(), Map.of(), NOTHING, why);
    }

    static Future<Answer> refusing(Refusal why) {
        return Future.succeededFuture(refused(why));
    }

    static Answer of(String type, String body) {
        return new Answer(200, Map.of("Content-Type", type), Buffer.buffer(body), null);
    }

    static Answer html(String page) {
        return of("text/html; charset=utf-8", page);
    }

    static Answer seeOther(String location) {
        return new Answer(303, Map.of("Location", location), NOTHING, null);
    }

    static Answer notAllowed(String methods) {
        return new Answer(405, Map.of("Allow", methods), NOTHING, null);
    }

    /// The same refusal with words for a person.
    Answer withPage(String page) {
        return new Answer(status, headers, Buffer.buffer(page), refusal)
                .with("Content-Type", "text/html; charset=utf-8");
    }

    /// The same with another status.
    Answer status(int other) {
        return new Answer(other, headers, body, refusal);
    }

    /// The same with a header more.
    Answer with(String name, String value) {
        Map<String, String> more = new java.util.HashMap<>(headers);
        more.put(name, value);
        return new Answer(status, Map.copyOf(more), body, refusal);
    }
}
