package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Processes whose files lose at their end what was not synced (`disk.c`, compiled with `cc`). Everything lives
/// below a directory of the test.
final class LosingDisk {
    private final Path library;
    private final Path undo;
    private final Path broken;
    private final Path full;
    private final Path data;

    LosingDisk(Path root) throws IOException, InterruptedException {
        Path real = root.toRealPath();
        library = real.resolve("disk.so");
        undo = Files.createDirectories(real.resolve("undo"));
        broken = real.resolve("broken");
        full = real.resolve("full");
        data = real.resolve("data");
        compile(real.resolve("disk.c"));
    }

    private void compile(Path source) throws IOException, InterruptedException {
        try (InputStream in = Objects.requireNonNull(LosingDisk.class.getResourceAsStream("disk.c"))) {
            Files.copy(in, source, StandardCopyOption.REPLACE_EXISTING);
        }
        Process cc;
        try {
            cc = new ProcessBuilder(
                            "cc",
                            "-shared",
                            "-fPIC",
                            "-O1",
                            "-o",
                            library.toString(),
                            source.toString(),
                            "-ldl",
                            "-lpthread")
                    .inheritIO()
                    .start();
        } catch (IOException _) {
            fail("the durability test needs a C compiler: \"cc\" was not found");
            return;
        }
        assertThat(cc.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(cc.exitValue()).as("cc compiles disk.c").isZero();
    }

    /// Where the data directory is.
    Path data() {
        return data;
    }

    /// Starts a process of [Appending] on this disk.
    ///
    /// @param leak how many of 100 unsynced sectors reach the disk nevertheless
    Child start(String synchronous, long firstId, int leak) throws IOException {
        return Child.start(
                data,
                synchronous,
                firstId,
                Map.of(
                        "LD_PRELOAD", library.toString(),
                        "TOCSIN_DISK", data.toString(),
                        "TOCSIN_DISK_UNDO", undo.toString(),
                        "TOCSIN_DISK_LEAK", Integer.toString(leak),
                        "TOCSIN_DISK_EIO", broken.toString(),
                        "TOCSIN_DISK_FULL", full.toString()));
    }

    /// From now on syncing fails.
    void breakDown() throws IOException {
        Files.createFile(broken);
    }

    /// From now on no file can grow, or every file can again.
    void setFull(boolean now) throws IOException {
        if (now) {
            Files.createFile(full);
        } else {
            Files.delete(full);
        }
    }

    /// Takes back, the last one first, what happened to names and was not synced either. The process has ended.
    void afterTheEnd() throws IOException {
        Path notes = undo.resolve("notes");
        if (Files.exists(notes)) {
            for (String line : new ArrayList<>(Files.readAllLines(notes)).reversed()) {
                takeBack(line.split("\t", -1));
            }
        }
        try (Stream<Path> left = Files.list(undo)) {
            for (Path each : left.toList()) {
                Files.delete(each);
            }
        }
        Files.deleteIfExists(broken);
    }

    private static void takeBack(String[] note) throws IOException {
        Path first = Path.of(note[1]);
        switch (note[0]) {
            case "create" -> Files.deleteIfExists(first);
            case "unlink" -> Files.move(Path.of(note[3]), first, StandardCopyOption.REPLACE_EXISTING);
            case "rename" -> {
                Path second = Path.of(note[2]);
                Files.move(second, first, StandardCopyOption.REPLACE_EXISTING);
                if (!note[3].equals("-")) {
                    Files.move(Path.of(note[3]), second);
                }
            }
            default -> throw new AssertionError(List.of(note).toString());
        }
    }
}
