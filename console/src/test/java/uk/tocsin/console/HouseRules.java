package uk.tocsin.console;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.targetOwner;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.conditions.ArchConditions.dependOnClassesThat;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;

/// The rules of the house: who may import whom, and what nobody does. Each holds below one root package, so that
/// it can be shown to catch what breaks it.
final class HouseRules {
    /// The packages of alert-core, and what each may import of the others besides itself and `model`. Stages know
    /// nouns, not neighbours: an audience is evaluated where its segments are, in the shard, and nowhere else.
    private static final Map<String, Set<String>> STAGES = Map.of(
            "model", Set.of(),
            "audience", Set.of(),
            "control", Set.of(),
            "journal", Set.of(),
            "lane", Set.of(),
            "reach", Set.of(),
            "receipt", Set.of(),
            "register", Set.of(),
            "cap", Set.of(),
            "shard", Set.of("audience"));

    private static final String ENGINE = "engine";
    private static final List<String> CHANNELS = List.of("push", "sms", "email");

    private final String root;
    private final Map<String, ArchRule> rules = new LinkedHashMap<>();

    HouseRules(String root) {
        this.root = root;
        modules();
        stages();
        clocks();
        threads();
        words();
    }

    /// The names of the rules.
    Set<String> names() {
        return rules.keySet();
    }

    ArchRule rule(String name) {
        return Objects.requireNonNull(rules.get(name), name);
    }

    private String[] in(String... packages) {
        String[] all = new String[packages.length];
        for (int i = 0; i < all.length; i++) {
            all[i] = root + "." + packages[i] + "..";
        }
        return all;
    }

    private String[] core() {
        List<String> packages = new ArrayList<>(STAGES.keySet());
        packages.add(ENGINE);
        return in(packages.toArray(String[]::new));
    }

    /// The product: everything but what plays the world outside it, the simulator and the starter of real servers.
    private DescribedPredicate<JavaClass> product() {
        return resideInAPackage(root + "..")
                .and(not(resideInAnyPackage(in("simulator", "servers"))))
                .as("the product");
    }

    private static ArchRule some(ArchRule rule) {
        return rule.allowEmptyShould(true);
    }

    // ---- modules

    private void modules() {
        String[] allowed = concat(
                core(),
                "java.lang..",
                "java.util..",
                "java.io..",
                "java.math..",
                "java.net",
                "java.nio..",
                "java.security..",
                "java.text..",
                "java.time..",
                "javax.crypto..",
                "io.vertx.core..",
                "org.roaringbitmap..",
                "io.micrometer.core..",
                "org.jspecify..",
                "org.slf4j..");
        rules.put(
                "alert-core imports none of ours, no driver, no SDK",
                some(classes()
                        .that()
                        .resideInAnyPackage(core())
                        .should()
                        .onlyDependOnClassesThat(resideInAnyPackage(allowed).or(primitive()))));
        rules.put(
                "alert-core is no HTTP server",
                some(noClasses()
                        .that()
                        .resideInAnyPackage(core())
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage("io.vertx.core.http..", "io.vertx.core.net..", "java.net.http..")));
        rules.put("stores import only alert-core", onlyCoreAnd("store", "store"));
        rules.put("the kit of the channels imports only alert-core", onlyCoreAnd("channel.kit", "channel.kit"));
        for (String channel : CHANNELS) {
            String name = "channel." + channel;
            rules.put(
                    "the " + channel + " channel imports only alert-core and the kit",
                    onlyCoreAnd(name, name, "channel.kit"));
        }
        rules.put(
                "nothing imports ops",
                some(noClasses()
                        .that(product())
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(in("simulator", "servers"))));
        rules.put("the simulator imports none of ours", onlyOurs("simulator", in("simulator")));
    }

    private static String[] concat(String[] left, String... right) {
        List<String> all = new ArrayList<>(List.of(left));
        all.addAll(List.of(right));
        return all.toArray(String[]::new);
    }

    private static DescribedPredicate<JavaClass> primitive() {
        return DescribedPredicate.describe(
                "primitive", c -> c.getBaseComponentType().isPrimitive());
    }

    private ArchRule onlyCoreAnd(String module, String... others) {
        return onlyOurs(module, concat(core(), in(others)));
    }

    /// Of our own packages only these.
    private ArchRule onlyOurs(String module, String... allowed) {
        DescribedPredicate<JavaClass> ours = resideInAPackage(root + "..");
        return some(noClasses()
                .that()
                .resideInAnyPackage(in(module))
                .should(dependOnClassesThat(
                        ours.and(not(resideInAnyPackage(allowed))).as("others of ours"))));
    }

    // ---- stages

