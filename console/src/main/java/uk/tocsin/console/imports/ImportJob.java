package uk.tocsin.console.imports;

import java.time.Instant;
import java.util.Optional;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// One uploaded list and what became of it: what the history of imports keeps. No personal data, not even the name of
/// the file.
///
/// @param uploader the member of staff who uploaded it
/// @param format the ending of the file's name
/// @param foreign whether telephone numbers of other countries are taken
/// @param digest SHA-256 of the file, in hexadecimal; empty until it was read
/// @param trial what was found without storing anything
/// @param starter the member of staff who had it stored; 0 for nobody yet
/// @param tally what was stored so far
/// @param words why it cannot be read, or stopped
public record ImportJob(
        int number,
        ImportPhase phase,
        int uploader,
        Instant uploaded,
        String format,
        boolean foreign,
        long bytes,
        String digest,
        Tally trial,
        int starter,
        Tally tally,
        Optional<Instant> ended,
        String words) {
    private static final int VERSION = 1;

    /// One that was uploaded just now.
    static ImportJob of(int number, int uploader, Instant now, String format, boolean foreign, long bytes) {
        return new ImportJob(
                number,
                ImportPhase.JUDGING,
                uploader,
                now,
                format,
                foreign,
                bytes,
                "",
                Tally.NONE,
                0,
                Tally.NONE,
                Optional.empty(),
                "");
    }

    ImportJob digested(String found) {
        return with(phase, found, trial, starter, tally, ended, words);
    }

    ImportJob judged(Tally found) {
        return with(ImportPhase.JUDGED, digest, found, starter, tally, ended, words);
    }

    ImportJob started(int by) {
        return with(ImportPhase.RUNNING, digest, trial, by, tally, ended, "");
    }

    ImportJob stopped(String why) {
        return with(ImportPhase.STOPPED, digest, trial, starter, tally, ended, why);
    }

    ImportJob done(Tally found, Instant now) {
        return with(ImportPhase.DONE, digest, trial, starter, found, Optional.of(now), "");
    }

    ImportJob unreadable(String why, Instant now) {
        return with(ImportPhase.UNREADABLE, digest, trial, starter, tally, Optional.of(now), why);
    }

    ImportJob discarded(Instant now) {
        return with(ImportPhase.DISCARDED, digest, trial, starter, tally, Optional.of(now), words);
    }

    private ImportJob with(
            ImportPhase next, String hash, Tally tried, int by, Tally stored, Optional<Instant> end, String why) {
        return new ImportJob(
                number, next, uploader, uploaded, format, foreign, bytes, hash, tried, by, stored, end, why);
    }

    byte[] encode() {
        Out out = new Out(160)
                .u8(VERSION)
                .count(number)
                .coded(phase)
                .count(uploader)
                .time(uploaded)
                .text(format)
                .flag(foreign)
                .count(bytes)
                .text(digest);
        write(out, trial);
        out.count(starter);
        write(out, tally);
        return out.optional(ended, Out::time).text(words).toBytes();
    }

    private static void write(Out out, Tally t) {
        out.count(t.read())
                .count(t.registered())
                .count(t.changed())
                .count(t.unchanged())
                .count(t.refused())
                .count(t.approximate());
    }

    /// The job that was encoded. CorruptRecordException: damaged, or from a newer version.
    static ImportJob decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("an import has the unknown version " + version);
        }
        ImportJob job = new ImportJob(
                in.size(),
                in.coded(ImportPhase.class),
                in.size(),
                in.time(),
                in.text(),
                in.flag(),
                in.count(),
                in.text(),
                tally(in),
                in.size(),
                tally(in),
                in.optional(In::time),
                in.text());
        in.end();
        return job;
    }

    private static Tally tally(In in) {
        return new Tally(in.count(), in.count(), in.count(), in.count(), in.count(), in.count());
    }
}
