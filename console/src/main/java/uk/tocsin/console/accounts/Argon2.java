package uk.tocsin.console.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.text.Normalizer;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/// The hash of a password by Argon2id (RFC 9106), and what it was made with. Its text is a PHC string, e.g.
/// `$argon2id$v=19$m=19456,t=2,p=1$salt$hash`. New ones have the parameters that OWASP's Password Storage Cheat Sheet
/// names first among the equal ones for little memory: 19 MiB, 2 passes, 1 lane. Making and comparing take some 50
/// ms of a core: see [HashThreads].
///
/// @param memoryKib memory in KiB
record Argon2(int memoryKib, int passes, int lanes, byte[] salt, byte[] hash) {
    private static final int MEMORY_KIB = 19 * 1024;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern TEXT = Pattern.compile(
            "\\$argon2id\\$v=19\\$m=([0-9]{1,7}),t=([0-9]{1,3}),p=([0-9]{1,3})\\$([\\w+/-]+)\\$([\\w+/-]+)");

    /// Hashes a password with a fresh salt.
    static Argon2 of(String password, RandomGenerator random) {
        byte[] salt = bytes(SALT_BYTES, random);
        Argon2Parameters parameters =
                parameters(MEMORY_KIB, PASSES, LANES, salt).build();
        return new Argon2(MEMORY_KIB, PASSES, LANES, salt, compute(parameters, plain(password), HASH_BYTES));
    }

    /// A hash that no password is known to have, to spend the same time on.
    static Argon2 nobodys(RandomGenerator random) {
        return new Argon2(MEMORY_KIB, PASSES, LANES, bytes(SALT_BYTES, random), bytes(HASH_BYTES, random));
    }

    /// What [#text] wrote.
    static Argon2 read(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not the text of an Argon2id hash");
        }
        return new Argon2(
                Integer.parseInt(parts.group(1)),
                Integer.parseInt(parts.group(2)),
                Integer.parseInt(parts.group(3)),
                Base64.getDecoder().decode(parts.group(4)),
                Base64.getDecoder().decode(parts.group(5)));
    }

    /// The PHC string.
    String text() {
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "$argon2id$v=19$m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "$" + base64.encodeToString(salt)
                + "$" + base64.encodeToString(hash);
    }

    /// Whether it is the hash of this password.
    boolean isOf(String password) {
        Argon2Parameters parameters = parameters(memoryKib, passes, lanes, salt).build();
        return MessageDigest.isEqual(hash, compute(parameters, plain(password), hash.length));
    }

    static Argon2Parameters.Builder parameters(int memoryKib, int passes, int lanes, byte[] salt) {
        return new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                .withMemoryAsKB(memoryKib)
                .withIterations(passes)
                .withParallelism(lanes)
                .withSalt(salt);
    }

    static byte[] compute(Argon2Parameters parameters, byte[] password, int length) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters);
        byte[] hash = new byte[length];
        generator.generateBytes(password, hash);
        return hash;
    }

    /// One spelling of what looks the same, whatever keyboard it comes from (NIST SP 800-63B, 5.1.1.2).
    private static byte[] plain(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFKC).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(int count, RandomGenerator random) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    @Override
    public String toString() {
        return "Argon2[m=" + memoryKib + ",t=" + passes + ",p=" + lanes + "]";
    }
}
