package uk.tocsin.channel.sms;

/// The GSM 7-bit default alphabet and its extension table (3GPP TS 23.038, 6.2.1 and 6.2.1.1).
final class Gsm7 {
    private static final String BASIC = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
            + "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";
    private static final String EXTENSION = "\f^{}\\[~]|€";

    /// Above the highest code unit of both tables, which is the euro sign's.
    private static final int LIMIT = '€' + 1;

    private static final byte[] SEPTETS = septetTable();

    private Gsm7() {}

    /// The septets that a UTF-16 code unit costs: 1, 2 for the extension table, 0 when it is not in the
    /// alphabet. Both tables lie in the basic plane, so a surrogate always costs 0.
    static int septets(char unit) {
        return unit < LIMIT ? SEPTETS[unit] : 0;
    }

    private static byte[] septetTable() {
        byte[] table = new byte[LIMIT];
        for (int i = 0; i < BASIC.length(); i++) {
            table[BASIC.charAt(i)] = 1;
        }
        for (int i = 0; i < EXTENSION.length(); i++) {
            table[EXTENSION.charAt(i)] = 2;
        }
        return table;
    }
}
