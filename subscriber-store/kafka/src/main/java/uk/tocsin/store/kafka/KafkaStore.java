package uk.tocsin.store.kafka;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.Ownership;
import uk.tocsin.register.Marks;
import uk.tocsin.register.RegisterException;

/// A node's share of an installation's Kafka: the journal, the marks and the ownership of shards.
public final class KafkaStore implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaStore.class);
    private static final long CLOSE_SECONDS = 10;
    private static final long KNOWN_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final String clusterId;
    private final Admin admin;
    private final Producer<byte[], byte[]> producer;
    private final Vertx vertx;
    private final KafkaJournal journal;
    private final KafkaMarks marks;
    private final KafkaOwnership ownership;

    private KafkaStore(
            KafkaSettings settings,
            ClientConfig config,
            Admin admin,
            Producer<byte[], byte[]> producer,
            String clusterId) {
        this.clusterId = clusterId;
        this.admin = admin;
        this.producer = producer;
        // One event loop that does nothing but keep polls going: a busy shard must not hold up membership.
        this.vertx = Vertx.vertx(
                new VertxOptions().setEventLoopPoolSize(1).setWorkerPoolSize(1).setInternalBlockingPoolSize(1));
        Set<String> topics = Set.of(settings.controlTopic(), settings.shardsTopic(), settings.marksTopic());
        Health health = new Health(new Copies(admin, topics)::enough);
        Appender appender = new Appender(producer, log -> KafkaJournal.partition(settings, log), health);
        Pollers pollers = new Pollers(vertx, config);
        this.journal = new KafkaJournal(settings, admin, appender, health, pollers);
        this.marks = new KafkaMarks(settings, producer, pollers);
        this.ownership = new KafkaOwnership(settings, config.member(), vertx);
    }

    /// Reaches the brokers, makes the topics that are missing, checks everything, and opens. On the thread of main;
    /// at most 15 s when the brokers cannot be reached. KafkaStoreException: what is wrong, and what to do.
    public static KafkaStore open(KafkaSettings settings) {
        ClientConfig config = ClientConfig.of(settings);
        Admin admin = admin(settings, config);
        try {
            String clusterId = new Topics(admin, settings).ready();
            return read(new KafkaStore(settings, config, admin, producer(settings, config), clusterId), settings);
        } catch (KafkaException e) {
            close(admin);
            throw Trouble.refusal(settings, e);
        } catch (RuntimeException e) {
            close(admin);
            throw e;
        }
    }

    /// The same when it knows what is marked.
    private static KafkaStore read(KafkaStore store, KafkaSettings settings) {
        try {
            TopicPartition marks = KafkaMarks.partition(settings);
            store.marks.awaitRead(store.admin
                    .listOffsets(Map.of(marks, OffsetSpec.latest()))
                    .partitionResult(marks)
                    .thenApply(ListOffsetsResult.ListOffsetsResultInfo::offset)
                    .get());
            return store;
        } catch (ExecutionException e) {
            store.close();
            throw Trouble.refusal(settings, e.getCause() == null ? e : e.getCause());
        } catch (RegisterException e) {
            store.close();
            throw Trouble.refusal(settings, e.getCause() == null ? e : e.getCause());
        } catch (InterruptedException e) {
            store.close();
            Thread.currentThread().interrupt();
            throw new KafkaStoreException("opening was interrupted", e);
        }
    }

    private static Admin admin(KafkaSettings settings, ClientConfig config) {
        try {
            return Admin.create(config.admin());
        } catch (KafkaException e) {
            // It says only that it could not be made; the cause says why.
            throw Trouble.refusal(settings, e.getCause() == null ? e : e.getCause());
        }
    }

    /// One that knows the topics already, so that the first append need not wait for that.
    private static Producer<byte[], byte[]> producer(KafkaSettings settings, ClientConfig config) {
        Producer<byte[], byte[]> producer =
                new KafkaProducer<>(config.producer(), new ByteArraySerializer(), new ByteArraySerializer());
        long begun = System.nanoTime();
        boolean known = false;
        while (!known) {
            try {
                known = topics(settings).stream()
                        .noneMatch(topic -> producer.partitionsFor(topic).isEmpty());
            } catch (KafkaException e) {
                boolean mayCome = e instanceof TimeoutException && System.nanoTime() - begun < KNOWN_NANOS;
                if (!mayCome) {
                    producer.close(Duration.ZERO);
                    throw e;
                }
            }
        }
        return producer;
    }

    private static List<String> topics(KafkaSettings settings) {
        return List.of(settings.controlTopic(), settings.shardsTopic(), settings.marksTopic());
    }

    private static void close(Admin admin) {
        admin.close(Duration.ZERO);
    }

    /// The cluster that it is, to be remembered: the next start names it in its settings, and logs are never begun
    /// anew in another by mistake.
    public String clusterId() {
        return clusterId;
    }

    /// The logs. Closed with this.
    public Journal journal() {
        return journal;
    }

    /// What outlives every backup: those of the cluster, which all nodes share. Closed with this.
    public Marks marks() {
        return marks;
    }

    /// Who decides for which shard. Closed with this, and first.
    public Ownership ownership() {
        return ownership;
    }

    /// Gives up its shards, finishes what was accepted, and releases everything. On the thread that closes the
    /// installation; bounded by the delivery timeout and some seconds.
    @Override
    public void close() {
        ownership.close();
        marks.close();
        journal.close();
        producer.close(Duration.ofSeconds(CLOSE_SECONDS));
        close(admin);
        CountDownLatch closed = new CountDownLatch(1);
        vertx.close().onComplete(_ -> closed.countDown());
        try {
            if (!closed.await(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("The event loop of the Kafka clients did not end within {} s", CLOSE_SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
