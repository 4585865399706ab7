package uk.tocsin.journal;

class MemorySnapshotsTest extends SnapshotsContract {
    @Override
    protected Snapshots open() {
        return new MemorySnapshots();
    }

    @Override
    protected Snapshots reopen(Snapshots open) {
        return ((MemorySnapshots) open).reopened();
    }

    @Override
    protected Snapshots corrupt(Snapshots open, int log, long position) {
        ((MemorySnapshots) open).corrupt(log, position);
        return open;
    }
}