    private void stages() {
        STAGES.forEach((stage, neighbours) -> {
            List<String> allowed = new ArrayList<>(neighbours);
            allowed.add(stage);
            allowed.add("model");
            rules.put(
                    stage + " imports " + (neighbours.isEmpty() ? "model alone" : "model and " + neighbours),
                    onlyOurs(stage, in(allowed.toArray(String[]::new))));
        });
        rules.put(
                "of the audience a shard knows the segments alone",
                some(noClasses()
                        .that()
                        .resideInAnyPackage(in("shard"))
                        .should(dependOnClassesThat(resideInAnyPackage(in("audience"))
                                .and(not(nameMatching(".*\\.Segment(Index|View)")))
                                .as("the language of audiences")))));
    }

    // ---- time

    private void clocks() {
        rules.put(
                "no wall clock outside the composition root and the engine",
                some(noClasses()
                        .that(product()
                                .and(not(resideInAnyPackage(in(ENGINE))))
                                .and(not(root("Installation", "Main", "Restore"))))
                        .should(access(
                                "a wall clock",
                                a -> a.getTargetOwner().getPackageName().startsWith("java.time")
                                                && (a.getName().equals("now")
                                                        || a.getName().startsWith("system")
                                                        || a.getName().startsWith("tick"))
                                        || is(a, System.class, "currentTimeMillis")
                                        || is(a, java.util.Date.class, "<init>")
                                                && arguments(a).isEmpty()
                                        || is(a, java.util.Calendar.class, "getInstance")))));
        rules.put(
                "stages are told the time",
                some(noClasses()
                        .that()
                        .resideInAnyPackage(in(STAGES.keySet().toArray(String[]::new)))
                        .should(access("a monotonic clock", a -> is(a, System.class, "nanoTime")))));
    }

    private DescribedPredicate<JavaClass> root(String... names) {
        return DescribedPredicate.describe(
                "the composition root",
                c -> c.getPackageName().equals(root + ".console")
                        && Set.of(names).contains(outermost(c).getSimpleName()));
    }

    private static JavaClass outermost(JavaClass c) {
        return c.getEnclosingClass().map(HouseRules::outermost).orElse(c);
    }

    // ---- threads

    /// Who may wait for a future or a thread, and on which thread they do.
    private static final Map<String, String> WAITERS = Map.ofEntries(
            Map.entry("Installation", "opening and closing, on the thread of main"),
            Map.entry("Keys", "opening, on the thread of main"),
            Map.entry("Main", "the thread of main"),
            Map.entry("Server", "opening and closing, on the thread of main"),
            Map.entry("KeyProbe", "opening, on the thread of main"),
            Map.entry("ListWaits", "commands that read lists, on the thread of main, and the thread of the imports"),
            Map.entry("ListExport", "commands, on the thread of main"),
            Map.entry("ListImport", "commands on the thread of main, and the thread of the imports"),
            Map.entry("ImportBook", "the thread of the imports"),
            Map.entry("ImportJobs", "closing, on the thread that closes the installation"),
            Map.entry("EmbeddedStores", "opening, on the thread of main"),
            Map.entry("ClusterStores", "opening, on the thread of main"),
            Map.entry("Stores", "opening, on the thread of main"),
            Map.entry("RedisSnapshots", "the thread of the snapshots"),
            Map.entry("Holdings", "giving shards up, on the thread of the ownership"),
            Map.entry("LogReader", "commands, on the thread of main"),
            Map.entry("StoredState", "commands, on the thread of main"),
            Map.entry("HttpWire", "SDK code on bounded virtual threads"),
            Map.entry("BoundedVirtualThreads", "its own threads"),
            Map.entry("Threads", "closing a store, on the thread that closes it"),
            Map.entry("Writer", "the writing thread of a file"),
            Map.entry("Readers", "the reading threads of a file"),
            Map.entry("Answers", "the thread that completes stages"),
            Map.entry("Appender", "the threads that send and answer appends to Kafka, and whoever closes the store"),
            Map.entry("FollowingConsumer", "closing, on the thread that closes the store"),
            Map.entry("MemberConsumer", "closing, on the thread that closes the store"),
            Map.entry("KafkaMarks", "whoever marks, on a thread that may block"),
            Map.entry("KafkaStore", "opening and closing, on the thread that does so"),
            Map.entry("Topics", "opening, on the thread of main"),
            Map.entry("Waiting", "copying, on the thread that does so"),
            Map.entry("LogWalk", "copying, on the thread that does so"),
            Map.entry("SqliteSnapshots", "the thread of the snapshots"),
            Map.entry("SnapshotFile", "reading back, on the thread of the snapshots"));

