package uk.tocsin.shard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.SegmentIndex;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.model.Cell;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Dimension;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Preferences;
import uk.tocsin.model.ServiceKey;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.model.SuppressionCause;
import uk.tocsin.model.Tier;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// Who is in a shard: segments, endpoints, premises links and cells. No personal data. Owned by the shard's
/// thread.
final class Directory {
    /// Requests for slots are remembered this long (in number) so that repeating one gives the same slots.
    private static final int REMEMBERED_REQUESTS = 1024;

    /// The code of the taxonomy's role `duty-manager`; a test holds it to the taxonomy.
    static final int DUTY_MANAGER = Dimension.ROLE.segment(1);

    private static final int[] EMPTY = {};

    private final SegmentIndex segments;
    private final @Nullable Bits[][] endpoints = new Bits[ChannelKind.values().length][Endpoint.MAX];
    private Suppressions suppressions = new Suppressions();
    private final RoaringBitmap erased = new RoaringBitmap();
    private final Map<Integer, int[]> morePremises = new HashMap<>();
    private final LinkedHashMap<UUID, Integer> requests = new LinkedHashMap<>();
    /// By subscriber slot the slot of the first premises.
    private Pages premises = new Pages(PremisesLinks.NONE);
    /// By premises slot its cell.
    private Pages cells = new Pages(Cell.NONE);
    private int subscriberSlots;
    private int premisesSlots;
    /// One more than the highest slot of premises that anybody ever answered for.
    private int linkedPlaces;
    private Wishes wishes = new Wishes();
    private Grants grants = new Grants();
    private Suspensions suspensions = new Suspensions();
    private Completions completions = new Completions();
    private @Nullable SegmentView view;
    private @Nullable PremisesLinks links;

    Directory() {
        this(new SegmentIndex());
    }

    private Directory(SegmentIndex segments) {
        this.segments = segments;
    }

    /// Takes slots; a request seen before gets what it got.
    int take(ShardRecord.SlotsTaken taken) {
        Integer before = requests.get(taken.request());
        if (before != null) {
            return before;
        }
        boolean subscriber = taken.kind() == SlotKind.SUBSCRIBER;
        int first = subscriber ? subscriberSlots : premisesSlots;
        if (taken.count() < 1 || taken.count() > Shards.MAX_SLOT - first) {
            return -1;
        }
        if (subscriber) {
            subscriberSlots += taken.count();
        } else {
            premisesSlots += taken.count();
        }
        requests.put(taken.request(), first);
        if (requests.size() > REMEMBERED_REQUESTS) {
            requests.remove(requests.keySet().iterator().next());
        }
        return first;
    }

    /// Sets one subscriber; a slot that was never taken, or whose subscriber is erased, is ignored. Without a
    /// segment they are nobody for the time being.
    boolean set(ShardRecord.SubscriberEntry entry) {
        int slot = entry.slot();
        if (!exists(slot)) {
            return false;
        }
        place(slot, withChannels(entry));
        for (ChannelKind channel : ChannelKind.values()) {
            for (int index = 0; index < Endpoint.MAX; index++) {
                setEndpoint(channel, index, slot, EndpointMask.has(entry.endpoints(), index, channel));
            }
        }
        link(slot, entry.premises());
        wishes.set(slot, entry.preferences());
        view = null;
        Tier granted = grants.of(slot);
        if (granted != null) {
            Tier own = heldTier(slot);
            grants.own(slot, own);
            setTier(slot, own.mayRead(granted) ? own : granted);
        }
        return true;
    }

    /// Puts a subscriber in these segments and those of what they completed; in none if there are none. Who is
    /// suspended will be in them.
    private void place(int slot, int[] all) {
        if (suspensions.contains(slot)) {
            suspensions.put(slot, all);
        } else if (all.length == 0) {
            segments.remove(slot);
        } else {
            segments.set(slot, all);
            completions.each(slot, done -> segments.addSegment(slot, done));
        }
    }

    /// A subscriber, who exists, is nobody from now on: in no segment.
    void suspend(int slot) {
        if (!suspensions.contains(slot)) {
            SegmentView now = view();
            int[] all = Arrays.stream(now.segments())
                    .filter(segment -> now.segment(segment).contains(slot))
                    .toArray();
            suspensions.put(slot, all);
            segments.remove(slot);
            view = null;
        }
    }

