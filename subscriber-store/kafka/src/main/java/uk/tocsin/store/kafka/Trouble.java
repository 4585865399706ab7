package uk.tocsin.store.kafka;

import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidSessionTimeoutException;
import org.apache.kafka.common.errors.TimeoutException;

/// What Kafka's errors mean to an operator.
final class Trouble {
    private Trouble() {}

    /// Why the store is not opened, or a node takes part no longer, and what to do.
    static KafkaStoreException refusal(KafkaSettings settings, Throwable error) {
        if (error instanceof KafkaStoreException known) {
            return known;
        }
        return new KafkaStoreException(words(settings, error), error);
    }

    private static String words(KafkaSettings settings, Throwable error) {
        String message = String.valueOf(deepest(error).getMessage());
        return switch (error) {
            case AuthenticationException _ ->
                "kafka.tls: the brokers at " + settings.bootstrap() + " and this client do not accept one another ("
                        + message + "): kafka.tls.trust must have the certificates that the brokers' descend from,"
                        + " and kafka.tls.key a certificate that the brokers trust, if they ask for one";
            case AuthorizationException _ ->
                "this client may not use what it needs in Kafka (" + message + "): allow its principal to Create,"
                        + " Describe, DescribeConfigs, Read, Write and Delete the topics that begin with "
                        + settings.prefix() + ". (or create them beforehand), and to Read the group "
                        + settings.ownersGroup() + ", with kafka-acls";
            case InvalidSessionTimeoutException _ ->
                "the brokers do not allow a session timeout of " + ClientConfig.SESSION_TIMEOUT_MS + " ms: set their"
                        + " group.min.session.timeout.ms to that or less";
            case TimeoutException _ ->
                "kafka.bootstrap: the brokers at " + settings.bootstrap() + " did not answer (" + message + "): check"
                        + " that they run, that this machine reaches them and the addresses they advertise, and"
                        + " whether they expect TLS (kafka.tls.trust)";
            case ConfigException _ -> "kafka.bootstrap: " + message;
            default -> "Kafka at " + settings.bootstrap() + " cannot be used: " + error;
        };
    }

    private static Throwable deepest(Throwable error) {
        Throwable deepest = error;
        for (int i = 0; i < 10; i++) {
            Throwable cause = deepest.getCause();
            if (cause == null) {
                break;
            }
            deepest = cause;
        }
        return deepest;
    }
}
