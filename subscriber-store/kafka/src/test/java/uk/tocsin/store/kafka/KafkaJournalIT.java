package uk.tocsin.store.kafka;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import uk.tocsin.journal.Journal;
import uk.tocsin.journal.JournalContract;

@Timeout(60)
class KafkaJournalIT extends JournalContract {
    private final KafkaSettings settings = Brokers.shared().settings();
    private KafkaStore store = KafkaStore.open(settings);

    @Override
    protected Journal open() {
        return store.journal();
    }

    @Override
    protected Journal reopen(Journal open) {
        open.close();
        store.close();
        store = KafkaStore.open(settings);
        return open();
    }

    @AfterEach
    void closeStore() {
        store.close();
    }
}
