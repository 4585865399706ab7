package uk.tocsin.console;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Bearer tokens of staff. The register holds a token's SHA-256 and whose it is, never the token. Any thread.
public final class Staff {
    private static final String COLLECTION = "bearer";
    private static final int TOKEN_BYTES = 32;

    private final Register register;
    private final Vault vault;
    private final SecureRandom random;

    /// Tokens kept in this register.
    public Staff(Register register, Vault vault, SecureRandom random) {
        this.register = register;
        this.vault = vault;
        this.random = random;
    }

    /// A new token for a member of staff; shown once, to be handed to them.
    public Future<String> issue(int staff) {
        byte[] bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        String token = "tocsin_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String key = id(token);
        byte[] sealed =
                vault.sealDocument(COLLECTION, key, new Out().count(staff).toBytes());
        return Future.fromCompletionStage(register.putDocument(COLLECTION, key, sealed))
                .map(token);
    }

    /// Whose token this is; empty for a token that was never issued.
    public Future<OptionalInt> whose(String token) {
        String key = id(token);
        return Future.fromCompletionStage(register.document(COLLECTION, key)).map(found -> read(key, found));
    }

    /// The ids of a member's tokens.
    public Future<List<String>> ids(int staff) {
        return Future.fromCompletionStage(register.documentKeys(COLLECTION, Register.MAX_CLAIMS))
                .compose(keys -> {
                    Future<List<String>> ids = Future.succeededFuture(new ArrayList<>());
                    for (String key : keys) {
                        ids = ids.compose(list -> Future.fromCompletionStage(register.document(COLLECTION, key))
                                .map(found -> {
                                    if (read(key, found).equals(OptionalInt.of(staff))) {
                                        list.add(key);
                                    }
                                    return list;
                                }));
                    }
                    return ids;
                });
    }

    /// Ends a token, if it is this member's; completes with whether it was.
    public Future<Boolean> revoke(int staff, String id) {
        return Future.fromCompletionStage(register.document(COLLECTION, id)).compose(found -> {
            OptionalInt owner = read(id, found);
            return owner.isPresent() && owner.getAsInt() == staff
                    ? Future.fromCompletionStage(register.removeDocument(COLLECTION, id))
                            .map(true)
                    : Future.succeededFuture(false);
        });
    }

    private OptionalInt read(String key, Optional<byte[]> found) {
        return found.isEmpty()
                ? OptionalInt.empty()
                : OptionalInt.of(new In(vault.openDocument(COLLECTION, key, found.get())).size());
    }

    /// What a token is called where it must not be shown: its SHA-256.
    public static String id(String token) {
        return digest(token);
    }

    /// The SHA-256 of a text, as 64 hexadecimal digits.
    public static String digest(String text) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
