package uk.tocsin.control;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeSet;
import uk.tocsin.control.HoldingView.Approved;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The mutable side of a [HoldingView], for the fold alone.
final class HoldingFile {
    /// Within it, the same message for the same place is taken for a second press of the same button.
    static final Duration DOUBLED = Duration.ofSeconds(60);

    /// A release that may still be doubled.
    record Release(String place, int alert, Instant time) {}

    HoldingMessage latest;
    final TreeSet<Integer> editors = new TreeSet<>();
    final List<Release> releases = new ArrayList<>();
    Optional<Approved> approved = Optional.empty();
    Optional<String> withdrawn = Optional.empty();

    HoldingFile(HoldingMessage latest) {
        this.latest = latest;
    }

    HoldingView view() {
        return new HoldingView(latest, Collections.unmodifiableSortedSet(new TreeSet<>(editors)), approved, withdrawn);
    }

    /// A place, however it was spelled.
    static String place(String typed) {
        return typed.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
    }

    /// The releases for a place within the last minute.
    List<Release> recent(String place, Instant now) {
        return releases.stream()
                .filter(r ->
                        r.place().equals(place(place)) && now.isBefore(r.time().plus(DOUBLED)))
                .toList();
    }

    void released(String place, int alert, Instant now) {
        releases.removeIf(r -> !now.isBefore(r.time().plus(DOUBLED)));
        releases.add(new Release(place(place), alert, now));
    }

    void write(Out out) {
        HoldingCodec.write(out, latest);
        out.list(editors, (o, n) -> o.count(n));
        out.list(releases, (o, r) -> o.text(r.place()).count(r.alert()).time(r.time()));
        out.optional(approved, HoldingFile::approved);
        out.optional(withdrawn, Out::text);
    }

    static HoldingFile read(In in) {
        HoldingFile file = new HoldingFile(HoldingCodec.read(in));
        file.editors.addAll(in.list(In::size));
        file.releases.addAll(in.list(i -> new Release(i.text(), i.size(), i.time())));
        file.approved = in.optional(i -> new Approved(HoldingCodec.read(i), i.size(), i.time()));
        file.withdrawn = in.optional(In::text);
        return file;
    }

    private static void approved(Out out, Approved approved) {
        HoldingCodec.write(out, approved.message());
        out.count(approved.approver()).time(approved.time());
    }
}
