package uk.tocsin.simulation;

import uk.tocsin.model.ChannelKind;

/// What is sent twice: texts never; others only where the first was in flight and nobody knew.
final class RepeatCheck implements Check {
    private final World world;
    private final Journalled journalled;

    RepeatCheck(World world, Journalled journalled) {
        this.world = world;
        this.journalled = journalled;
    }

    @Override
    public void written(Request request, Permit permit) {
        Violation.unless(
                journalled.opened(request),
                Invariant.READ_BACK,
                "%s is not in the journal, or does not count",
                request);
        Violation.unless(
                journalled.end(request) == null,
                Invariant.GRACE,
                "%s was written after its outcome was recorded",
                request);
        for (Request before : world.provider.requests(request.delivery)) {
            Short end = journalled.end(before);
            if (before.stands() && request.delivery.channel() == ChannelKind.SMS) {
                throw new Violation(Invariant.SMS_ONCE, request + " repeats try " + before.tryNumber);
            }
            if (end == null) {
                String under = " while try " + before.tryNumber + " to endpoint " + before.endpoint + " is under way";
                throw new Violation(Invariant.ONE_MESSAGE, request + under);
            }
            Violation.unless(
                    !before.stands() || Codes.unknown(end),
                    Invariant.REPEATS_IN_FLIGHT_ONLY,
                    "%s repeats try %d, which the provider took and did not leave in doubt",
                    request,
                    before.tryNumber);
        }
    }
}
