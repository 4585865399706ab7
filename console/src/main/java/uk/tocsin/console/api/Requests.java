package uk.tocsin.console.api;

import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Staff;

/// What was asked under an idempotency key where the control log does not know it: the digest of the body is
/// kept beside the register. The ids that a keyed request takes follow from the key and the body, so that
/// asking again gives the same ones.
final class Requests {
    private static final String COLLECTION = "request";

    private final Installation house;

    Requests(Installation house) {
        this.house = house;
    }

    /// Ids for a request, always the same for the same key and body; fails when the key was used with another.
    Future<Supplier<UUID>> ids(Optional<String> name, @Nullable Buffer body) {
        if (name.isEmpty()) {
            return Future.succeededFuture(house::newId);
        }
        String key = Staff.digest(name.get());
        byte[] digest =
                HexFormat.of().parseHex(Staff.digest(body == null ? "" : body.toString(StandardCharsets.ISO_8859_1)));
        return Future.fromCompletionStage(house.register().document(COLLECTION, key))
                .compose(found -> found.isEmpty()
                        ? Future.fromCompletionStage(house.register()
                                .putDocument(COLLECTION, key, house.vault().sealDocument(COLLECTION, key, digest)))
                        : check(house.vault().openDocument(COLLECTION, key, found.get()), digest))
                .map(_ -> new Ids(key + HexFormat.of().formatHex(digest)));
    }

    private static Future<Void> check(byte[] first, byte[] now) {
        return Arrays.equals(first, now)
                ? Future.succeededFuture()
                : Future.failedFuture(new Problem(
                        409, "key-reused", "Idempotency-Key: was used before, for something else; nothing was done"));
    }

    /// Ids in an order that follows from a name. For one request at a time.
    private static final class Ids implements Supplier<UUID> {
        private final String name;
        private int given;

        Ids(String name) {
            this.name = name;
        }

        @Override
        public UUID get() {
            return UUID.nameUUIDFromBytes((name + " " + given++).getBytes(StandardCharsets.UTF_8));
        }
    }
}
