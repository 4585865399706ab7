package uk.tocsin.simulator;

import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.TreeMap;

/// What is known of every delivery of one channel: how often it was tried, and how far it got.
///
/// One open-addressing table of primitives, 11 bytes a place, at most two thirds full: a million deliveries
/// take about
/// 23 MB. Thread-safe; every method holds the one lock for nanoseconds, except [#states()], which copies the table.
final class Deliveries {

    static final int ACCEPTED = 1;
    static final int FAILED = 2;
    static final int DELIVERED = 4;
    static final int READ = 8;
    static final int ACKNOWLEDGED = 16;
    /// Taken by the provider, whether or not the answer was sent; no state of its own.
    static final int TAKEN = 32;
    private static final int POSITIVE = DELIVERED | READ | ACKNOWLEDGED;
    private static final int USED = 64;
    private static final int TOKENLESS = 128;
    private static final int MAX_TRIES = 255;

    private long[] keys = new long[1024];
    private byte[] endpoints = new byte[1024];
    private byte[] bits = new byte[1024];
    private byte[] tries = new byte[1024];
    private int size;

    /// Counts a try of this delivery and returns how many came before it (at most 255 are told apart).
    synchronized int attempt(Delivery delivery) {
        int place = place(delivery);
        int before = tries[place] & 0xFF;
        if (before < MAX_TRIES) {
            tries[place]++;
        }
        return before;
    }

    /// Notes that the delivery got so far; true the first time.
    synchronized boolean mark(Delivery delivery, int bit) {
        int place = place(delivery);
        boolean first = (bits[place] & bit) == 0;
        bits[place] |= (byte) bit;
        return first;
    }

    synchronized int distinct() {
        return size;
    }

    synchronized void clear() {
        keys = new long[1024];
        endpoints = new byte[1024];
        bits = new byte[1024];
        tries = new byte[1024];
        size = 0;
    }

    private int place(Delivery delivery) {
        byte endpoint = (byte) delivery.stepAndEndpoint();
        int flags = delivery.token() == null ? USED | TOKENLESS : USED;
        int mask = keys.length - 1;
        int place = (int) delivery.chanceKey() & mask;
        while (bits[place] != 0) {
            boolean sameKind = (bits[place] & TOKENLESS) == (flags & TOKENLESS);
            if (sameKind && keys[place] == delivery.key() && endpoints[place] == endpoint) {
                return place;
            }
            place = (place + 1) & mask;
        }
        if (size * 3 >= keys.length * 2) {
            grow();
            return place(delivery);
        }
        keys[place] = delivery.key();
        endpoints[place] = endpoint;
        bits[place] = (byte) flags;
        size++;
        return place;
    }

    private void grow() {
        long[] oldKeys = keys;
        byte[] oldEndpoints = endpoints;
        byte[] oldBits = bits;
        byte[] oldTries = tries;
        int capacity = oldKeys.length * 2;
        keys = new long[capacity];
        endpoints = new byte[capacity];
        bits = new byte[capacity];
        tries = new byte[capacity];
        int mask = capacity - 1;
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldBits[i] != 0) {
                int stepAndEndpoint = (oldBits[i] & TOKENLESS) != 0 ? -1 : oldEndpoints[i] & 0xFF;
                int place = (int) Chance.mix(oldKeys[i] ^ (long) stepAndEndpoint << 56) & mask;
                while (bits[place] != 0) {
                    place = (place + 1) & mask;
                }
                keys[place] = oldKeys[i];
                endpoints[place] = oldEndpoints[i];
                bits[place] = oldBits[i];
                tries[place] = oldTries[i];
            }
        }
    }

    /// The highest state of every (alert, subscriber), counted by alert: acknowledged, read, delivered, failed,
    /// accepted.
    ///
    /// A subscriber's endpoints share the delivery: any endpoint's positive state counts; without one, the delivery
    /// is accepted while some accepted endpoint has not failed, else failed if any endpoint failed. Copies the
    /// table under the lock (milliseconds a million) and counts outside it: call it from a worker thread.
    Map<Long, States> states() {
        long[] someKeys;
        byte[] someEndpoints;
        byte[] someBits;
        synchronized (this) {
            someKeys = keys.clone();
            someEndpoints = endpoints.clone();
            someBits = bits.clone();
        }
        Subjects subjects = new Subjects(someKeys.length);
        for (int i = 0; i < someKeys.length; i++) {
            if (someBits[i] != 0 && (someBits[i] & TOKENLESS) == 0) {
                subjects.add(someKeys[i], someEndpoints[i] & 15, someBits[i] & 31);
            }
        }
        return subjects.byAlert();
    }

    /// How many subscribers are in each state.
    record States(long acknowledged, long read, long delivered, long failed, long accepted) {

        long positive() {
            return acknowledged + read + delivered;
        }

        JsonObject toJson() {
            return new JsonObject()
                    .put("acknowledged", acknowledged)
                    .put("read", read)
                    .put("delivered", delivered)
                    .put("failed", failed)
                    .put("accepted", accepted);
        }
    }

    /// Joins the endpoints and steps of a subscriber: positive bits, and two masks of endpoints that accepted and
    /// failed.
    private static final class Subjects {

        private static final long USED_PLACE = 1L << 63;
        private final long[] subjects;
        private final long[] found;

        Subjects(int capacity) {
            subjects = new long[capacity];
            found = new long[capacity];
        }

        void add(long subject, int endpoint, int bits) {
            int mask = subjects.length - 1;
            int place = (int) Chance.mix(subject) & mask;
            while (found[place] != 0 && subjects[place] != subject) {
                place = (place + 1) & mask;
            }
            subjects[place] = subject;
            long accepted = (bits & ACCEPTED) != 0 ? 1L << (16 + endpoint) : 0;
            long failed = (bits & FAILED) != 0 ? 1L << (32 + endpoint) : 0;
            found[place] |= USED_PLACE | (bits & POSITIVE) | accepted | failed;
        }

        Map<Long, States> byAlert() {
            Map<Long, long[]> counts = new TreeMap<>();
            for (int i = 0; i < subjects.length; i++) {
                int state = found[i] == 0 ? -1 : state(found[i]);
                if (state >= 0) {
                    counts.computeIfAbsent(subjects[i] >>> 32, alert -> new long[5])[state]++;
                }
            }
            Map<Long, States> states = new TreeMap<>();
            counts.forEach((alert, n) -> states.put(alert, new States(n[0], n[1], n[2], n[3], n[4])));
            return states;
        }

        private static int state(long found) {
            long accepted = found >>> 16 & 0xFFFF;
            long failed = found >>> 32 & 0xFFFF;
            if ((found & ACKNOWLEDGED) != 0) {
                return 0;
            }
            if ((found & READ) != 0) {
                return 1;
            }
            if ((found & DELIVERED) != 0) {
                return 2;
            }
            if (failed != 0 && (accepted & ~failed) == 0) {
                return 3;
            }
            return accepted != 0 ? 4 : -1;
        }
    }
}