    private void threads() {
        rules.put(
                "nothing blocks an event loop",
                some(noClasses()
                        .that(product().and(not(waiter())).and(not(resideInAnyPackage(root + "..cli.."))))
                        .should(access("a wait", HouseRules::waits))));
        rules.put(
                "nobody sleeps",
                some(noClasses()
                        .that(product())
                        .should(access(
                                "a sleep",
                                a -> is(a, Thread.class, "sleep") || a.getName().equals("parkNanos")))));
        rules.put(
                "no default executors",
                some(noClasses()
                        .that(product().and(not(named("BoundedVirtualThreads"))))
                        .should(access("an executor nobody named or bounded", HouseRules::defaultExecutor))));
    }

    private static DescribedPredicate<JavaClass> waiter() {
        return named(WAITERS.keySet().toArray(String[]::new));
    }

    private static DescribedPredicate<JavaClass> named(String... names) {
        return DescribedPredicate.describe(
                "one of " + List.of(names),
                c -> Set.of(names).contains(outermost(c).getSimpleName()));
    }

    private static boolean waits(JavaAccess<?> a) {
        boolean future = ownerIs(a, Future.class) && Set.of("get", "join").contains(a.getName());
        boolean vertx = ownerIs(a, io.vertx.core.Future.class) && a.getName().equals("await");
        boolean thread = ownerIs(a, Thread.class) && a.getName().equals("join");
        boolean latch = a.getTargetOwner().getPackageName().startsWith("java.util.concurrent")
                && Set.of("await", "acquire", "take", "awaitTermination", "invokeAll")
                        .contains(a.getName())
                && !ownerIs(a, java.util.concurrent.locks.Condition.class);
        boolean poll = a.getName().equals("poll") && arguments(a).contains("long");
        return future || vertx || thread || latch || poll;
    }

    private static boolean defaultExecutor(JavaAccess<?> a) {
        boolean async = (ownerIs(a, CompletionStage.class) || ownerIs(a, CompletableFuture.class))
                && a.getName().endsWith("Async")
                && !arguments(a).contains(Executor.class.getName());
        boolean parallel = a.getName().equals("parallelStream")
                || a.getName().equals("parallel")
                        && a.getTargetOwner().getPackageName().startsWith("java.util.stream");
        boolean common = ownerIs(a, java.util.concurrent.ForkJoinPool.class);
        boolean factory = is(a, java.util.concurrent.Executors.class, ".*");
        boolean virtual = is(a, Thread.class, "startVirtualThread|ofVirtual");
        boolean timer = is(a, java.util.Timer.class, "<init>");
        return async || parallel || common || factory || virtual || timer;
    }

    // ---- words

    private void words() {
        rules.put(
                "every package is null-marked",
                some(classes().that().resideInAPackage(root + "..").should(beNullMarked())));
        rules.put(
                "nobody prints, commands excepted",
                some(noClasses()
                        .that(product()
                                .and(not(resideInAnyPackage(root + "..cli..")))
                                .and(not(nameMatching(".*(Command|Main|Installation)(\\$.*)?"))))
                        .should(access(
                                "the standard streams",
                                a -> is(a, System.class, "out|err")
                                        || a.getName().equals("printStackTrace")))));
        rules.put(
                "no class is called Util, Helper or Manager",
                some(noClasses()
                        .that()
                        .resideInAPackage(root + "..")
                        .should()
                        .haveNameMatching(".*(Utils?|Helpers?|Managers?)(\\$.*)?")));
    }

    private static ArchCondition<JavaClass> beNullMarked() {
        return new ArchCondition<>("be in a null-marked package") {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                boolean marked = item.getPackage().isAnnotatedWith(NullMarked.class);
                events.add(new SimpleConditionEvent(
                        item, marked, item.getName() + ": package " + item.getPackageName() + " is not null-marked"));
            }
        };
    }

    // ---- accesses, method references included

    private static ArchCondition<JavaClass> access(String what, java.util.function.Predicate<JavaAccess<?>> which) {
        return new ArchCondition<>("use " + what) {
            @Override
            public void check(JavaClass item, ConditionEvents events) {
                for (JavaAccess<?> access : item.getAccessesFromSelf()) {
                    if (which.test(access)) {
                        events.add(SimpleConditionEvent.satisfied(access, access.getDescription()));
                    }
                }
            }
        };
    }

    private static boolean is(JavaAccess<?> access, Class<?> owner, String name) {
        return access.getTargetOwner().isEquivalentTo(owner) && access.getName().matches(name);
    }

    private static boolean ownerIs(JavaAccess<?> access, Class<?> type) {
        return targetOwner(assignableTo(type)).test(access);
    }

    private static List<String> arguments(JavaAccess<?> access) {
        return access.getTarget() instanceof com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget unit
                ? unit.getRawParameterTypes().stream().map(JavaClass::getName).toList()
                : List.of();
    }
}
