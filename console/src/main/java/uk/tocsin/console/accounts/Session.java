package uk.tocsin.console.accounts;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// That a member is signed in.
///
/// @param id what it is called where its token must not be: the SHA-256 of it
/// @param edition of the credentials that opened it
/// @param seen when the member last did something
/// @param raised when they last stepped up
/// @param form what every form of its pages carries, to show where it comes from; random, 128 bits
public record Session(
        String id, int staff, long edition, Instant opened, Instant seen, Optional<Instant> raised, String form) {
    /// It ends so long after signing in, whatever happens.
    public static final Duration LONGEST = Duration.ofHours(6);

    /// It ends so long after the member last did something.
    public static final Duration IDLE = Duration.ofMinutes(60);

    /// Stepping up is good for so long.
    public static final Duration RAISED = Duration.ofMinutes(5);

    /// One that ended by time is kept so long, so that who signs in again can go on with the pages that were open.
    static final Duration KEPT = Duration.ofHours(6);

    private static final int VERSION = 1;

    /// When it ends if the member does nothing more.
    public Instant endsAt() {
        Instant idle = seen.plus(IDLE);
        Instant last = opened.plus(LONGEST);
        return idle.isBefore(last) ? idle : last;
    }

    /// Whether it has ended.
    public boolean over(Instant now) {
        return !now.isBefore(endsAt());
    }

    /// Whether it ended so long ago that nobody goes on with its pages any more.
    boolean forgotten(Instant now) {
        return !now.isBefore(endsAt().plus(KEPT));
    }

    /// Whether the member has stepped up and that is still good.
    public boolean isRaised(Instant now) {
        return raised.isPresent() && now.isBefore(raised.get().plus(RAISED));
    }

    /// Whether a form comes from a page of this session.
    public boolean proves(String shown) {
        return MessageDigest.isEqual(form.getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    Session seenAt(Instant now) {
        return now.isAfter(seen) ? new Session(id, staff, edition, opened, now, raised, form) : this;
    }

    byte[] encode() {
        return new Out()
                .u8(VERSION)
                .count(staff)
                .fixed(edition)
                .time(opened)
                .time(seen)
                .optional(raised, Out::time)
                .text(form)
                .toBytes();
    }

    static Session decode(String id, byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("a session has the unknown version " + version);
        }
        Session read = new Session(id, in.size(), in.fixed(), in.time(), in.time(), in.optional(In::time), in.text());
        in.end();
        return read;
    }

    @Override
    public String toString() {
        return "Session[staff " + staff + "]";
    }
}
