package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.journal.Waiting;

/// The same on a file system that really is full. Where this user may not mount one, [FullDiskTest] and
/// [PowerCutIT] alone show it.
@DisplayName("A full disk: a real file system of 16 MiB (skipped where mounting is not allowed; see FullDiskTest)")
class FullFileSystemIT extends FullDiskContract {
    private static final int CHUNK_BYTES = 64 << 10;

    @TempDir
    private Path root;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = run("mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", root.toString());
        assumeTrue(mounted, "this user may not mount a file system: FullDiskTest shows the same without one");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", root.toString())).isTrue();
        }
    }

    private static boolean run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(30, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @Override
    protected DataDirectory open() {
        return reopen();
    }

    /// Without a reserve, so that writing itself fails.
    @Override
    protected DataDirectory reopen() {
        return DataDirectory.open(in(root), StoreSettings.defaults().withReserveBytes(0));
    }

    /// Fills the file system to the last byte, and makes a first write meet that.
    @Override
    protected void fill(DataDirectory data) throws IOException {
        try (FileChannel file =
                FileChannel.open(root.resolve("filling"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            int size = CHUNK_BYTES;
            while (size > 0) {
                try {
                    file.write(ByteBuffer.allocate(size));
                } catch (IOException _) {
                    size /= 2;
                }
            }
        }
        boolean fits = true;
        for (int i = 0; fits; i++) {
            int number = i;
            fits = Waiting.get(data.journal()
                    .append(3, List.of(new Content(50_000 + number, 0, 1).bytes(5000)))
                    .handle((_, failure) -> failure == null));
        }
    }

    @Override
    protected void empty() throws IOException {
        Files.delete(root.resolve("filling"));
    }
}
