package uk.tocsin.console.imports;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import uk.tocsin.console.imports.Blocks.Block;
import uk.tocsin.console.imports.Blocks.Place;

/// A list in a file, open for reading: its columns are understood. One thread.
final class ListFile implements Closeable {
    private final Blocks blocks;
    private final Cells cells;
    private final String fingerprint;
    private final long bytes;

    private ListFile(Blocks blocks, Cells cells, String fingerprint, long bytes) {
        this.blocks = blocks;
        this.cells = cells;
        this.fingerprint = fingerprint;
        this.bytes = bytes;
    }

    /// Opens a file. BadListException: it is no list, or names columns that there are not.
    ///
    /// @param renamed our name of a column, by the name in the file
    static ListFile open(Path file, Map<String, String> renamed) throws IOException {
        ListFormat format = ListFormat.of(file);
        long bytes = Files.size(file);
        Blocks blocks = Blocks.open(file, format == ListFormat.CSV);
        try {
            Place start = blocks.place();
            Block first = blocks.first();
            String text = first == null || first.records() == 0 ? "" : Cells.text(first, 0);
            if (format == ListFormat.JSON_LINES) {
                blocks.seek(start);
                return new ListFile(blocks, Cells.json(renamed), fingerprint(bytes, text), bytes);
            }
            if (text.isEmpty()) {
                throw new BadListException("the file has no first line that names the columns");
            }
            return new ListFile(blocks, Cells.csv(text, renamed), fingerprint(bytes, text), bytes);
        } catch (BadCell e) {
            blocks.close();
            throw new BadListException("line 1: " + e.reason());
        } catch (BadListException e) {
            blocks.close();
            throw e;
        }
    }

    /// Tells a file from another of the same name.
    private static String fingerprint(long bytes, String first) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((bytes + "\n" + first).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }

    /// At least so many records, unless the file ends.
    List<Block> read(int records) throws IOException {
        List<Block> batch = new ArrayList<>();
        int count = 0;
        while (count < records) {
            var block = blocks.next();
            if (block.isEmpty()) {
                break;
            }
            batch.add(block.get());
            count += block.get().records();
        }
        return batch;
    }

    Place place() {
        return blocks.place();
    }

    void seek(Place place) throws IOException {
        blocks.seek(place);
    }

    Cells cells() {
        return cells;
    }

    String fingerprint() {
        return fingerprint;
    }

    long bytes() {
        return bytes;
    }

    @Override
    public void close() throws IOException {
        blocks.close();
    }
}
