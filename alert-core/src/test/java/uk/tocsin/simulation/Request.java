package uk.tocsin.simulation;

import java.util.EnumSet;
import java.util.Set;
import uk.tocsin.model.Evidence;

/// A request that was written to a provider, and the truth about it that nobody else knows.
final class Request {
    /// What becomes of a message that a provider took.
    enum Fate {
        /// It arrives, and its arrival is reported.
        DELIVERED,
        /// It does not arrive, and that is reported.
        FAILED,
        /// Nothing is ever heard of it.
        SILENT
    }

    final Delivery delivery;
    final int step;
    final int endpoint;
    final long tryNumber;
    final long permit;
    final Node node;
    final long writtenMs;
    final Set<Evidence> kept = EnumSet.noneOf(Evidence.class);
    boolean taken;
    long takenMs;
    long listedMs;
    Fate fate = Fate.SILENT;

    Request(Delivery delivery, int step, int endpoint, long tryNumber, long permit, Node node, long writtenMs) {
        this.delivery = delivery;
        this.step = step;
        this.endpoint = endpoint;
        this.tryNumber = tryNumber;
        this.permit = permit;
        this.node = node;
        this.writtenMs = writtenMs;
    }

    boolean arrives() {
        return taken && fate == Fate.DELIVERED;
    }

    /// Whether a message exists that did not verifiably fail.
    boolean stands() {
        return taken && fate != Fate.FAILED;
    }

    @Override
    public String toString() {
        return delivery + " endpoint " + endpoint + " try " + tryNumber;
    }
}
