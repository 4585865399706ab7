package uk.tocsin.register;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import uk.tocsin.model.ChannelKind;

/// The cipher of the register. What it seals:
///
/// ```
/// 0      version, 2
/// 1      id of the key-encryption key
/// 2..17  data key, wrapped
/// 18..   AES-128-GCM of the plain bytes, and its 16-byte tag
/// ```
///
/// Every write has a fresh random data key, so forgetting a record forgets its key; and since a key seals
/// once, the nonce need not change: it is all zeros and not stored. The data key is wrapped as one block of
/// AES-256: it is uniformly random, so one block hides it, and a wrapped key that was tampered with opens to
/// a wrong key, which the GCM tag refuses. The tag also binds the first 18 bytes and where the record lives
/// (shard and slot, or collection and key), so that no two records can change places.
///
/// Any thread may call; each thread that does keeps two ciphers (about 2 KB), so use threads of a pool. Nothing
/// here logs, and no exception carries content.
public final class Vault {
    static final int VERSION = 2;
    static final int KEY_BYTES = 16;
    static final int NONCE_BYTES = 12;
    static final int TAG_BYTES = 16;
    static final int BODY_AT = 2 + KEY_BYTES;

    /// What a sealed record has more than the plain one.
    public static final int OVERHEAD_BYTES = BODY_AT + TAG_BYTES;

    private static final byte RECORD = 0;
    private static final byte DOCUMENT = 1;
    private static final byte NO_CHANNEL = -1;
    private static final String BLIND_INDEX = "tocsin blind index 1";

    private final Map<Integer, SecretKey> keys;
    private final int sealingId;
    private final RandomGenerator random;
    private final SecretKey indexKey;
    private final ThreadLocal<VaultCiphers> ciphers = ThreadLocal.withInitial(VaultCiphers::new);

    /// @param random gives data keys: a SecureRandom, or a seeded one in tests; safe for threads
    public Vault(KeyRing ring, RandomGenerator random) {
        this.keys = ring.keys().entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, e -> new SecretKeySpec(e.getValue(), "AES")));
        this.sealingId = ring.sealingId();
        this.random = random;
        this.indexKey = derive(ring.keys().firstEntry().getValue());
    }

    private static SecretKey derive(byte[] key) {
        try {
            return KDF.getInstance("HKDF-SHA256")
                    .deriveKey(
                            "HmacSHA256",
                            HKDFParameterSpec.ofExtract()
                                    .addIKM(key)
                                    .thenExpand(BLIND_INDEX.getBytes(StandardCharsets.US_ASCII), 32));
        } catch (GeneralSecurityException e) {
            throw new VaultException("this Java has no HKDF-SHA256", e);
        }
    }

    /// Seals the record of a slot.
    public byte[] seal(int shard, int slot, byte[] plain) {
        return seal(place(shard, slot), plain);
    }

    /// Opens the record of a slot. VaultException: damaged, of another slot, or of a key that is not in the
    /// ring.
    public byte[] open(int shard, int slot, byte[] sealed) {
        try {
            return open(place(shard, slot), sealed);
        } catch (GeneralSecurityException e) {
            throw new VaultException("the record of shard " + shard + ", slot " + slot + " does not open", e);
        }
    }

    /// Seals a document.
    public byte[] sealDocument(String collection, String key, byte[] plain) {
        return seal(place(collection, key), plain);
    }

    /// Opens a document; as [#open].
    public byte[] openDocument(String collection, String key, byte[] sealed) {
        try {
            return open(place(collection, key), sealed);
        } catch (GeneralSecurityException e) {
            throw new VaultException("the document " + collection + "/" + key + " does not open", e);
        }
    }

    /// The keyed index of an address: equal addresses have equal ones, and without the key nothing
    /// leads back. The address is normalised by its channel (E.164, lower-case mail domain) before.
    public byte[] blindIndex(ChannelKind channel, String normalisedAddress) {
        Mac mac = ciphers.get().mac(indexKey);
        mac.update((byte) channel.code());
        return cut(mac.doFinal(normalisedAddress.getBytes(StandardCharsets.UTF_8)));
    }

    /// The keyed index of something that is no address. What is equal in different domains has different
    /// ones, and none is that of an address.
    ///
    /// @param domain a word of the code, e.g. `premises`
    public byte[] blindIndex(String domain, String text) {
        return cut(mac(domain, text));
    }

    /// The keyed id of something that a list names: equal texts of a domain have equal ones.
    public UUID id(String domain, String text) {
        ByteBuffer bytes = ByteBuffer.wrap(mac(domain, text));
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private byte[] mac(String domain, String text) {
        byte[] word = domain.getBytes(StandardCharsets.US_ASCII);
        Mac mac = ciphers.get().mac(indexKey);
        mac.update(NO_CHANNEL);
        mac.update((byte) word.length);
        mac.update(word);
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] cut(byte[] mac) {
        return Arrays.copyOf(mac, Register.BLIND_INDEX_BYTES);
    }

    private byte[] seal(byte[] place, byte[] plain) {
        byte[] fresh = new byte[KEY_BYTES];
        random.nextBytes(fresh);
        byte[] sealed = new byte[OVERHEAD_BYTES + plain.length];
        sealed[0] = VERSION;
        sealed[1] = (byte) sealingId;
        try {
            ciphers.get().seal(key(sealingId), fresh, place, plain, sealed);
        } catch (GeneralSecurityException e) {
            throw new VaultException("a record cannot be sealed", e);
        }
        return sealed;
    }

    private byte[] open(byte[] place, byte[] sealed) throws GeneralSecurityException {
        if (sealed.length < OVERHEAD_BYTES) {
            throw new VaultException("a sealed record of " + sealed.length + " bytes is too short");
        }
        if (sealed[0] != VERSION) {
            throw new VaultException("a sealed record has the unknown version " + (sealed[0] & 0xff));
        }
        return ciphers.get().open(key(sealed[1] & 0xff), place, sealed);
    }

    private SecretKey key(int id) {
        SecretKey key = keys.get(id);
        if (key == null) {
            throw new VaultException("a sealed record needs key " + id + ", which is not in the key ring");
        }
        return key;
    }

    private static byte[] place(int shard, int slot) {
        return ByteBuffer.allocate(9).put(RECORD).putInt(shard).putInt(slot).array();
    }

    private static byte[] place(String collection, String key) {
        byte[] first = collection.getBytes(StandardCharsets.UTF_8);
        byte[] second = key.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(5 + first.length + second.length)
                .put(DOCUMENT)
                .putInt(first.length)
                .put(first)
                .put(second)
                .array();
    }

    @Override
    public String toString() {
        return "Vault[keys " + keys.keySet() + "]";
    }
}
