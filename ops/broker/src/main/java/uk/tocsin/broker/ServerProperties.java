package uk.tocsin.broker;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The settings of one broker, as `server.properties` takes them.
final class ServerProperties {
    private ServerProperties() {}

    static List<String> of(BrokerOptions options, BrokerOptions.Node node) {
        Map<String, String> all = new TreeMap<>();
        identity(all, options, node);
        small(all, options.nodes().size());
        quick(all);
        options.tls().ifPresent(tls -> tls(all, tls));
        all.putAll(options.settings());
        List<String> lines = new ArrayList<>();
        all.forEach((name, value) -> lines.add(name + "=" + value));
        return lines;
    }

    private static void identity(Map<String, String> all, BrokerOptions options, BrokerOptions.Node node) {
        List<String> listeners = new ArrayList<>(List.of(at("PLAINTEXT", node.port())));
        options.tls().ifPresent(_ -> listeners.add(at("SSL", node.tlsPort())));
        List<String> advertised = new ArrayList<>(listeners);
        if (!options.via().isEmpty()) {
            BrokerOptions.Via via = options.via().get(node.number() - 1);
            listeners.add(at("VIA", via.listen()));
            advertised.add(at("VIA", via.advertised()));
        }
        listeners.add(at("CONTROLLER", node.controllerPort()));
        all.put("process.roles", "broker,controller");
        all.put("node.id", Integer.toString(node.number()));
        all.put("controller.quorum.voters", options.voters());
        all.put("controller.listener.names", "CONTROLLER");
        all.put("listeners", String.join(",", listeners));
        all.put("advertised.listeners", String.join(",", advertised));
        all.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,SSL:SSL,VIA:PLAINTEXT,CONTROLLER:PLAINTEXT");
        all.put("inter.broker.listener.name", "PLAINTEXT");
        all.put("log.dirs", options.home(node).resolve("data").toString());
    }

    private static String at(String name, int port) {
        return name + "://" + BrokerOptions.HOST + ":" + port;
    }

    /// Many small topics on one machine.
    private static void small(Map<String, String> all, int brokers) {
        int copies = Math.min(brokers, 3);
        all.put("offsets.topic.num.partitions", "1");
        all.put("offsets.topic.replication.factor", Integer.toString(copies));
        all.put("transaction.state.log.num.partitions", "1");
        all.put("transaction.state.log.replication.factor", Integer.toString(copies));
        all.put("transaction.state.log.min.isr", Integer.toString(Math.max(1, copies - 1)));
        all.put("log.index.size.max.bytes", Integer.toString(64 << 10));
        all.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        all.put("auto.create.topics.enable", "false");
        all.put("num.network.threads", "2");
        all.put("num.io.threads", "4");
        all.put("num.recovery.threads.per.data.dir", "2");
    }

    /// A dead broker is noticed within three seconds instead of nine, and groups form at once.
    private static void quick(Map<String, String> all) {
        all.put("broker.heartbeat.interval.ms", "500");
        all.put("broker.session.timeout.ms", "3000");
        all.put("controller.quorum.election.timeout.ms", "500");
        all.put("controller.quorum.fetch.timeout.ms", "1000");
        all.put("replica.lag.time.max.ms", "3000");
        all.put("group.initial.rebalance.delay.ms", "0");
        all.put("controlled.shutdown.enable", "true");
    }

    /// Brokers speak to one another in plain text, as nobody in particular, who may do everything; whoever comes
    /// with a certificate may do what an access list allows.
    private static void tls(Map<String, String> all, BrokerOptions.Tls tls) {
        all.put("ssl.keystore.type", "PEM");
        all.put("ssl.keystore.location", tls.key().toString());
        all.put("ssl.truststore.type", "PEM");
        all.put("ssl.truststore.location", tls.trust().toString());
        all.put("ssl.client.auth", "required");
        all.put("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        all.put("super.users", "User:ANONYMOUS");
        all.put("allow.everyone.if.no.acl.found", "false");
    }
}
