package uk.tocsin.store.redis;

import io.lettuce.core.RedisURI;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// The address in the driver's words, with the password as it stands in its file at this moment: a new one needs no
/// restart. RedisStoreException names the file and the reason, and nothing of the content.
final class Credentials {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int MAX_BYTES = 4096;

    private Credentials() {}

    static RedisURI address(RedisSettings settings) {
        RedisURI.Builder address = RedisURI.builder()
                .withHost(settings.uri().getHost())
                .withPort(settings.port())
                .withDatabase(settings.database())
                .withSsl(settings.tls())
                .withVerifyPeer(true)
                .withClientName("tocsin")
                .withTimeout(settings.commandTimeout());
        settings.passwordFile().ifPresent(file -> {
            char[] password = password(file);
            if (settings.user().isEmpty()) {
                address.withPassword(password);
            } else {
                address.withAuthentication(settings.user(), password);
            }
        });
        return address.build();
    }

    private static char[] password(Path file) {
        try {
            Set<PosixFilePermission> granted = EnumSet.noneOf(PosixFilePermission.class);
            granted.addAll(Files.getPosixFilePermissions(file));
            if (!OWNER_ONLY.containsAll(granted)) {
                throw new RedisStoreException("redis.passwordFile " + file + " may be used by more than its owner ("
                        + PosixFilePermissions.toString(granted) + "): chmod 600 it");
            }
            if (Files.size(file) > MAX_BYTES) {
                throw new RedisStoreException(
                        "redis.passwordFile " + file + " is larger than " + MAX_BYTES + " bytes: not a password");
            }
            String line = Files.readString(file, StandardCharsets.UTF_8)
                    .lines()
                    .findFirst()
                    .orElse("");
            if (line.isEmpty()) {
                throw new RedisStoreException("redis.passwordFile " + file + " begins with an empty line");
            }
            return line.toCharArray();
        } catch (IOException e) {
            throw new RedisStoreException(
                    "redis.passwordFile " + file + " cannot be read: "
                            + e.getClass().getSimpleName(),
                    e);
        }
    }
}
