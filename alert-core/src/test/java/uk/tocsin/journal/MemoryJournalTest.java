package uk.tocsin.journal;

class MemoryJournalTest extends JournalContract {
    @Override
    protected Journal open() {
        return new MemoryJournal();
    }

    @Override
    protected Journal reopen(Journal open) {
        return ((MemoryJournal) open).reopened();
    }
}