    /// A subscriber is again what they were, with what changed meanwhile.
    void reinstate(int slot) {
        int[] all = suspensions.of(slot);
        if (all != null) {
            suspensions.remove(slot);
            place(slot, all);
            view = null;
        }
    }

    Suspensions suspensions() {
        return suspensions;
    }

    /// A subscriber has completed something; false for a slot that was never taken, or whose subscriber is
    /// erased.
    boolean complete(int slot, int done) {
        if (!exists(slot)) {
            return false;
        }
        completions.add(slot, done);
        segments.addSegment(slot, done);
        view = null;
        return true;
    }

    private static int[] withChannels(ShardRecord.SubscriberEntry entry) {
        int[] all = Arrays.copyOf(entry.segments(), entry.segments().length + ChannelKind.values().length);
        int size = entry.segments().length;
        for (ChannelKind channel : ChannelKind.values()) {
            for (int index = 0; index < Endpoint.MAX; index++) {
                if (EndpointMask.has(entry.endpoints(), index, channel)) {
                    all[size++] = Dimension.HAS.segment(channel.code() + 1);
                    break;
                }
            }
        }
        return Arrays.copyOf(all, size);
    }

    private void setEndpoint(ChannelKind channel, int index, int slot, boolean present) {
        Bits bits = endpoints[channel.code()][index];
        if (present) {
            if (bits == null) {
                bits = new Bits();
                endpoints[channel.code()][index] = bits;
            }
            bits.add(slot);
        } else if (bits != null) {
            bits.remove(slot);
        }
    }

    private void link(int slot, int[] to) {
        links = null;
        boolean linked = premises.get(slot) != PremisesLinks.NONE;
        premises.set(slot, to.length == 0 ? PremisesLinks.NONE : to[0]);
        for (int place : to) {
            linkedPlaces = Math.max(linkedPlaces, place + 1);
        }
        if (to.length > 1) {
            morePremises.put(slot, Arrays.copyOfRange(to, 1, to.length));
        } else if (linked) {
            morePremises.remove(slot);
        }
    }

    void setPremises(int slot, int cell) {
        if (slot >= 0 && slot < premisesSlots) {
            cells.set(slot, cell);
        }
    }

    /// For ever: a record about the subscriber that comes later is ignored.
    void erase(int slot) {
        erased.add(slot);
        segments.remove(slot);
        view = null;
        for (ChannelKind channel : ChannelKind.values()) {
            for (int index = 0; index < Endpoint.MAX; index++) {
                setEndpoint(channel, index, slot, false);
            }
        }
        if (slot >= 0) {
            link(slot, EMPTY);
        }
        suppressions.erase(slot);
        wishes.set(slot, Preferences.ALL.code());
        grants.remove(slot);
        suspensions.remove(slot);
        completions.erase(slot);
    }

    Wishes wishes() {
        return wishes;
    }

    Suppressions suppressions() {
        return suppressions;
    }

    /// Who is in which segment now; the same instance until something changes.
    SegmentView view() {
        SegmentView current = view;
        if (current == null) {
            current = segments.view();
            view = current;
        }
        return current;
    }

    /// Those of `slots` whose endpoint `index` is of this channel and not suppressed: a fresh bitmap.
    RoaringBitmap usable(ChannelKind channel, int index, RoaringBitmap slots) {
        Bits bits = endpoints[channel.code()][index];
        if (bits == null || bits.isEmpty()) {
            return new RoaringBitmap();
        }
        RoaringBitmap usable = RoaringBitmap.and(slots, bits.live());
        usable.andNot(suppressions.of(index));
        return usable;
    }

    /// Those of `slots` that have the channel at all, suppressed or not: a fresh bitmap.
    RoaringBitmap having(ChannelKind channel, RoaringBitmap slots) {
        return RoaringBitmap.and(slots, view().segment(Dimension.HAS.segment(channel.code() + 1)));
    }

