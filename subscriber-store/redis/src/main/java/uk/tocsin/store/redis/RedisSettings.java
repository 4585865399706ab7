package uk.tocsin.store.redis;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/// Where the Redis server is and how it is used.
///
/// @param uri `redis://host:port/database` or, with TLS, `rediss://…`; without a port 6379, without a database 0
/// @param user an ACL user; empty for the default one
/// @param passwordFile holds the password on its first line, readable by its owner only; read at each connecting
/// @param trustFile certificates (PEM) that a server's must lead to; without it those that Java trusts
/// @param prefix begins every key: so that installations can share a server, and never see each other
/// @param connectTimeout of a connection, TLS included
/// @param commandTimeout of a command; one that is not answered by then takes its connection with it
/// @param erasureTimeout how long the bytes of what was erased may stay in the files before the log says so, and before
///     another node than the one that erased sees to it
/// @param listener hears how the store fares
public record RedisSettings(
        URI uri,
        String user,
        Optional<Path> passwordFile,
        Optional<Path> trustFile,
        String prefix,
        Duration connectTimeout,
        Duration commandTimeout,
        Duration erasureTimeout,
        RedisListener listener) {
    private static final int PORT = 6379;
    private static final Pattern DATABASE = Pattern.compile("/?|/[0-9]{1,4}");
    private static final Pattern PREFIX = Pattern.compile("[a-z0-9-]{1,16}");
    private static final Pattern USER = Pattern.compile("[!-~]{0,64}");

    /// Checks each, and that they go together. IllegalArgumentException names the field and the reason.
    public RedisSettings {
        checkUri(uri);
        check(USER.matcher(user).matches(), "user", "has at most 64 characters, none of them a space");
        check(user.isEmpty() || passwordFile.isPresent(), "user", "needs redis.passwordFile");
        check(
                trustFile.isEmpty() || "rediss".equals(uri.getScheme()),
                "trustFile",
                "is of no use with redis://: say rediss:// in redis.uri");
        check(PREFIX.matcher(prefix).matches(), "prefix", "is 1 to 16 of a to z, 0 to 9 and -");
        check(connectTimeout, "connectTimeout", Duration.ofMillis(100), Duration.ofMinutes(1));
        check(commandTimeout, "commandTimeout", Duration.ofMillis(100), Duration.ofMinutes(1));
        check(erasureTimeout, "erasureTimeout", Duration.ofSeconds(1), Duration.ofHours(6));
    }

    private static void checkUri(URI uri) {
        String scheme = uri.getScheme();
        check("redis".equals(scheme) || "rediss".equals(scheme), "uri", "begins with redis:// or rediss://");
        check(uri.getHost() != null, "uri", "names no host");
        check(
                uri.getRawUserInfo() == null,
                "uri",
                "holds a user or a password: say redis.user and redis.passwordFile instead");
        check(uri.getPort() != 0 && uri.getPort() <= 0xffff, "uri", "has a port that is not 1 to 65535");
        check(DATABASE.matcher(uri.getPath()).matches(), "uri", "ends in more than the number of a database");
        check(uri.getQuery() == null && uri.getFragment() == null, "uri", "has a ? or a #, which mean nothing here");
    }

    private static void check(Duration value, String field, Duration least, Duration most) {
        check(
                value.compareTo(least) >= 0 && value.compareTo(most) <= 0,
                field,
                value + " is not " + least + " to " + most);
    }

    private static void check(boolean good, String field, String reason) {
        if (!good) {
            throw new IllegalArgumentException("redis." + field + ": " + reason);
        }
    }

    /// What suits most, at an address. IllegalArgumentException: it is none.
    public static RedisSettings at(String uri) {
        URI parsed;
        try {
            parsed = URI.create(uri);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("redis.uri: is no URI", e);
        }
        return new RedisSettings(
                parsed,
                "",
                Optional.empty(),
                Optional.empty(),
                "tocsin",
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofMinutes(10),
                RedisListener.NONE);
    }

    /// The same for an ACL user, or the default one if `name` is empty.
    public RedisSettings withUser(String name, Path password) {
        return new RedisSettings(
                uri,
                name,
                Optional.of(password),
                trustFile,
                prefix,
                connectTimeout,
                commandTimeout,
                erasureTimeout,
                listener);
    }

    /// The same with certificates to trust.
    public RedisSettings withTrustFile(Path certificates) {
        return new RedisSettings(
                uri,
                user,
                passwordFile,
                Optional.of(certificates),
                prefix,
                connectTimeout,
                commandTimeout,
                erasureTimeout,
                listener);
    }

    /// The same with other keys.
    public RedisSettings withPrefix(String begin) {
        return new RedisSettings(
                uri, user, passwordFile, trustFile, begin, connectTimeout, commandTimeout, erasureTimeout, listener);
    }

    /// The same with other patience.
    public RedisSettings withTimeouts(Duration connect, Duration command, Duration erasure) {
        return new RedisSettings(uri, user, passwordFile, trustFile, prefix, connect, command, erasure, listener);
    }

    /// The same with somebody who hears how the store fares.
    public RedisSettings withListener(RedisListener heard) {
        return new RedisSettings(
                uri, user, passwordFile, trustFile, prefix, connectTimeout, commandTimeout, erasureTimeout, heard);
    }

    boolean tls() {
        return "rediss".equals(uri.getScheme());
    }

    int port() {
        return uri.getPort() < 0 ? PORT : uri.getPort();
    }

    int database() {
        String path = uri.getPath();
        return path.length() < 2 ? 0 : Integer.parseInt(path, 1, path.length(), 10);
    }

    /// For messages.
    String server() {
        return "Redis at " + uri.getHost() + ":" + port();
    }
}
