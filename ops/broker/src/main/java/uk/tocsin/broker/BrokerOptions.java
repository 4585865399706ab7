package uk.tocsin.broker;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What [BrokerMain] is started with.
///
/// - `--work DIR`: where the brokers keep their files; needed
/// - `--brokers N`: 1 (default) to 9
/// - `--heap SIZE`: of each, as `-Xmx` takes it (256m)
/// - `--tiers 1|4`: how far their code is compiled; 1 (default) starts quickly, 4 costs half as much after a minute
/// - `--tls KEY,TRUST`: two PEM files, the brokers' key with its certificates and whom they trust: adds a listener
///   for which clients need a certificate, and on which nothing is allowed but to whom an access list allows it
/// - `--via LISTEN:ADVERTISED,…`: one pair of ports for each broker: adds a listener that says of itself that it is on
///   the other port, where whoever started this stands between
/// - `--set NAME=VALUE`: any setting of a broker; may be repeated
///
/// @param work where the brokers keep their files
/// @param nodes the brokers, numbered from 1
/// @param heap the heap of each
/// @param tiers how far the code of each is compiled
/// @param tls the PEM files
/// @param via ports that somebody stands between, by broker; empty for none
/// @param settings settings of a broker that replace those of [ServerProperties]
record BrokerOptions(
        Path work,
        List<Node> nodes,
        String heap,
        int tiers,
        Optional<Tls> tls,
        List<Via> via,
        Map<String, String> settings) {
    static final String HOST = "127.0.0.1";
    private static final int MOST = 9;

    /// One broker and its ports.
    record Node(int number, int port, int controllerPort, int tlsPort) {}

    /// Where a broker listens, and where it says that it does.
    record Via(int listen, int advertised) {
        static Via of(String text) {
            String[] ports = text.split(":", 2);
            return new Via(Integer.parseInt(ports[0]), Integer.parseInt(ports[1]));
        }
    }

    /// Two PEM files.
    record Tls(Path key, Path trust) {}

    static BrokerOptions parse(List<String> arguments) throws IOException {
        Map<String, String> given = new HashMap<>();
        Map<String, String> settings = new LinkedHashMap<>();
        for (int i = 0; i + 1 < arguments.size(); i += 2) {
            String value = arguments.get(i + 1);
            if (arguments.get(i).equals("--set")) {
                int equals = value.indexOf('=');
                settings.put(value.substring(0, equals), value.substring(equals + 1));
            } else {
                given.put(arguments.get(i), value);
            }
        }
        int brokers = Integer.parseInt(given.getOrDefault("--brokers", "1"));
        String work = given.get("--work");
        if (work == null || brokers < 1 || brokers > MOST || arguments.size() % 2 != 0) {
            throw new IllegalArgumentException(
                    "usage: --work DIR [--brokers 1.." + MOST
                            + "] [--heap 256m] [--tiers 1|4] [--tls KEY.pem,TRUST.pem] [--via LISTEN:ADVERTISED,...] [--set name=value]...");
        }
        Optional<Tls> tls = Optional.ofNullable(given.get("--tls"))
                .map(files -> files.split(",", 2))
                .map(files -> new Tls(Path.of(files[0]), Path.of(files[1])));
        String via = given.getOrDefault("--via", "");
        return new BrokerOptions(
                Path.of(work),
                free(brokers),
                given.getOrDefault("--heap", "256m"),
                Integer.parseInt(given.getOrDefault("--tiers", "1")),
                tls,
                via.isEmpty()
                        ? List.of()
                        : Arrays.stream(via.split(",", brokers)).map(Via::of).toList(),
                Map.copyOf(settings));
    }

    /// Ports that nobody listens on: all are taken at once, so that they differ, and then given back.
    private static List<Node> free(int brokers) throws IOException {
        List<ServerSocket> held = new ArrayList<>();
        try {
            for (int i = 0; i < 3 * brokers; i++) {
                held.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            List<Node> nodes = new ArrayList<>();
            for (int i = 0; i < brokers; i++) {
                nodes.add(new Node(
                        i + 1,
                        held.get(3 * i).getLocalPort(),
                        held.get(3 * i + 1).getLocalPort(),
                        held.get(3 * i + 2).getLocalPort()));
            }
            return List.copyOf(nodes);
        } finally {
            for (ServerSocket socket : held) {
                socket.close();
            }
        }
    }

    /// Who elects the controller: every broker.
    String voters() {
        return nodes.stream()
                .map(node -> node.number() + "@" + HOST + ":" + node.controllerPort())
                .collect(Collectors.joining(","));
    }

    /// Where a broker keeps its files.
    Path home(Node node) {
        return work.resolve("broker-" + node.number());
    }
}
