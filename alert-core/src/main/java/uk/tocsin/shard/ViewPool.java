package uk.tocsin.shard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.audience.SegmentIndex;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The segment views that the alerts of a snapshot refer to, each stored once by its content: alerts dispatched
/// between two changes of the register share one, whether or not the shard was restored in between.
final class ViewPool {
    private final IdentityHashMap<SegmentView, Integer> places = new IdentityHashMap<>();
    private final Map<ByteBuffer, Integer> contents = new HashMap<>();
    private final List<byte[]> forms = new ArrayList<>();
    private final List<SegmentView> views = new ArrayList<>();

    int place(SegmentView view) {
        return places.computeIfAbsent(view, this::add);
    }

    private int add(SegmentView view) {
        byte[] form = form(view);
        return contents.computeIfAbsent(ByteBuffer.wrap(form), _ -> {
            forms.add(form);
            return forms.size() - 1;
        });
    }

    private static byte[] form(SegmentView view) {
        Out out = new Out();
        try {
            view.write(out.data());
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        return out.toBytes();
    }

    SegmentView at(int place) {
        if (place >= views.size()) {
            throw new CorruptRecordException("an alert refers to segments " + place + " of " + views.size());
        }
        return views.get(place);
    }

    void write(Out out) {
        out.list(forms, Out::bytes);
    }

    static ViewPool read(In in) {
        ViewPool pool = new ViewPool();
        pool.views.addAll(in.list(i -> view(new In(i.bytes()))));
        return pool;
    }

    private static SegmentView view(In in) {
        try {
            SegmentView view = SegmentIndex.read(in.data()).view();
            in.end();
            return view;
        } catch (IOException e) {
            throw new CorruptRecordException("the segments of an alert end early", e);
        }
    }
}
