package uk.tocsin.console;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.register.VaultException;

/// Finds at the start, not at the first send, that a register was sealed with other keys than it is opened
/// with: every key that ever sealed has left a small document that must open.
final class KeyProbe {
    private static final String COLLECTION = "probe";
    private static final byte[] PLAIN = {};
    private static final long WAIT_SECONDS = 30;

    private KeyProbe() {}

    /// Checks, and leaves a document of the key that seals now. Blocks. VaultException names the source of the
    /// keys and the key that is missing or another.
    ///
    /// @param source where the keys are from: a file or a setting
    static void check(Register register, Vault vault, KeyRing ring, String source) {
        List<String> known = verify(register, vault, source);
        String sealing = Integer.toString(ring.sealingId());
        if (!known.contains(sealing)) {
            await(register.putDocument(COLLECTION, sealing, vault.sealDocument(COLLECTION, sealing, PLAIN)));
        }
    }

    /// Only checks; the ids of the keys that ever sealed.
    static List<String> verify(Register register, Vault vault, String source) {
        List<String> known = await(register.documentKeys(COLLECTION, KeyRing.MAX_ID));
        for (String id : known) {
            Optional<byte[]> sealed = await(register.document(COLLECTION, id));
            sealed.ifPresent(bytes -> open(vault, id, bytes, source));
        }
        return known;
    }

    private static void open(Vault vault, String id, byte[] sealed, String source) {
        try {
            vault.openDocument(COLLECTION, id, sealed);
        } catch (VaultException e) {
            throw new VaultException(
                    source + ": the register was sealed with a key " + id + " that is missing there or another", e);
        }
    }

    private static <T> T await(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture()
                    .copy()
                    .orTimeout(WAIT_SECONDS, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException e) {
            throw new IllegalStateException("the key probe cannot be read or written", e);
        }
    }
}
