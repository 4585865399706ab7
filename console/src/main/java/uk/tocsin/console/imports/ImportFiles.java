package uk.tocsin.console.imports;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The files of uploaded lists: the list itself, which is personal data and is there no longer than it is needed; its
/// faults, which are none; how far it has come. Blocks.
final class ImportFiles {
    private static final int PART = 1 << 16;

    private final Path folder;

    ImportFiles(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /// Makes the folder, for the owner of the installation alone.
    void open() {
        try {
            if (Files.notExists(folder)) {
                Files.createDirectory(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of the imports cannot be made", e);
        }
    }

    Path list(ImportJob job) {
        return folder.resolve(job.number() + "." + job.format());
    }

    Path faults(ImportJob job) {
        return folder.resolve(job.number() + ".faults.csv");
    }

    Path progress(ImportJob job) {
        return folder.resolve(job.number() + ".progress");
    }

    /// Makes an uploaded file the list of a job.
    void take(Path uploaded, ImportJob job) throws IOException {
        Files.move(uploaded, list(job), StandardCopyOption.ATOMIC_MOVE);
    }

    /// Deletes every file that belongs to none of these jobs, and the lists of those that ended: uploads that were
    /// broken off, and what a crash left.
    void keep(List<ImportJob> jobs) throws IOException {
        Set<Path> wanted = jobs.stream()
                .flatMap(job ->
                        job.phase().ended() ? Stream.of(faults(job)) : Stream.of(list(job), faults(job), progress(job)))
                .collect(Collectors.toSet());
        delete(Predicate.not(wanted::contains));
    }

    private void delete(Predicate<Path> which) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(which).toList();
        }
        for (Path each : files) {
            Files.deleteIfExists(each);
        }
    }

    /// SHA-256 of a file, in hexadecimal.
    static String digest(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] part = new byte[PART];
            int read = in.read(part);
            while (read >= 0) {
                digest.update(part, 0, read);
                read = in.read(part);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
