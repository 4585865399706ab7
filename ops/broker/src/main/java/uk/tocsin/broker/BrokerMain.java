package uk.tocsin.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Starts the brokers and keeps them until its standard input ends: that is how they end with whoever started
/// them.
///
/// It prints one line when all of them answer: `ready BOOTSTRAP [TLS]`, addresses as `host:port,host:port`. Then it
/// obeys lines: `kill N` ends broker N as `kill -9` would and answers `killed N`; `start N` starts it again on the
/// same files and ports and answers `started N` when it serves. `stop N` asks it to end in order: `stopped N`.
public final class BrokerMain {
    private static final int TRIES = 3;

    private BrokerMain() {}

    /// See [BrokerOptions] for the arguments.
    public static void main(String[] arguments) throws IOException, InterruptedException {
        List<Broker> brokers = start(List.of(arguments));
        obey(brokers);
        for (Broker broker : brokers) {
            broker.kill();
        }
    }

    /// Starts all and says where they are. Ports that were free may have been taken meanwhile: then with others.
    private static List<Broker> start(List<String> arguments) throws IOException, InterruptedException {
        for (int tries = TRIES; ; tries--) {
            BrokerOptions options = BrokerOptions.parse(arguments);
            List<Broker> brokers = new ArrayList<>();
            for (BrokerOptions.Node node : options.nodes()) {
                brokers.add(new Broker(options, node));
            }
            Runtime.getRuntime().addShutdownHook(new Thread(() -> brokers.forEach(Broker::kill), "end"));
            try {
                for (Broker broker : brokers) {
                    broker.start();
                }
                for (Broker broker : brokers) {
                    broker.awaitReady();
                }
                say(("ready " + addresses(options, BrokerOptions.Node::port)
                                + (options.tls().isPresent()
                                        ? " " + addresses(options, BrokerOptions.Node::tlsPort)
                                        : ""))
                        .strip());
                return brokers;
            } catch (IOException e) {
                brokers.forEach(Broker::kill);
                if (tries == 1) {
                    throw e;
                }
            }
        }
    }

    private interface Port {
        int of(BrokerOptions.Node node);
    }

    private static String addresses(BrokerOptions options, Port port) {
        return options.nodes().stream()
                .map(node -> BrokerOptions.HOST + ":" + port.of(node))
                .collect(Collectors.joining(","));
    }

    private static void obey(List<Broker> brokers) throws IOException, InterruptedException {
        BufferedReader orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            String[] words = line.strip().split(" ", 2);
            Broker broker = brokers.get(Integer.parseInt(words[1]) - 1);
            switch (words[0]) {
                case "kill" -> {
                    broker.kill();
                    say("killed " + words[1]);
                }
                case "stop" -> {
                    broker.stop();
                    say("stopped " + words[1]);
                }
                case "start" -> {
                    broker.start();
                    broker.awaitReady();
                    say("started " + words[1]);
                }
                default -> throw new IOException("there is no order " + words[0]);
            }
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
