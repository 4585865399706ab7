package uk.tocsin.store.kafka;

/// Why a store on Kafka was not opened, or a node no longer takes part. The message is for the operator: what is
/// wrong, and what to do.
public final class KafkaStoreException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    KafkaStoreException(String message) {
        super(message);
    }

    KafkaStoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
