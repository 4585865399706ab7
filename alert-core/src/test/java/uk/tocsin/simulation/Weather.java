package uk.tocsin.simulation;

import uk.tocsin.lane.LaneSettings;

/// How bad a run is: drawn once from its seed. After [#calm] nothing goes wrong any more.
final class Weather {
    static final int LEAST_PEOPLE = 3;

    final int nodes;
    final int shards;
    final int people;
    final int alerts;
    final long stormMs;

    /// What each node's lane of each channel may do: with the low rate there is always a backlog.
    final LaneSettings quota;

    double crash;
    double takeover;
    double erased;
    double silence;
    double lost;
    double refused;
    double throttled;
    double notSent;
    double slow;
    double failed;
    double listDown;
    double stalled;
    boolean calm;

    Weather(Chance chance) {
        nodes = 1 + chance.below(3);
        shards = 2 + chance.below(2);
        people = LEAST_PEOPLE + chance.below(10);
        alerts = 1 + chance.below(3);
        stormMs = chance.between(3 * 60_000, 12 * 60_000);
        quota = new LaneSettings(chance.in(0.3) ? 1 : 20, 12, 8);
        crash = chance.maybe(0.01);
        takeover = chance.maybe(0.02);
        erased = chance.maybe(0.05);
        silence = chance.maybe(0.2);
        lost = chance.maybe(0.2);
        refused = chance.maybe(0.15);
        throttled = chance.maybe(0.1);
        notSent = chance.maybe(0.3);
        slow = chance.maybe(0.3);
        failed = chance.maybe(0.3);
        listDown = chance.maybe(0.5);
        stalled = chance.maybe(0.1);
    }

    /// From now on every part does what it should.
    void calm() {
        calm = true;
        crash = 0;
        takeover = 0;
        erased = 0;
        silence = 0;
        lost = 0;
        refused = 0;
        throttled = 0;
        notSent = 0;
        slow = 0;
        listDown = 0;
        stalled = 0;
    }
}