    /// Who of `slots` has a channel, but no endpoint there that may be used. The work is that of the suppressed alone.
    ///
    /// @param used the channels that are meant by "everywhere"
    Blocked blocked(RoaringBitmap slots, Set<ChannelKind> used) {
        RoaringBitmap suspects = RoaringBitmap.and(slots, suppressions.anywhere());
        RoaringBitmap mute = new RoaringBitmap();
        RoaringBitmap heard = new RoaringBitmap();
        Map<ChannelKind, Map<SuppressionCause, Long>> byChannel = new EnumMap<>(ChannelKind.class);
        for (ChannelKind channel : ChannelKind.values()) {
            RoaringBitmap blocked = having(channel, suspects);
            RoaringBitmap reachable = new RoaringBitmap();
            for (int index = 0; index < Endpoint.MAX; index++) {
                reachable.or(usable(channel, index, blocked));
            }
            blocked.andNot(reachable);
            byChannel.put(channel, causes(channel, blocked));
            if (used.contains(channel)) {
                mute.or(blocked);
                heard.or(reachable);
            }
        }
        return new Blocked(RoaringBitmap.andNotCardinality(mute, heard), byChannel);
    }

    /// Each is counted once, for the first cause that one of their endpoints on the channel has.
    private Map<SuppressionCause, Long> causes(ChannelKind channel, RoaringBitmap blocked) {
        Map<SuppressionCause, Long> causes = new EnumMap<>(SuppressionCause.class);
        RoaringBitmap left = blocked.clone();
        for (SuppressionCause cause : SuppressionCause.values()) {
            long before = left.getLongCardinality();
            for (int index = 0; index < Endpoint.MAX; index++) {
                Bits bits = endpoints[channel.code()][index];
                RoaringBitmap suppressed = suppressions.of(cause, index);
                if (bits != null && !suppressed.isEmpty()) {
                    left.andNot(RoaringBitmap.and(bits.live(), suppressed));
                }
            }
            causes.put(cause, before - left.getLongCardinality());
        }
        return causes;
    }

    /// Whether endpoint `index` of a slot is of this channel and not suppressed.
    boolean usable(ChannelKind channel, int index, int slot) {
        Bits bits = endpoints[channel.code()][index];
        return bits != null && bits.contains(slot) && !suppressions.contains(slot, index);
    }

    /// Whether an endpoint of a slot is not to be used.
    boolean suppressed(int slot, int endpoint) {
        return suppressions.contains(slot, endpoint);
    }

    /// Whether the slot was taken and its subscriber is not erased.
    boolean exists(int slot) {
        return slot >= 0 && slot < subscriberSlots && !erased.contains(slot);
    }

    /// The premises a slot answers for.
    int[] premisesOf(int slot) {
        int first = premises.get(slot);
        if (first == PremisesLinks.NONE) {
            return EMPTY;
        }
        int[] more = morePremises.getOrDefault(slot, EMPTY);
        int[] all = new int[more.length + 1];
        all[0] = first;
        System.arraycopy(more, 0, all, 1, more.length);
        return all;
    }

    /// Which premises each subscriber answers for; the same instance until something changes.
    PremisesLinks links() {
        PremisesLinks current = links;
        if (current == null) {
            current = new PremisesLinks(premises.view(), Map.copyOf(morePremises), linkedPlaces);
            links = current;
        }
        return current;
    }

    /// Those of `slots` whose role is duty manager: a fresh bitmap.
    RoaringBitmap dutyManagers(RoaringBitmap slots) {
        return RoaringBitmap.and(slots, view().segment(DUTY_MANAGER));
    }

    /// A subscriber, who exists, has a tier until a time (Long.MAX_VALUE: for good), in place of one that was
    /// decided before; the higher of it and their own counts.
    void grantTier(int slot, Tier tier, long untilMs) {
        Tier own = grants.put(slot, tier, untilMs, heldTier(slot));
        setTier(slot, own.mayRead(tier) ? own : tier);
    }

    private void setTier(int slot, Tier tier) {
        int[] aside = suspensions.of(slot);
        if (aside != null) {
            suspensions.put(slot, in(tier, aside));
            return;
        }
        for (Tier other : Tier.values()) {
            if (other == tier) {
                segments.addSegment(slot, segment(other));
            } else {
                segments.removeSegment(slot, segment(other));
            }
        }
        view = null;
    }

    /// Segments with this tier in place of another; none stay none.
    private static int[] in(Tier tier, int[] all) {
        IntStream others = Arrays.stream(all).filter(segment -> Dimension.ofSegment(segment) != Dimension.TIER);
        IntStream with = all.length == 0 ? others : IntStream.concat(others, IntStream.of(segment(tier)));
        return with.toArray();
    }

    private static int segment(Tier tier) {
        return Dimension.TIER.segment(tier.code() + 1);
    }

