package uk.tocsin.store.kafka;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/// What an operator does to a cluster.
final class Admins {
    private Admins() {}

    private interface Deed {
        KafkaFuture<?> with(Admin admin);
    }

    private static void does(Brokers brokers, Deed deed) throws Exception {
        try (Admin admin = open(brokers)) {
            Object done = deed.with(admin).get(20, TimeUnit.SECONDS);
            assert done == null;
        }
    }

    static Admin open(Brokers brokers) {
        return Admin.create(Map.of("bootstrap.servers", String.join(",", brokers.plain())));
    }

    /// The broker, counted from 1, that leads a shard's log.
    static int leader(Brokers brokers, KafkaSettings settings, int shard) throws Exception {
        try (Admin admin = open(brokers)) {
            return admin.describeTopics(List.of(settings.shardsTopic()))
                    .allTopicNames()
                    .get(20, TimeUnit.SECONDS)
                    .values()
                    .iterator()
                    .next()
                    .partitions()
                    .get(shard)
                    .leader()
                    .id();
        }
    }

    static void set(Brokers brokers, String topic, String name, String value) throws Exception {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        does(
                brokers,
                admin -> admin.incrementalAlterConfigs(Map.of(resource, List.of(set)))
                        .all());
        try (Admin admin = open(brokers)) {
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> value(admin, resource, name).equals(value));
        }
    }

    private static String value(Admin admin, ConfigResource resource, String name) throws Exception {
        return Objects.requireNonNull(admin.describeConfigs(List.of(resource))
                        .all()
                        .get(20, TimeUnit.SECONDS)
                        .get(resource))
                .get(name)
                .value();
    }

    static void make(Brokers brokers, String topic, int partitions) throws Exception {
        does(
                brokers,
                admin -> admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1)))
                        .all());
    }

    /// Allows the client of [uk.tocsin.servers.Certificates] everything that the store needs, and nothing else.
    static void allow(Brokers brokers, KafkaSettings settings) throws Exception {
        List<AclBinding> acls = List.of(
                acl(ResourceType.TOPIC, settings.prefix() + ".", AclOperation.CREATE),
                acl(ResourceType.TOPIC, settings.prefix() + ".", AclOperation.DESCRIBE),
                acl(ResourceType.TOPIC, settings.prefix() + ".", AclOperation.DESCRIBE_CONFIGS),
                acl(ResourceType.TOPIC, settings.prefix() + ".", AclOperation.READ),
                acl(ResourceType.TOPIC, settings.prefix() + ".", AclOperation.WRITE),
                acl(ResourceType.TOPIC, settings.prefix() + ".", AclOperation.DELETE),
                acl(ResourceType.GROUP, settings.ownersGroup(), AclOperation.READ));
        does(brokers, admin -> admin.createAcls(acls).all());
    }

    private static AclBinding acl(ResourceType type, String prefix, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, prefix, PatternType.PREFIXED),
                new AccessControlEntry("User:CN=node", "*", operation, AclPermissionType.ALLOW));
    }
}
