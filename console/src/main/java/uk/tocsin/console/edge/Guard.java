package uk.tocsin.console.edge;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.SocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import uk.tocsin.console.Proxies;

/// Keeps one client from harming the others. Pages and refusals draw on a client's share; what is genuine (a
/// receipt with a valid token, a callback with a valid signature) never does, so that nobody can use up the share
/// of the provider whose callbacks come from the same address. Any thread.
///
/// A client is the address that connects, or, where that is one of our own proxies, the last address that the
/// proxy put into X-Forwarded-For. A proxy that names nobody is ourselves: not limited.
final class Guard {
    /// Connections in all: at about 20 KB each, 80 MB.
    static final int MAX_CONNECTIONS = 4096;
    /// Connections of one address that is no proxy of ours: many people share one behind a carrier's NAT, and a
    /// provider opens some hundreds.
    static final int MAX_PER_CLIENT = 512;
    /// Pages and refusals at once, and a second, of one client: an office behind one address that opens an alert.
    private static final int BURST = 200;

    private static final double PER_SECOND = 50;

    /// Messages to addresses that strangers name, at once and a second, of one client: a street of shops behind one
    /// carrier's NAT, and some 360 in an hour after that. Texts cost money, and addresses may be made up.
    private static final int MESSAGE_BURST = 60;

    private static final double MESSAGES_PER_SECOND = 0.1;
    /// Clients whose share is remembered; the one not seen for longest is forgotten first.
    private static final int REMEMBERED = 10_000;

    private static final double SECOND_NANOS = 1e9;

    private final Proxies proxies;
    private final LongSupplier nanos;
    private final AtomicInteger connections = new AtomicInteger();
    private final Map<String, Integer> connected = new ConcurrentHashMap<>();
    private final Shares shares = new Shares(BURST, PER_SECOND);
    private final Shares messages = new Shares(MESSAGE_BURST, MESSAGES_PER_SECOND);

    /// What clients have left of something.
    private static final class Shares {
        private final double burst;
        private final double perSecond;
        private final Map<String, Share> left = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Share> eldest) {
                return size() > REMEMBERED;
            }
        };

        Shares(double burst, double perSecond) {
            this.burst = burst;
            this.perSecond = perSecond;
        }

        synchronized boolean spend(String client, long now) {
            Share share = left.computeIfAbsent(client, _ -> new Share(burst, now));
            share.left = Math.min(burst, share.left + (now - share.atNanos) / SECOND_NANOS * perSecond);
            share.atNanos = now;
            if (share.left < 1) {
                return false;
            }
            share.left--;
            return true;
        }
    }

    /// What a client has left.
    private static final class Share {
        double left;
        long atNanos;

        Share(double left, long atNanos) {
            this.left = left;
            this.atNanos = atNanos;
        }
    }

    /// @param proxies addresses of our own that hand requests on
    Guard(Set<String> proxies, LongSupplier nanos) {
        this.proxies = new Proxies(proxies);
        this.nanos = nanos;
    }

    /// Lets a connection in, or not; one let in must be [#left].
    boolean enters(SocketAddress from) {
        String address = Proxies.host(from);
        if (connections.incrementAndGet() <= MAX_CONNECTIONS) {
            int mine = connected.merge(address, 1, Integer::sum);
            if (mine <= MAX_PER_CLIENT || proxies.addresses().contains(address)) {
                return true;
            }
            forget(address);
        }
        connections.decrementAndGet();
        return false;
    }

    void left(SocketAddress from) {
        connections.decrementAndGet();
        forget(Proxies.host(from));
    }

    private void forget(String address) {
        connected.computeIfPresent(address, (_, count) -> count == 1 ? null : count - 1);
    }

    int connections() {
        return connections.get();
    }

    /// Takes one from the share of a request's client; false when nothing is left of it.
    boolean spend(HttpServerRequest request) {
        return proxies.client(request).map(this::spend).orElse(true);
    }

    boolean spend(String client) {
        return shares.spend(client, nanos.getAsLong());
    }

    /// Takes one from the messages that a request's client may have sent to addresses it names; false when nothing is
    /// left of them.
    boolean asks(HttpServerRequest request) {
        return proxies.client(request)
                .map(client -> messages.spend(client, nanos.getAsLong()))
                .orElse(true);
    }
}