    /// The tier that a subscriber holds, or will hold when they are reinstated.
    private Tier heldTier(int slot) {
        int[] aside = suspensions.of(slot);
        if (aside == null) {
            return tierOf(slot);
        }
        Tier held = Tier.PUBLIC;
        for (Tier tier : Tier.values()) {
            boolean holds = Arrays.stream(aside).anyMatch(each -> each == segment(tier));
            held = holds ? tier : held;
        }
        return held;
    }

    /// The tier a subscriber holds now.
    Tier tierOf(int slot) {
        return view().tierOf(slot);
    }

    /// Ends the decided tiers whose time is over; by slot the own tier that counts again.
    Map<Integer, Tier> expireTiers(long nowMs) {
        Map<Integer, Tier> left = grants.expire(nowMs);
        left.forEach(this::setTier);
        return left;
    }

    /// When a decided tier or a suppression ends next; Long.MAX_VALUE for never.
    long nextEndMs() {
        return Math.min(grants.nextMs(), suppressions.nextMs());
    }

    /// A subscriber falls back to the public tier.
    void revokeTier(int slot) {
        grants.remove(slot);
        setTier(slot, Tier.PUBLIC);
    }

    /// The band of a slot: that of the nearest of its premises; the last band where no position is known.
    int band(int slot, int incident) {
        int band = ServiceKey.BANDS - 1;
        if (incident == Cell.NONE) {
            return band;
        }
        for (int place : premisesOf(slot)) {
            int cell = cells.get(place);
            if (cell != Cell.NONE) {
                band = Math.min(band, ServiceKey.band(Cell.kilometres(incident, cell)));
            }
        }
        return band;
    }

    private int countLinkedPlaces() {
        int places = 0;
        for (int slot = 0; slot < subscriberSlots; slot++) {
            for (int place : premisesOf(slot)) {
                places = Math.max(places, place + 1);
            }
        }
        return places;
    }

    int subscriberSlots() {
        return subscriberSlots;
    }

    int premisesSlots() {
        return premisesSlots;
    }

    void write(Out out) {
        out.count(subscriberSlots).count(premisesSlots);
        try {
            segments.write(out.data());
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        for (@Nullable Bits[] row : endpoints) {
            for (Bits bits : row) {
                out.flag(bits != null);
                if (bits != null) {
                    out.bitmap(bits.live());
                }
            }
        }
        suppressions.write(out);
        out.bitmap(erased);
        out.ascending(premises.toArray()).ascending(cells.toArray());
        out.list(
                new TreeMap<>(morePremises).entrySet(),
                (o, e) -> o.count(e.getKey()).ascending(e.getValue()));
        out.list(requests.entrySet(), (o, e) -> ShardCodec.id(o, e.getKey()).count(e.getValue()));
        wishes.write(out);
        grants.write(out);
        completions.write(out);
        suspensions.write(out);
    }

    static Directory read(In in) {
        int subscribers = in.size();
        int places = in.size();
        SegmentIndex index;
        try {
            index = SegmentIndex.read(in.data());
        } catch (IOException e) {
            throw new CorruptRecordException("the segments of a snapshot end early", e);
        }
        Directory directory = new Directory(index);
        directory.subscriberSlots = subscribers;
        directory.premisesSlots = places;
        for (@Nullable Bits[] row : directory.endpoints) {
            for (int i = 0; i < row.length; i++) {
                row[i] = in.flag() ? new Bits(in.bitmap()) : null;
            }
        }
        directory.suppressions = Suppressions.read(in);
        directory.erased.or(in.bitmap());
        directory.premises = Pages.of(in.ascending(), PremisesLinks.NONE);
        directory.cells = Pages.of(in.ascending(), Cell.NONE);
        record More(int slot, int[] places) {}
        List<More> more = new ArrayList<>(in.list(i -> new More(i.size(), i.ascending())));
        more.forEach(m -> directory.morePremises.put(m.slot(), m.places()));
        directory.linkedPlaces = directory.countLinkedPlaces();
        int asked = in.size();
        for (int i = 0; i < asked; i++) {
            UUID id = ShardCodec.id(in);
            directory.requests.put(id, in.size());
        }
        directory.wishes = Wishes.read(in);
        directory.grants = Grants.read(in);
        directory.completions = Completions.read(in);
        directory.suspensions = Suspensions.read(in);
        return directory;
    }
}
