package uk.tocsin.register;

import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/// The key-encryption keys of an installation, by id. The highest id seals, every id opens, so a key is rotated
/// by adding one. The lowest id also gives the key of the blind index: it stays in the ring as long as any
/// claim made with it. Immutable; [#toString] shows ids only.
public final class KeyRing {
    /// AES-256.
    public static final int KEY_BYTES = 32;

    /// Ids fit the one byte that a sealed record spends on them; 0 is not used.
    public static final int MAX_ID = 255;

    private final NavigableMap<Integer, byte[]> keys = new TreeMap<>();

    /// A ring of copies of these keys. VaultException: no key, an id out of range, a key of another length.
    public KeyRing(Map<Integer, byte[]> keysById) {
        if (keysById.isEmpty()) {
            throw new VaultException("the key ring holds no key");
        }
        keysById.forEach((id, key) -> {
            if (id < 1 || id > MAX_ID) {
                throw new VaultException("key id " + id + " is not 1 to " + MAX_ID);
            }
            if (key.length != KEY_BYTES) {
                throw new VaultException("key " + id + " has " + key.length + " bytes instead of " + KEY_BYTES);
            }
            keys.put(id, key.clone());
        });
    }

    NavigableMap<Integer, byte[]> keys() {
        return keys;
    }

    /// The id of the key that seals.
    public int sealingId() {
        return keys.lastKey();
    }

    @Override
    public String toString() {
        return "KeyRing" + keys.keySet();
    }
}
