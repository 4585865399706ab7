package uk.tocsin.simulator;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;

/// What all channels share: keys, behaviour, settings, faults, counts, log and the people of the pages.
///
/// Values that change at run time are volatile and immutable; any thread reads them.
final class World {

    final SimulatorOptions options;
    final Credentials credentials;
    final RawLog log;
    final Directory directory;
    final Recent recent = new Recent();
    final Chance chance;
    final ChannelCounts tokenCounts = new ChannelCounts();

    private final Map<Channel, ChannelCounts> counts = new EnumMap<>(Channel.class);
    private final Map<Channel, Deliveries> deliveries = new EnumMap<>(Channel.class);
    private final List<ChannelLoop> loops = new CopyOnWriteArrayList<>();
    private final Map<Channel, List<Function<ChannelFaults, Future<?>>>> listeners = new EnumMap<>(Channel.class);
    private volatile Map<Channel, ChannelFaults> faults = Map.of();
    private volatile Behaviour behaviour;
    private volatile Settings settings = Settings.NONE;

    World(SimulatorOptions options, Credentials credentials, RawLog log) {
        this.options = options;
        this.credentials = credentials;
        this.log = log;
        this.directory = new Directory(options.peopleListed());
        this.chance = new Chance(options.seed());
        this.behaviour = options.behaviour();
        for (Channel channel : Channel.values()) {
            counts.put(channel, new ChannelCounts());
            deliveries.put(channel, new Deliveries());
            listeners.put(channel, new CopyOnWriteArrayList<>());
        }
    }

    ChannelCounts counts(Channel channel) {
        return counts.getOrDefault(channel, tokenCounts);
    }

    Deliveries deliveries(Channel channel) {
        Deliveries table = deliveries.get(channel);
        if (table == null) {
            throw new IllegalStateException("channel: no table for " + channel);
        }
        return table;
    }

    ChannelFaults faults(Channel channel) {
        return faults.getOrDefault(channel, ChannelFaults.NONE);
    }

    /// Sets the switches of one channel and tells its server; done once they are in force.
    synchronized Future<Void> faults(Channel channel, ChannelFaults switches) {
        Map<Channel, ChannelFaults> changed = new EnumMap<>(Channel.class);
        changed.putAll(faults);
        changed.put(channel, switches);
        faults = changed;
        List<Future<?>> told = new ArrayList<>();
        for (Function<ChannelFaults, Future<?>> listener : listeners.getOrDefault(channel, List.of())) {
            told.add(listener.apply(switches));
        }
        return Future.all(told).mapEmpty();
    }

    void onFaults(Channel channel, Function<ChannelFaults, Future<?>> listener) {
        listeners.getOrDefault(channel, new ArrayList<>()).add(listener);
    }

    /// Does the work on the event loop that it belongs to.
    static Future<Void> on(Context context, Supplier<Future<Void>> work) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(now -> work.get().onComplete(done));
        return done.future();
    }

    Behaviour behaviour() {
        return behaviour;
    }

    void behaviour(Behaviour now) {
        behaviour = now;
    }

    Settings settings() {
        return settings;
    }

    void settings(Settings now) {
        settings = now;
    }

    void register(ChannelLoop loop) {
        loops.add(loop);
    }

    List<ChannelLoop> loops() {
        return loops;
    }

    /// Counts and tables of all channels as JSON. Takes tens of milliseconds a million deliveries: call it from a
    /// worker.
    JsonObject countsJson() {
        JsonObject json = new JsonObject();
        Map<Long, JsonObject> alerts = new TreeMap<>();
        for (Channel channel : Channel.values()) {
            Deliveries table = deliveries(channel);
            long positive = 0;
            for (Map.Entry<Long, Deliveries.States> entry : table.states().entrySet()) {
                positive += entry.getValue().positive();
                alerts.computeIfAbsent(entry.getKey(), alert -> new JsonObject())
                        .put(channel.label(), entry.getValue().toJson());
            }
            json.put(channel.label(), counts(channel).toJson(table.distinct()).put("distinctPositive", positive));
        }
        JsonObject byAlert = new JsonObject();
        alerts.forEach((alert, states) -> byAlert.put(Long.toString(alert), states));
        JsonObject tokens =
                new JsonObject().put("requests", tokenCounts.requests.sum()).put("granted", tokenCounts.accepted.sum());
        return json.put("oauth", tokens)
                .put("alerts", byAlert)
                .put("rawLog", new JsonObject().put("lines", log.lines()).put("dropped", log.dropped()));
    }

    /// Forgets everything that happened; keys, people, settings, behaviour and faults stay.
    void reset() {
        for (Channel channel : Channel.values()) {
            counts(channel).clear();
            deliveries(channel).clear();
        }
        tokenCounts.clear();
        directory.clearItems();
        recent.clear();
        log.restart();
    }

    /// Tasks waiting, requests under way and mails to be bounced, on all loops.
    int pending() {
        int pending = 0;
        for (ChannelLoop loop : loops) {
            pending += loop.pending();
        }
        return pending;
    }
}
