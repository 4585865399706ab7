package uk.tocsin.console.imports;

import java.nio.file.Path;
import java.util.Locale;

/// How a list is written down, by the ending of its file.
enum ListFormat {
    /// RFC 4180, UTF-8, the first line names the columns.
    CSV,
    /// One object of JSON a line, UTF-8.
    JSON_LINES;

    /// By the ending; BadListException: it is none of those known.
    static ListFormat of(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".csv")) {
            return CSV;
        }
        if (name.endsWith(".jsonl") || name.endsWith(".ndjson")) {
            return JSON_LINES;
        }
        throw new BadListException("the file's name ends in neither .csv nor .jsonl");
    }
}
