package uk.tocsin.console;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import uk.tocsin.console.config.Settings;
import uk.tocsin.control.Ed25519;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.receipt.TokenMint;
import uk.tocsin.register.KeyFile;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// The installation's own keys: made on the first run, sealed by the vault, kept beside the register. Their
/// public halves are in the control log.
///
/// @param approval signs approvals
/// @param checkpoint signs the head of the audit log
/// @param tokens makes delivery tokens
public record Keys(Signing approval, Signing checkpoint, TokenMint tokens) {
    private static final String COLLECTION = "keys";
    private static final int TOKEN_KEY_BYTES = 32;
    private static final int FIRST_TOKEN_KEY = 1;
    private static final long WAIT_SECONDS = 30;

    /// A key that signs.
    public record Signing(String id, PrivateKey secret, byte[] open) {}

    /// The keys that the vault seals with: from the settings (an environment variable in practice), else from the
    /// key file in the data directory, which is made on the first run.
    public static KeyRing ring(Settings settings, SecureRandom random) {
        String given = settings.engine().key().reveal();
        Path file = settings.data().resolve("tocsin.key");
        return given.isEmpty() ? KeyFile.loadOrCreate(file, random) : KeyFile.ofEnvironment("engine.key", given);
    }

    /// Reads the keys, or makes them on the first run. Blocks.
    public static Keys load(Register register, Vault vault, SecureRandom random) {
        Signing approval = signing(register, vault, "approval");
        Signing checkpoint = signing(register, vault, "checkpoint");
        byte[] token = document(register, vault, "token").orElseGet(() -> {
            byte[] fresh = new byte[TOKEN_KEY_BYTES];
            random.nextBytes(fresh);
            store(register, vault, "token", fresh);
            return fresh;
        });
        return new Keys(approval, checkpoint, new TokenMint(FIRST_TOKEN_KEY, Map.of(FIRST_TOKEN_KEY, token)));
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
