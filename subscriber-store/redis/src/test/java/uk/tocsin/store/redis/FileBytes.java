package uk.tocsin.store.redis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Every byte in the files of a directory, as `grep -a` sees it.
record FileBytes(List<byte[]> contents) {
    static FileBytes of(Path directory) throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return new FileBytes(contents);
    }

    /// Whether any of these, of 8 bytes or more, stands there.
    boolean containAnyOf(List<byte[]> wanted) {
        Map<Long, byte[]> byBeginning = new HashMap<>();
        wanted.forEach(bytes -> byBeginning.put(ByteBuffer.wrap(bytes).getLong(0), bytes));
        return contents.stream().anyMatch(content -> contains(content, byBeginning));
    }

    private static boolean contains(byte[] content, Map<Long, byte[]> byBeginning) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        for (int at = 0; at + Long.BYTES <= content.length; at++) {
            byte[] wanted = byBeginning.get(bytes.getLong(at));
            if (wanted != null
                    && at + wanted.length <= content.length
                    && Arrays.equals(content, at, at + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }
}
