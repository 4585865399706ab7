package uk.tocsin.simulation;

import uk.tocsin.shard.ShardRecord;

/// A notice that was written to a provider.
record NoticeRequest(Name name, ShardRecord.NoticeAsked asked, Request request) {
    /// One try of one notice.
    record Name(int shard, long notice, long tryNumber) {}

    @Override
    public String toString() {
        return "notice " + name.notice() + " of shard " + name.shard() + ", try " + name.tryNumber() + " by "
                + asked.channel().word();
    }
}
