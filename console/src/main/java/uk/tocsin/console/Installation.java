package uk.tocsin.console;

import ch.qos.logback.classic.LoggerContext;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.channel.kit.Links;
import uk.tocsin.console.accounts.AccountPorts;
import uk.tocsin.console.accounts.Accounts;
import uk.tocsin.console.accounts.Members;
import uk.tocsin.console.accounts.Sessions;
import uk.tocsin.console.config.ConfigException;
import uk.tocsin.console.config.NodeRole;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.imports.ImportJobs;
import uk.tocsin.console.imports.PostcodeAreas;
import uk.tocsin.console.moving.Progress;
import uk.tocsin.console.register.Erasures;
import uk.tocsin.console.register.ListDesk;
import uk.tocsin.console.register.ListStore;
import uk.tocsin.console.register.Marking;
import uk.tocsin.console.register.Merges;
import uk.tocsin.console.register.Notices;
import uk.tocsin.console.register.Places;
import uk.tocsin.console.register.Registrar;
import uk.tocsin.console.register.Retention;
import uk.tocsin.console.register.SubscriberDesk;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.KeyPurpose;
import uk.tocsin.engine.Engine;
import uk.tocsin.engine.EngineSettings;
import uk.tocsin.engine.Ports;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.NoOwnership;
import uk.tocsin.lane.Channel;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// A running installation, or a node of one: stores, keys, channels, engine, in the order in which they open; closing
/// goes the other way round. Made on a plain thread, which [#open] blocks.
public final class Installation implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Installation.class);
    private static final long START_SECONDS = 300;
    private static final long STOP_SECONDS = 60;
    private static final int EXIT_FATAL = 70;
    private static final int INTERNAL_THREADS = 4;
    private static final int FIRST_STAFF = 1;

    /// Raised with every form of a record, an act or a snapshot that the version before cannot read.
    private static final int FORMAT = 1;

    private static final long NOTES_MS = Duration.ofSeconds(10).toMillis();
    private static final long RETENTION_MS = Duration.ofHours(1).toMillis();
    private static final long MERGES_MS = Duration.ofSeconds(10).toMillis();

    private final Settings settings;
    private final Deque<AutoCloseable> closing = new ArrayDeque<>();
    private final Vertx vertx;
    private final Vertx edgeLoops;
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final SecureRandom random = new SecureRandom();
    private final Clock clock;
    private final Taxonomy taxonomy = Taxonomy.standard();
    private final Places places = new PostcodeAreas();
    private final Stores stores;
    private final Marking marking;
    private final ReservingJournal journal;
    private final Erasures erasures;
    private final Vault vault;
    private final Keys keys;
    private final Staff staff;
    private final Engine engine;
    private final StaffMembers members;
    private final AuditNotes notes;
    private final Accounts accounts;
    private final SubscriberDesk desk;
    private final Retention retention;
    private final Merges merges;
    private final ImportJobs imports;

    private Installation(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        try {
            this.stores = closed(Stores.open(settings, meters));
            checkFormat();
            checkFirst();
            KeyRing ring = KeySource.read(settings, stores.begins(), random);
            this.vault = new Vault(ring, random);
            KeyProbe.check(
                    stores.register(),
                    vault,
                    ring,
                    KeySource.name(settings.data(), settings.engine().key()));
            this.erasures = new Erasures(stores.register(), vault, stores.journal(), clock);
            completeErasures();
            this.keys = Keys.load(stores.register(), vault, random);
            this.staff = new Staff(stores.register(), vault, random);
            this.vertx = loops();
            this.edgeLoops = loops();
            Vertx wires = loops();
            this.marking = new Marking(vertx, stores.marks());
            this.journal = new ReservingJournal(stores.journal(), marking);
            List<Channel> channels = Providers.open(wires, settings, clock);
            channels.forEach(closing::push);
            this.engine = await(start(channels), START_SECONDS);
            closing.push(() -> await(engine.close(), STOP_SECONDS));
            await(
                    engine.control(state -> new FreeNumber(state.firstFreeAlert(), state.next()))
                            .compose(free -> journal.begin(free.alert(), free.position())),
                    START_SECONDS);
            announceKeys();
            this.members = new StaffMembers(engine, this::header);
            this.notes = openNotes();
            this.accounts = closed(openAccounts());
            this.desk =
                    new SubscriberDesk(engine, stores.register(), vault, taxonomy, registrar(), engine::notice, clock);
            this.retention = new Retention(stores.register(), registrar(), desk::find, erasures, clock, this::retained);
            this.merges = new Merges(engine, desk, registrar(), taxonomy, clock);
            this.imports = closed(new ImportJobs(
                    stores.register(),
                    vault,
                    taxonomy,
                    clock,
                    settings.data().resolve("imports"),
                    new ImportJobs.Desks(this::listJudge, this::listDesk)));
            if (settings.has(NodeRole.CONSOLE)) {
                keepHouse();
            }
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /// The first alert number that is free at a position of the control log.
    private record FreeNumber(int alert, long position) {}

    /// What is due in the register, at once and from time to time.
    private void keepHouse() {
        retention.run();
        vertx.setPeriodic(RETENTION_MS, _ -> sweep());
        await(merges.resume(), START_SECONDS);
        vertx.setPeriodic(MERGES_MS, _ -> merges.sweep());
    }

    private <T extends AutoCloseable> T closed(T part) {
        closing.push(part);
        return part;
    }

    /// Opens everything; returns when the engine decides. Throws with words for the operator.
    public static Installation open(Settings settings) {
        return open(settings, Clock.systemUTC());
    }

    /// The same, with a clock of its own.
    static Installation open(Settings settings, Clock clock) {
        return new Installation(settings, clock);
    }

    /// Event loops of their own. The shards and the console, the wires to providers, and the edge have theirs, so that
    /// none of them waits for the turns of another: a core is shared by the system, which serves first who used it
    /// least, but a loop serves in the order of asking.
    private Vertx loops() {
        Vertx loops = Vertx.vertx(new VertxOptions()
                .setEventLoopPoolSize(Math.max(2, settings.engine().eventLoops()))
                .setWorkerPoolSize(INTERNAL_THREADS)
                .setInternalBlockingPoolSize(INTERNAL_THREADS));
        closing.push(() -> await(loops.close(), STOP_SECONDS));
        return loops;
    }

    /// A number that no other node has, and this one in no other life: what a claim is known by.
    private long incarnation() {
        return (long) settings.node() << Integer.SIZE | Integer.toUnsignedLong(random.nextInt());
    }

    /// The first node makes the keys: another one must not begin beside it.
    private void checkFirst() {
        if (settings.node() != 1 && stores.begins()) {
            throw new ConfigException(List.of("cluster.node: this installation has not begun: start node 1 first"));
        }
    }

    /// A version that cannot read everything that a newer one wrote must not run beside it.
    private void checkFormat() {
        int known = stores.marks().version();
        if (known > FORMAT) {
            throw new ConfigException(List.of("a newer version of Tocsin has run this installation (format " + known
                    + ", this one knows " + FORMAT + "): install that version on this machine, too"));
        }
        stores.marks().raiseVersion(FORMAT);
    }

    /// What a crash left half done is done before anything can be sent.
    private void completeErasures() {
        int completed = await(erasures.complete(stores.marks().erasures()), START_SECONDS);
        if (completed > 0) {
            LOG.info("{} erasures that had begun were completed", completed);
        }
    }

    private AuditNotes openNotes() {
        AuditNotes opened = new AuditNotes(
                (kind, member, count) -> engine.submit(new Act.Noted(header(ActHeader.ENGINE), kind, member, count))
                        .onFailure(e -> LOG.warn("{} by staff {} is not in the audit", kind.word(), member, e)),
                clock);
        vertx.setPeriodic(NOTES_MS, _ -> opened.sweep());
        closing.push(opened::flush);
        return opened;
    }

    private Accounts openAccounts() {
        return new Accounts(new AccountPorts(stores.register(), vault, members, notes, meters), random, clock);
    }

    private void sweep() {
        retention.run();
        accounts.sweep().onFailure(e -> LOG.warn("ended sessions are swept the next time", e));
    }

    private void retained(Retention.Rule rule, int count) {
        engine.submit(new Act.Retained(header(ActHeader.ENGINE), rule.word(), count))
                .onFailure(e -> LOG.warn("retention: {} is not in the audit", rule.word(), e));
    }

    private Future<Engine> start(List<Channel> channels) {
        Ports ports = new Ports(
                journal,
                settings.has(NodeRole.ENGINE) ? stores.ownership() : new NoOwnership(),
                stores.snapshots(),
                stores.register(),
                vault,
                keys.tokens(),
                taxonomy,
                channels,
                clock,
                System::nanoTime,
                Installation::end);
        EngineSettings engineSettings = new EngineSettings(
                incarnation(),
                settings.engine().eventLoops(),
                Providers.lanes(settings),
                settings.engine().snapshotEvery(),
                settings.engine().maxInputs());
        return Engine.start(
                vertx,
                ports,
                engineSettings,
                meters,
                this::newId,
                keys.checkpoint().secret());
    }

    /// Ends the process at once, once the reason is written: nothing is flushed that is not durable yet. An
    /// OutOfMemoryError may keep the log from writing, but not the process from ending.
    static void end(String reason, Throwable cause) {
        try {
            LOG.error("the process ends: {}", reason, cause);
            if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logs) {
                logs.stop();
            }
            System.err.flush();
        } finally {
            Runtime.getRuntime().halt(EXIT_FATAL);
        }
    }

    /// On the first run the public keys go into the control log.
    private void announceKeys() {
        boolean known = await(engine.control(state -> !state.keys().isEmpty()), START_SECONDS);
        if (!known) {
            announce(KeyPurpose.APPROVAL, keys.approval());
            announce(KeyPurpose.CHECKPOINT, keys.checkpoint());
        }
    }

    private void announce(KeyPurpose purpose, Keys.Signing key) {
        await(
                engine.submit(
                        new Act.KeyRotated(header(ActHeader.ENGINE), purpose, key.id(), key.open(), clock.instant())),
                START_SECONDS);
    }

    /// The time by the wall clock, for commands that open no installation.
    public static Instant now() {
        return Instant.now();
    }

    /// A random id.
    public UUID newId() {
        return new UUID(random.nextLong(), random.nextLong());
    }

    /// The header of an act by a member of staff (0 is the engine), now.
    public ActHeader header(int actor) {
        return new ActHeader(newId(), actor, clock.instant());
    }

    /// Makes staff number 1 the first administrator; completes with their bearer token, shown this once.
    /// Fails with an IllegalStateException when there is an administrator already.
    public Future<String> firstAdministrator() {
        return members.firstAdministrator(FIRST_STAFF)
                .compose(_ -> members.enrolled(FIRST_STAFF))
                .compose(_ -> staff.issue(FIRST_STAFF));
    }

    /// Registers subscribers here.
    public Registrar registrar() {
        return registrar(this::newId);
    }

    /// Registers subscribers here; `ids` names its requests for slots, so that one with the same ids again
    /// gives the same slots.
    public Registrar registrar(Supplier<UUID> ids) {
        return new Registrar(engine, stores.register(), vault, taxonomy, ids, marking, erasures, clock);
    }

    /// What subscribers do for themselves.
    public SubscriberDesk desk() {
        return desk;
    }

    /// Which records are becoming one.
    public Merges merges() {
        return merges;
    }

    public Retention retention() {
        return retention;
    }

    /// The same, telling them through these notices: changes of one subscriber wait for each other at both.
    public SubscriberDesk desk(Notices notices) {
        return desk.telling(notices);
    }

    /// Where postcodes are.
    public Places places() {
        return places;
    }

    /// Registers and changes people from lists; `workers` seal.
    public ListDesk listDesk(Executor workers) {
        ListStore store =
                new ListStore(engine, stores.register(), vault, taxonomy, registrar(), clock, workers, desk::renew);
        return new ListDesk(stores.register(), vault, store, stores.marks()::isErased, merges::standsFor);
    }

    /// Says what would come of lists.
    public ListDesk listJudge() {
        return ListDesk.judging(stores.register(), vault, stores.marks()::isErased);
    }

    /// Lists that staff upload; for the console to open.
    public ImportJobs imports() {
        return imports;
    }

    /// Waits for a future on a plain thread.
    public static <T> T await(Future<T> future, long seconds) {
        try {
            return future.await(seconds, TimeUnit.SECONDS);
        } catch (TimeoutException e) {
            throw new IllegalStateException("no answer within " + seconds + " s", e);
        }
    }

    public Settings settings() {
        return settings;
    }

    /// The addresses that messages carry.
    public Links links() {
        return new Links(settings.edge().publicUrl());
    }

    public Vertx vertx() {
        return vertx;
    }

    /// The event loops of the edge.
    public Vertx edgeLoops() {
        return edgeLoops;
    }

    public Engine engine() {
        return engine;
    }

    public Taxonomy taxonomy() {
        return taxonomy;
    }

    /// Sealed records and documents.
    public Register register() {
        return stores.register();
    }

    /// The logs, to be read.
    public Journal journal() {
        return stores.journal();
    }

    /// Copies everything into an empty or new directory while it is in use; blocks. Neither the keys nor the marks are
    /// in it. DataDirectoryException: it cannot.
    public void backupTo(Path target) {
        stores.backupTo(target, vault, Progress.NONE);
    }

    /// What outlives every backup.
    public Marks marks() {
        return stores.marks();
    }

    Erasures erasures() {
        return erasures;
    }

    public Vault vault() {
        return vault;
    }

    public Keys keys() {
        return keys;
    }

    public Staff staff() {
        return staff;
    }

    /// How staff sign in.
    public Accounts accounts() {
        return accounts;
    }

    /// Who came, and what was refused.
    public AuditNotes notes() {
        return notes;
    }

    /// Who is staff.
    public Members members() {
        return members;
    }

    /// Who of staff is signed in.
    public Sessions sessions() {
        return accounts.sessions();
    }

    public Clock clock() {
        return clock;
    }

    public SecureRandom random() {
        return random;
    }

    public PrometheusMeterRegistry meters() {
        return meters;
    }

    @Override
    public void close() {
        while (!closing.isEmpty()) {
            try {
                closing.pop().close();
            } catch (Exception e) {
                LOG.error("a part of the installation did not close", e);
            }
        }
    }
}
