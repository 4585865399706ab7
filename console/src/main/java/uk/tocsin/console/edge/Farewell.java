package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import uk.tocsin.console.register.Notices;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.NoticeKind;

/// Tells somebody, on another of their endpoints, that one was unsubscribed: whoever holds a message can press its
/// link, and that may not be them. Any thread.
final class Farewell {
    private final SelfService house;
    private final Notices notices;

    Farewell(SelfService house, Notices notices) {
        this.house = house;
        this.notices = notices;
    }

    Instant now() {
        return house.clock().instant();
    }

    /// Tells of an endpoint that was unsubscribed, if there is another in use that may be written to still.
    void tell(int ordinal, int endpoint) {
        house.errands()
                .take(() -> house.desk().find(ordinal).compose(contact -> {
                    Optional<Endpoint> other = contact.flatMap(c -> c.endpoints().stream()
                            .filter(e -> e.inUse() && e.index() != endpoint)
                            .filter(e -> house.channels().contains(e.channel()))
                            .findFirst());
                    boolean within = other.map(
                                    e -> house.ration().spend(new Organisation.Address(e.channel(), e.address())))
                            .orElse(false);
                    return within ? ask(ordinal, endpoint, other.orElseThrow()) : Future.succeededFuture();
                }));
    }

    private Future<Void> ask(int ordinal, int endpoint, Endpoint other) {
        return notices.ask(
                NoticeKind.UNSUBSCRIBED, other.channel(), ordinal, other.index(), Undo.expiry(now(), endpoint));
    }
}
