package uk.tocsin.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;

/// Where the key-encryption keys come from: a file that only its owner can read, or a value from the
/// environment. Both hold one `id:key` a line (a comma separates as well as a line end), the key being 32 bytes
/// in base64; lines that begin with `#` are remarks. Errors are [VaultException]s that name the source, the
/// line and the reason, and nothing of the content.
public final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /// A key file is a few lines; anything larger is something else.
    private static final long MAX_BYTES = 64 << 10;

    private KeyFile() {}

    /// Reads the file, or makes it with one fresh key if it does not exist. `random` must be fit for keys
    /// (SecureRandom).
    public static KeyRing loadOrCreate(Path file, RandomGenerator random) {
        try {
            if (Files.notExists(file, LinkOption.NOFOLLOW_LINKS)) {
                create(file, random);
            }
            return load(file);
        } catch (IOException e) {
            throw new VaultException(
                    "key file " + file + " cannot be used: " + e.getClass().getSimpleName(), e);
        }
    }

    /// Reads the value of an environment variable.
    public static KeyRing ofEnvironment(String variable, String value) {
        return parse("environment variable " + variable, value);
    }

    private static KeyRing load(Path file) throws IOException {
        Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
        granted.addAll(Files.getPosixFilePermissions(file));
        granted.removeAll(OWNER_ONLY);
        if (!granted.isEmpty()) {
            throw new VaultException("key file " + file + " may be used by more than its owner ("
                    + PosixFilePermissions.toString(Files.getPosixFilePermissions(file)) + "): chmod 600 it");
        }
        if (Files.size(file) > MAX_BYTES) {
            throw new VaultException("key file " + file + " is larger than " + MAX_BYTES + " bytes: not a key file");
        }
        return parse("key file " + file, new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1));
    }

    private static void create(Path file, RandomGenerator random) throws IOException {
        byte[] key = new byte[KeyRing.KEY_BYTES];
        random.nextBytes(key);
        String text = "# Tocsin: key-encryption keys. Keep a copy apart from every backup: without it the register"
                + " cannot be read.\n1:" + Base64.getEncoder().encodeToString(key) + "\n";
        Path absolute = file.toAbsolutePath();
        Path directory = absolute.getParent();
        if (directory == null) {
            throw new VaultException("key file " + file + " is not a file");
        }
        Path fresh = absolute.resolveSibling(absolute.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = FileChannel.open(
                fresh,
                Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY))) {
            ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, absolute, StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel channel = FileChannel.open(directory)) {
            channel.force(true);
        }
    }

    private static KeyRing parse(String source, String text) {
        Map<Integer, byte[]> keys = new TreeMap<>();
        int number = 0;
        for (String line : text.split("[\n,]", -1)) {
            number++;
            String trimmed = line.strip();
            if (!trimmed.isEmpty() && !trimmed.startsWith("#")) {
                entry(source + ", line " + number, trimmed, keys);
            }
        }
        if (keys.isEmpty()) {
            throw new VaultException(source + " holds no key (a line is id:base64)");
        }
        return new KeyRing(keys);
    }

    private static void entry(String place, String line, Map<Integer, byte[]> keys) {
        int colon = line.indexOf(':');
        if (colon < 1 || colon > 3 || !line.substring(0, colon).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new VaultException(
                    place + ": does not begin with an id from 1 to " + KeyRing.MAX_ID + " and a colon");
        }
        int id = Integer.parseInt(line.substring(0, colon));
        if (id < 1 || id > KeyRing.MAX_ID) {
            throw new VaultException(place + ": id " + id + " is not 1 to " + KeyRing.MAX_ID);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(line.substring(colon + 1).strip());
        } catch (IllegalArgumentException _) {
            throw new VaultException(place + ": the key is not base64");
        }
        if (key.length != KeyRing.KEY_BYTES) {
            throw new VaultException(place + ": the key has " + key.length + " bytes instead of " + KeyRing.KEY_BYTES);
        }
        if (keys.putIfAbsent(id, key) != null) {
            throw new VaultException(place + ": id " + id + " stands twice");
        }
    }
}
