package uk.tocsin.shard;

import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Evidence;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.LedgerView;
import uk.tocsin.model.PeopleByPremises;

/// The view of one alert that a shard publishes. States are told apart once, by the first reader who asks.
final class LedgerViewOf implements LedgerView {
    private final int alert;
    private final long dispatchedMs;
    private final SegmentView segments;
    private final RoaringBitmap audience;
    private final Map<ChannelKind, ChannelView> channels;
    private final Map<Integer, RoaringBitmap> responses;
    private final long[] opened;
    private final PremisesLinks links;
    private final Map<ChannelKind, Map<DeliveryState, RoaringBitmap>> states = new EnumMap<>(ChannelKind.class);
    private final Map<Class<?>, Object> derived = new ConcurrentHashMap<>();

    LedgerViewOf(
            int alert,
            long dispatchedMs,
            SegmentView segments,
            RoaringBitmap audience,
            Map<ChannelKind, ChannelView> channels,
            Map<Integer, RoaringBitmap> responses,
            long[] opened,
            PremisesLinks links) {
        this.alert = alert;
        this.dispatchedMs = dispatchedMs;
        this.segments = segments;
        this.audience = audience;
        this.channels = channels;
        this.responses = responses;
        this.opened = opened;
        this.links = links;
    }

    @Override
    public int alert() {
        return alert;
    }

    @Override
    public long dispatchedMs() {
        return dispatchedMs;
    }

    @Override
    public Set<ChannelKind> channels() {
        return channels.keySet();
    }

    @Override
    public RoaringBitmap planned(ChannelKind channel) {
        ChannelView view = channels.get(channel);
        return view == null ? new RoaringBitmap() : view.planned();
    }

    @Override
    public RoaringBitmap state(ChannelKind channel, DeliveryState state) {
        ChannelView view = channels.get(channel);
        if (view == null) {
            return new RoaringBitmap();
        }
        synchronized (states) {
            return states.computeIfAbsent(channel, _ -> view.states()).getOrDefault(state, new RoaringBitmap());
        }
    }

    @Override
    public RoaringBitmap age(ChannelKind channel, Evidence kind, int bucket) {
        ChannelView view = channels.get(channel);
        RoaringBitmap[] ages = view == null ? null : view.ages().get(kind);
        return ages == null ? new RoaringBitmap() : ages[bucket];
    }

    @Override
    public Map<FailureReason, RoaringBitmap> failures(ChannelKind channel) {
        ChannelView view = channels.get(channel);
        return view == null ? Map.of() : view.failures();
    }

    @Override
    public RoaringBitmap audience() {
        return audience;
    }

    @Override
    public RoaringBitmap segment(int segment) {
        return segments.segment(segment);
    }

    @Override
    public Map<Integer, RoaringBitmap> responses() {
        return responses;
    }

    @Override
    public long opened(int action) {
        return opened[action];
    }

    @Override
    public OptionalLong firstMs(ChannelKind channel, Evidence kind) {
        ChannelView view = channels.get(channel);
        return view == null ? OptionalLong.empty() : view.firsts().getOrDefault(kind, OptionalLong.empty());
    }

    @Override
    public RoaringBitmap premisesOf(RoaringBitmap slots) {
        return links.of(slots);
    }

    @Override
    public long[] premisesByRank(RoaringBitmap slots, byte[] ranks, int highest) {
        return links.byRank(slots, ranks, highest);
    }

    @Override
    public PeopleByPremises peopleByPremises(RoaringBitmap slots) {
        return links.people();
    }

    @Override
    public <T> T derived(Class<T> kind, Function<LedgerView, T> how) {
        return kind.cast(derived.computeIfAbsent(kind, _ -> how.apply(this)));
    }
}
