package uk.tocsin.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.RoaringBitmap;
import uk.tocsin.audience.AudienceQuery;
import uk.tocsin.audience.SegmentView;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.model.Audience;

/// Everything there is in one run.
final class World {
    static final Taxonomy TAXONOMY = Taxonomy.standard();

    /// The longest expiry, and enough to come to rest after it.
    private static final long END_MS = Duration.ofHours(2).plusMinutes(30).toMillis();

    /// How long a calm world may take to finish what can be finished.
    private static final long SETTLE_MS = Duration.ofMinutes(10).toMillis();

    private static final Map<Audience, AudienceQuery> QUERIES = new HashMap<>();

    final Conduct conduct;
    final Timeline time = new Timeline();
    final Trace trace = new Trace(time);
    final Chance chance;
    final Weather weather;
    final List<Node> nodes = new ArrayList<>();
    final List<Witness> witnesses = new ArrayList<>();
    final ControlLog control;
    final Group group;
    final Provider provider;
    final Intake intake;
    final Population population;
    final Notices notices;
    final Checks checks;
    int crashes;
    int takeovers;
    private final List<SimLog> shardLogs = new ArrayList<>();
    private final List<Archive> archives = new ArrayList<>();
    private final Officers officers;
    private long lives;

    World(long seed, Conduct conduct) {
        this.conduct = conduct;
        this.chance = new Chance(seed);
        this.weather = new Weather(chance);
        this.checks = new Checks(this);
        this.control = new ControlLog(this);
        this.group = new Group(this);
        this.provider = new Provider(this);
        this.intake = new Intake(this);
        this.officers = new Officers(this);
        for (int shard = 0; shard < weather.shards; shard++) {
            Witness witness = new Witness(this, shard);
            witnesses.add(witness);
            shardLogs.add(new SimLog(this, shard, witness));
            archives.add(new Archive(this, shard));
        }
        this.population = new Population(this);
        this.notices = new Notices(this);
    }

    /// Whom an audience matches.
    static RoaringBitmap select(Audience audience, SegmentView view) {
        return QUERIES.computeIfAbsent(audience, a -> AudienceQuery.compile(a, TAXONOMY))
                .select(view);
    }

    /// A storm, then a calm in which everything must come to rest.
    void run() {
        officers.appoint();
        population.register();
        for (int id = 0; id < weather.nodes; id++) {
            nodes.add(new Node(this, id));
        }
        nodes.forEach(Node::start);
        for (int i = 0; i < weather.alerts; i++) {
            time.after(chance.between(1_000, weather.stormMs / 2), officers::issue);
        }
        Storm storm = new Storm(this, officers);
        storm.begin();
        time.runUntil(Timeline.START_MS + weather.stormMs);
        weather.calm();
        storm.end();
        time.runUntil(Timeline.START_MS + weather.stormMs + SETTLE_MS);
        checks.calm();
        time.runUntil(Timeline.START_MS + weather.stormMs + END_MS);
        checks.end();
    }

    long nextLife() {
        return ++lives;
    }

    /// What the officers' own clocks show.
    long officeMs() {
        return time.nowMs();
    }

    SimLog shardLog(int shard) {
        return shardLogs.get(shard);
    }

    Archive archive(int shard) {
        return archives.get(shard);
    }

    /// A node that answers, if there is one.
    @Nullable
    Node anyNode() {
        List<Node> awake = nodes.stream().filter(Node::awake).toList();
        return awake.isEmpty() ? null : chance.of(awake);
    }
}
