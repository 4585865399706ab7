package uk.tocsin.console.imports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.Optional;

/// How far an import has come, in a file: an import that was cut short goes on there. It is written when a
/// batch is durable, while the next is being stored, so at worst two batches are done again, which changes
/// nothing.
final class Bookmark {
    private static final String FIRST = "tocsin import 1";
    private static final int NUMBERS = 9;

    private final Path file;

    Bookmark(Path file) {
        this.file = file;
    }

    /// @param faultBytes how long the file of faults is
    record Mark(Blocks.Place place, Tally tally, long faultBytes) {}

    /// Where to go on; empty for a list that was not begun. BadListException: the bookmark is of another list.
    Optional<Mark> read(String fingerprint) {
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        String[] words;
        try {
            words = Files.readString(file, StandardCharsets.US_ASCII).strip().split("\n", -1);
        } catch (IOException e) {
            throw new UncheckedIOException("the progress of the import cannot be read", e);
        }
        if (words.length != 3 || !words[0].equals(FIRST) || !words[2].matches("[0-9]{1,18}( [0-9]{1,18}){8}")) {
            throw new BadListException(file + " does not hold the progress of an import");
        }
        if (!words[1].equals(fingerprint)) {
            throw new BadListException(file + " holds the progress of another list, or this one has changed since:"
                    + " delete it to begin anew");
        }
        long[] n = Arrays.stream(words[2].split(" ", -1))
                .mapToLong(Long::parseLong)
                .toArray();
        return n.length == NUMBERS
                ? Optional.of(
                        new Mark(new Blocks.Place(n[0], n[1]), new Tally(n[2], n[3], n[4], n[5], n[6], n[7]), n[8]))
                : Optional.empty();
    }

    /// Keeps a mark, durably.
    void write(String fingerprint, Mark mark) {
        Tally t = mark.tally();
        String numbers = mark.place().offset() + " " + mark.place().line() + " " + t.read() + " " + t.registered() + " "
                + t.changed() + " " + t.unchanged() + " " + t.refused() + " " + t.approximate() + " "
                + mark.faultBytes();
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(fresh, FIRST + "\n" + fingerprint + "\n" + numbers + "\n", StandardCharsets.US_ASCII);
            try (FileChannel channel = FileChannel.open(fresh)) {
                channel.force(true);
            }
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("the progress of the import cannot be kept in " + file, e);
        }
    }

    /// The list is done.
    void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the progress of the import cannot be taken away: " + file, e);
        }
    }
}
