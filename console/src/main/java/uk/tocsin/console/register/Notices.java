package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.Instant;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.NoticeKind;

/// Asks for a notice to one endpoint; completes when that can no longer be lost.
@FunctionalInterface
public interface Notices {
    /// Asks for one.
    ///
    /// @param expires when it is no longer of use: nothing is sent then, and its link and code do not open any more
    Future<Void> ask(NoticeKind kind, ChannelKind channel, int ordinal, int endpoint, Instant expires);
}
