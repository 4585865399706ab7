package uk.tocsin.simulation;

import java.util.List;
import uk.tocsin.shard.ShardRecord;

/// Every check there is.
final class Checks implements Check {
    private final List<Check> all;
    private final NoticeCheck notices;

    Checks(World world) {
        Journalled journalled = new Journalled(world);
        notices = new NoticeCheck(world);
        all = List.of(
                journalled,
                new ConservationCheck(world),
                new TimeCheck(),
                new LifetimeCheck(world),
                new RepeatCheck(world, journalled),
                notices,
                new PermitCheck(world),
                new RateCheck(world),
                new WaveCheck(world),
                new PlanCheck(world),
                new AnswerCheck(world),
                new StepCheck(world),
                new AgeCheck(world),
                new SettledCheck(world),
                new TruthCheck(world, journalled),
                new ReplayCheck(world));
    }

    /// An asker was told that a notice is kept.
    void promised(int shard, ShardRecord.NoticeAsked asked) {
        notices.promised(shard, asked);
    }

    @Override
    public void decided(Deciding deciding) {
        all.forEach(check -> check.decided(deciding));
    }

    @Override
    public void batch(int shard) {
        all.forEach(check -> check.batch(shard));
    }

    @Override
    public void applied(Seen seen) {
        all.forEach(check -> check.applied(seen));
    }

    @Override
    public void written(Request request, Permit permit) {
        all.forEach(check -> check.written(request, permit));
    }

    @Override
    public void noticeWritten(NoticeRequest notice, Permit permit) {
        all.forEach(check -> check.noticeWritten(notice, permit));
    }

    @Override
    public void reached(Request request) {
        all.forEach(check -> check.reached(request));
    }

    @Override
    public void saved(int shard, Archive.Kept kept) {
        all.forEach(check -> check.saved(shard, kept));
    }

    @Override
    public void calm() {
        all.forEach(Check::calm);
    }

    @Override
    public void end() {
        all.forEach(Check::end);
    }
}
