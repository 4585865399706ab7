package uk.tocsin.console.api;

import io.vertx.core.Future;
import java.util.Optional;
import uk.tocsin.audience.AudienceException;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Keys;
import uk.tocsin.control.Act;
import uk.tocsin.control.ActHeader;
import uk.tocsin.control.ApprovalSignature;
import uk.tocsin.control.HoldingMessage;
import uk.tocsin.control.HoldingRules;
import uk.tocsin.control.HoldingView;
import uk.tocsin.control.Reason;
import uk.tocsin.model.Alert;
import uk.tocsin.model.codec.AlertCodec;

/// Releases holding messages: fills in what the officer says, counts whom that means, and signs it. Any thread.
public final class Releases {
    /// So often a release is tried when other alerts are begun at the same moment, which takes its number away.
    private static final int TRIES = 5;

    private final Installation house;
    private final Acts acts;

    /// Releases of this installation.
    public Releases(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
    }

    /// What an officer asks for.
    ///
    /// @param version that they have seen
    /// @param area an index of its permitted areas
    public record Asked(String key, int version, String place, int area) {}

    /// Releases; completes with the number of the alert that is on its way, fails with a [Problem].
    public Future<Acts.Done> release(ActHeader header, Asked asked) {
        return release(header, asked, TRIES);
    }

    private Future<Acts.Done> release(ActHeader header, Asked asked, int tries) {
        return house.engine()
                .control(state -> new Standing(
                        state.holdingMessage(asked.key()).flatMap(v -> releasable(v, header, asked)),
                        state.firstFreeAlert()))
                .compose(standing -> acts.submit(header, h -> act(h, asked, standing)))
                .recover(failure -> taken(failure) && tries > 1
                        ? release(acts.further(header), asked, tries - 1)
                        : Future.failedFuture(failure));
    }

    private static boolean taken(Throwable failure) {
        return failure instanceof Problem problem && problem.code().equals(Reason.NUMBER.word());
    }

    private record Standing(Optional<HoldingMessage> message, int number) {}

    /// What can be filled in; the rest is recorded, and rejected with words.
    private static Optional<HoldingMessage> releasable(HoldingView view, ActHeader header, Asked asked) {
        return HoldingRules.placeFault(asked.place()).isPresent()
                ? Optional.empty()
                : view.releasable(header.time())
                        .filter(m -> m.version() == asked.version())
                        .filter(m -> asked.area() < m.areas().size());
    }

    private long count(Alert alert) {
        try {
            return house.engine().count(alert.audience());
        } catch (AudienceException e) {
            throw new Problem(422, Reason.CONTENT.word(), "content.audience: " + e.getMessage());
        }
    }

    private Act act(ActHeader header, Asked asked, Standing standing) {
        Optional<Alert> filled = standing.message().map(m -> m.fill(asked.place(), asked.area(), header.time()));
        long matched = filled.map(this::count).orElse(0L);
        Keys.Signing key = house.keys().approval();
        String signature = filled.map(
                        a -> ApprovalSignature.sign(key.secret(), key.id(), AlertCodec.digest(a), standing.number(), 1))
                .orElse("");
        return new Act.HoldingReleased(
                header,
                asked.key(),
                asked.version(),
                asked.place(),
                asked.area(),
                matched,
                standing.number(),
                signature);
    }
}
