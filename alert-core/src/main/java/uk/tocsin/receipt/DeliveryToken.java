package uk.tocsin.receipt;

/// Names one delivery at one endpoint. It reveals nothing, opens no restricted text and changes no preference
/// (one-click unsubscription excepted); whoever shows it has seen the message.
///
/// @param alert the alert's number
/// @param ordinal the subscriber
/// @param step the step of the plan, 0..15
/// @param endpoint the endpoint's index, 0..14
public record DeliveryToken(int alert, int ordinal, int step, int endpoint) {
    /// The size of a token in bytes: version and key id 1, alert 4, ordinal 4, step and endpoint 1, HMAC 8.
    public static final int BYTES = 18;

    /// Refuses what does not fit the layout.
    public DeliveryToken {
        if (alert < 0 || ordinal < 0 || step < 0 || step > 15 || endpoint < 0 || endpoint > 14) {
            throw new IllegalArgumentException(
                    "no token for alert " + alert + ", step " + step + ", endpoint " + endpoint);
        }
    }
}
