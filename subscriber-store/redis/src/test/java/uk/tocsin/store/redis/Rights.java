package uk.tocsin.store.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The rights of the ACL user that the decision page names: they are read from there, so that it cannot be wrong.
final class Rights {
    static final String DOCUMENTED = read();

    private Rights() {}

    private static String read() {
        Path page = Path.of("../../ops/docs/decisions/0015-redis-register.md");
        try {
            return Files.readString(page, StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith("    ~tocsin:*"))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(page + " names no rights"))
                    .strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
