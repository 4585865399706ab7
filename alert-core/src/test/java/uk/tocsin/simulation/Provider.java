package uk.tocsin.simulation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.FailureReason;
import uk.tocsin.model.NotSentCause;
import uk.tocsin.model.NoticeKind;
import uk.tocsin.model.SendOutcome;
import uk.tocsin.model.UnknownCause;

/// The providers of all channels: take messages, refuse them, say nothing, and report later. Keeps the truth.
final class Provider {
    /// How a provider's list answers about one number and text.
    enum Listing {
        LISTED,
        ABSENT,
        UNREADABLE
    }

    private static final NotSentCause[] CAUSES = {
        NotSentCause.CONNECT,
        NotSentCause.REFUSED_STREAM,
        NotSentCause.UNAVAILABLE,
        NotSentCause.AUTHENTICATION,
        NotSentCause.BREAKER,
        NotSentCause.INTERNAL
    };

    private static final UnknownCause[] UNKNOWNS = {UnknownCause.RESET, UnknownCause.PROTOCOL, UnknownCause.SERVER_ERROR
    };

    private final World world;
    private final Map<Delivery, List<Request>> requests = new HashMap<>();

    Provider(World world) {
        this.world = world;
    }

    /// Every request of a delivery that was written, in order.
    List<Request> requests(Delivery delivery) {
        return requests.getOrDefault(delivery, List.of());
    }

    /// Receives a request. The answer runs on its sender, if that still lives; no later than the timeout.
    void send(Request request, Consumer<SendOutcome> answer) {
        requests.computeIfAbsent(request.delivery, _ -> new ArrayList<>()).add(request);
        Weather weather = world.weather;
        if (world.chance.in(weather.notSent)) {
            notSent(request, answer, world.chance.oneOf(CAUSES));
            return;
        }
        world.checks.reached(request);
        if (world.chance.in(weather.throttled)) {
            answer(request, answer, new SendOutcome.Throttled(Duration.ofMillis(world.chance.between(50, 3_000))));
        } else if (world.chance.in(weather.refused)) {
            FailureReason reason = world.chance.oneOf(FailureReason.values());
            answer(request, answer, new SendOutcome.Refused(reason, reason.word()));
        } else {
            if (!world.chance.in(weather.lost)) {
                take(request);
                if (!world.chance.in(weather.silence)) {
                    answer(request, answer, new SendOutcome.Accepted("m"));
                    return;
                }
            }
            silent(request, answer);
        }
    }

    private void notSent(Request request, Consumer<SendOutcome> answer, NotSentCause cause) {
        switch (cause) {
            case UNAVAILABLE, AUTHENTICATION -> world.checks.reached(request);
            case PERMIT, GATE, CONNECT, REFUSED_STREAM, BREAKER, INTERNAL -> {
                // stays on this side
            }
        }
        answer(request, answer, new SendOutcome.NotSent(cause));
    }

    private void answer(Request request, Consumer<SendOutcome> answer, SendOutcome outcome) {
        long worst = world.chance.in(world.weather.slow) ? Conduct.REQUEST_TIMEOUT.toMillis() : 400;
        request.node.after(world.chance.delay(150, worst), () -> answer.accept(outcome));
    }

    private void silent(Request request, Consumer<SendOutcome> answer) {
        if (world.chance.in(0.5)) {
            long timeout = Conduct.REQUEST_TIMEOUT.toMillis();
            request.node.after(timeout, () -> answer.accept(new SendOutcome.Unknown(UnknownCause.TIMEOUT)));
        } else {
            answer(request, answer, new SendOutcome.Unknown(world.chance.oneOf(UNKNOWNS)));
        }
    }

    private void take(Request request) {
        request.taken = true;
        request.takenMs = world.time.nowMs() + world.chance.delay(50, 5_000);
        request.listedMs = request.takenMs + world.chance.delay(20_000, 50_000);
        if (world.chance.in(world.weather.failed)) {
            request.fate = Request.Fate.FAILED;
        } else if (world.chance.in(0.7)) {
            request.fate = Request.Fate.DELIVERED;
        }
        world.trace.note(
                "taken " + request.delivery.channel().word(),
                request.delivery.alert(),
                request.delivery.ordinal(),
                request.tryNumber);
        if (request.delivery.alert() < NoticeKind.FIRST_NUMBER) {
            world.intake.report(request);
        }
    }

    /// What the list says of messages to this endpoint since an instant of the provider's clock.
    Listing list(Delivery delivery, int endpoint, long sinceMs) {
        if (delivery.channel() != ChannelKind.SMS) {
            throw new IllegalArgumentException("only texts are listed");
        }
        if (world.chance.in(world.weather.listDown)) {
            return Listing.UNREADABLE;
        }
        long now = world.time.nowMs();
        int found = 0;
        for (Request request : requests(delivery)) {
            boolean listed = request.taken && request.listedMs <= now && request.takenMs >= sinceMs;
            found += listed && request.endpoint == endpoint ? 1 : 0;
        }
        return switch (found) {
            case 0 -> Listing.ABSENT;
            case 1 -> Listing.LISTED;
            default -> Listing.UNREADABLE;
        };
    }
}
