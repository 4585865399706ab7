package uk.tocsin.channel.sms;

/// How long a text is on the air.
///
/// @param encoding "GSM-7" or "UCS-2"
/// @param units septets in GSM-7 (an extension character is two), UTF-16 code units in UCS-2
/// @param parts messages the network carries, each of which is charged; at least 1
public record SmsCount(String encoding, int units, int parts) {
    /// The name of the 7-bit default alphabet.
    public static final String GSM_7 = "GSM-7";

    /// The name of the 16-bit alphabet, in which networks carry UTF-16.
    public static final String UCS_2 = "UCS-2";
}
