package uk.tocsin.console.edge;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Fetches links as fast as it can, by GET and HEAD in turn, over a few connections with many requests on the way on
/// each. Every hundred requests come from another address, as our proxy would tell it.
final class Scanner {
    private static final int CONNECTIONS = 4;
    private static final int AHEAD = 50;
    private static final int OF_ONE_ADDRESS = 100;

    private Scanner() {}

    /// How often each status was answered.
    record Seen(Map<Integer, Integer> statuses) {
        int good() {
            return statuses.getOrDefault(200, 0);
        }
    }

    static Seen scan(int port, List<String> links, int requests) throws Exception {
        List<Callable<Map<Integer, Integer>>> parts = new ArrayList<>();
        for (int i = 0; i < CONNECTIONS; i++) {
            int from = (int) ((long) requests * i / CONNECTIONS);
            int to = (int) ((long) requests * (i + 1) / CONNECTIONS);
            parts.add(() -> part(port, links, from, to));
        }
        Map<Integer, Integer> all = new TreeMap<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS)) {
            for (Future<Map<Integer, Integer>> part : threads.invokeAll(parts)) {
                part.get().forEach((status, count) -> all.merge(status, count, Integer::sum));
            }
        }
        return new Seen(all);
    }

    private static Map<Integer, Integer> part(int port, List<String> links, int from, int to) throws IOException {
        Map<Integer, Integer> statuses = new TreeMap<>();
        try (Socket socket = new Socket(InetAddress.ofLiteral("127.0.0.1"), port)) {
            socket.setSoTimeout(60_000);
            InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
            OutputStream out = socket.getOutputStream();
            for (int first = from; first < to; first += AHEAD) {
                int end = Math.min(to, first + AHEAD);
                StringBuilder ahead = new StringBuilder();
                for (int i = first; i < end; i++) {
                    int address = i / OF_ONE_ADDRESS;
                    ahead.append(isHead(i) ? "HEAD " : "GET ")
                            .append(links.get(i / 2 % links.size()))
                            .append(" HTTP/1.1\r\nHost: alerts.example.test\r\nX-Forwarded-For: 198.18.")
                            .append(address >> 8 & 0xff)
                            .append('.')
                            .append(address & 0xff)
                            .append("\r\n\r\n");
                }
                out.write(ahead.toString().getBytes(StandardCharsets.US_ASCII));
                for (int i = first; i < end; i++) {
                    statuses.merge(read(in, isHead(i)), 1, Integer::sum);
                }
            }
        }
        return statuses;
    }

    private static boolean isHead(int request) {
        return request % 2 == 1;
    }

    private static int read(InputStream in, boolean head) throws IOException {
        int status = Integer.parseInt(line(in).substring(9, 12));
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
                length = Integer.parseInt(header.substring(15).strip());
            }
        }
        if (!head) {
            in.skipNBytes(length);
        }
        return status;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the edge hung up");
            }
            if (next != '\r') {
                line.append((char) next);
            }
        }
        return line.toString();
    }
}
