package uk.tocsin.shard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import uk.tocsin.audience.SegmentIndex;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The segment views that the alerts of a snapshot refer to, each stored once: alerts dispatched between two
/// changes of the register share one.
final class ViewPool {
    private final IdentityHashMap<SegmentView, Integer> places = new IdentityHashMap<>();
    private final List<SegmentView> views = new ArrayList<>();

    int place(SegmentView view) {
        return places.computeIfAbsent(view, added -> {
            views.add(added);
            return views.size() - 1;
        });
    }

    SegmentView at(int place) {
        if (place >= views.size()) {
            throw new CorruptRecordException("an alert refers to segments " + place + " of " + views.size());
        }
        return views.get(place);
    }

    void write(Out out) {
        out.list(views, (o, view) -> {
            try {
                view.write(o.data());
            } catch (IOException e) {
                throw new UncheckedIOException("a byte array refused bytes", e);
            }
        });
    }

    static ViewPool read(In in) {
        ViewPool pool = new ViewPool();
        int count = in.size();
        for (int i = 0; i < count; i++) {
            try {
                pool.place(SegmentIndex.read(in.data()).view());
            } catch (IOException e) {
                throw new CorruptRecordException("the segments of an alert end early", e);
            }
        }
        return pool;
    }
}
