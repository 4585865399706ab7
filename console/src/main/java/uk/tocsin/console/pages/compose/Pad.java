package uk.tocsin.console.pages.compose;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// A draft as it was typed, whether it is a valid alert yet or not. Immutable; any thread.
///
/// @param revision counts the saves, from 1
/// @param page the page that saved it last: its next save has seen this one
/// @param by who saved it last
/// @param editors everyone who changed it since the last version
/// @param version of the alert that it goes on from; 0 for none
record Pad(int revision, String page, int by, Instant time, SortedSet<Integer> editors, int version, Fields fields) {
    private static final int FORM = 1;

    Pad {
        editors = new TreeSet<>(editors);
    }

    /// A first one.
    static Pad begun(int by, Instant time, Fields fields) {
        return new Pad(1, "", by, time, people(List.of(by)), 0, fields);
    }

    private static SortedSet<Integer> people(Collection<Integer> people) {
        return new TreeSet<>(people);
    }

    /// The next revision.
    Pad saved(int staff, String from, Instant when, Fields typed) {
        SortedSet<Integer> all = people(editors);
        all.add(staff);
        return new Pad(revision + 1, from, staff, when, all, version, typed);
    }

    /// The same once a version holds what was typed.
    Pad versioned(int number) {
        return new Pad(revision, page, by, time, people(List.of()), number, fields);
    }

    /// Whether this is the other one under the number of an alert, so that the other is not needed any more: a crash
    /// may
    /// leave both.
    boolean follows(Pad other) {
        return new Pad(revision, page, by, time, other.editors, other.version, fields).equals(other);
    }

    /// Whether a page that was shown at `seen` knows of the last save.
    boolean knownTo(int seen, String from) {
        return seen == revision || !from.isEmpty() && from.equals(page);
    }

    byte[] encode() {
        Out out = new Out().u8(FORM).count(revision).text(page).count(by).time(time);
        out.list(editors, (each, editor) -> each.count(editor)).count(version);
        out.list(new TreeMap<>(fields.values()).entrySet(), (each, entry) -> {
            each.text(entry.getKey());
            each.list(entry.getValue(), Out::text);
        });
        return out.toBytes();
    }

    static Pad decode(byte[] bytes) {
        In in = new In(bytes);
        int form = in.u8();
        if (form != FORM) {
            throw new CorruptRecordException("a pad has the unknown form " + form);
        }
        int revision = in.size();
        String page = in.text();
        int by = in.size();
        Instant time = in.time();
        SortedSet<Integer> editors = people(in.list(In::size));
        int version = in.size();
        Map<String, List<String>> fields = new TreeMap<>();
        in.list(each -> fields.put(each.text(), each.list(In::text)) == null);
        in.end();
        return new Pad(revision, page, by, time, editors, version, new Fields(fields));
    }
}
