package uk.tocsin.console;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import uk.tocsin.console.config.Settings;
import uk.tocsin.control.Ed25519;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.store.sqlite.DataDirectory;

/// The installation's own keys: made on the first run, sealed by the vault, kept beside the register. Their
/// public halves are in the control log.
///
/// @param approval signs approvals
/// @param checkpoint signs the head of the audit log
/// @param tokens makes delivery tokens
/// @param pages seals what the pages of the edge give out: sessions and forms; another after a restore
public record Keys(Signing approval, Signing checkpoint, TokenMint tokens, SecretKey pages) {
    /// Keeps the pages' key apart from the tokens', which it is derived from.
    private static final byte[] PAGES = "tocsin pages 1".getBytes(StandardCharsets.US_ASCII);

    private static final String MAC = "HmacSHA256";
    private static final String COLLECTION = "keys";
    private static final int TOKEN_KEY_BYTES = 32;
    private static final String TOKENS = "tokens";

    /// A token has four bits for the id; 0 is not used.
    private static final int TOKEN_KEYS = 15;

    private static final long WAIT_SECONDS = 30;

    /// A key that signs.
    public record Signing(String id, PrivateKey secret, byte[] open) {}

    /// The keys of an installation that nobody serves. Blocks.
    public static Keys stored(DataDirectory data, Settings settings) {
        SecureRandom random = new SecureRandom();
        KeyRing ring = KeySource.read(settings.data(), settings.engine().key(), random);
        return load(data.register(), new Vault(ring, random), random);
    }

    /// Reads the keys, or makes them on the first run. Blocks.
    public static Keys load(Register register, Vault vault, SecureRandom random) {
        Signing approval = signing(register, vault, "approval");
        Signing checkpoint = signing(register, vault, "checkpoint");
        if (document(register, vault, TOKENS).isEmpty()) {
            rotateTokens(register, vault, random, 0);
        }
        Map<Integer, byte[]> tokens = new TreeMap<>();
        int current = tokenKeys(new In(document(register, vault, TOKENS).orElseThrow()), tokens);
        byte[] secret = Objects.requireNonNull(tokens.get(current), "the token key in force");
        return new Keys(approval, checkpoint, new TokenMint(current, tokens), pages(secret));
    }

    /// Makes the token key of a generation, which new tokens are made with at the next start; the others still
    /// verify. There are ids for 15: the one of 15 restores before is replaced. Blocks.
    static void rotateTokens(Register register, Vault vault, SecureRandom random, int generation) {
        Map<Integer, byte[]> keys = new TreeMap<>();
        document(register, vault, TOKENS).ifPresent(plain -> tokenKeys(new In(plain), keys));
        int id = generation % TOKEN_KEYS + 1;
        byte[] fresh = new byte[TOKEN_KEY_BYTES];
        random.nextBytes(fresh);
        keys.put(id, fresh);
        Out out = new Out()
                .u8(id)
                .list(keys.entrySet(), (o, key) -> o.u8(key.getKey()).bytes(key.getValue()));
        store(register, vault, TOKENS, out.toBytes());
    }

    private static SecretKey pages(byte[] tokens) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(tokens, MAC));
            return new SecretKeySpec(mac.doFinal(PAGES), MAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(MAC + " is part of every JDK", e);
        }
    }

    /// Reads the keys; the id of the one in force.
    private static int tokenKeys(In in, Map<Integer, byte[]> keys) {
        record Key(int id, byte[] secret) {}
        int id = in.u8();
        in.list(i -> new Key(i.u8(), i.bytes())).forEach(key -> keys.put(key.id(), key.secret()));
        in.end();
        return id;
    }

    private static Signing signing(Register register, Vault vault, String name) {
        byte[] stored = document(register, vault, name).orElseGet(() -> {
            byte[] fresh = make();
            store(register, vault, name, fresh);
            return fresh;
        });
        In in = new In(stored);
        byte[] secret = in.bytes();
        byte[] open = in.bytes();
        in.end();
        try {
            PrivateKey key = KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(secret));
            return new Signing(name + "-1", key, open);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the key \"" + name + "\" in the register cannot be used", e);
        }
    }

    private static byte[] make() {
        try {
            KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            PublicKey open = pair.getPublic();
            return new Out()
                    .bytes(pair.getPrivate().getEncoded())
                    .bytes(Ed25519.raw(open))
                    .toBytes();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Ed25519 is part of every JDK", e);
        }
    }

    private static Optional<byte[]> document(Register register, Vault vault, String name) {
        return await(register.document(COLLECTION, name)).map(bytes -> vault.openDocument(COLLECTION, name, bytes));
    }

    private static void store(Register register, Vault vault, String name, byte[] plain) {
        await(register.putDocument(COLLECTION, name, vault.sealDocument(COLLECTION, name, plain)));
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(WAIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the keys were read", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("the keys cannot be read or written", e);
        }
    }
}
