package uk.tocsin.console.pages.registry;

import uk.tocsin.model.ChannelKind;

/// An address as it is shown to somebody who need not know all of it: enough to tell one from another.
final class Masked {
    private static final int SHOWN = 3;

    private Masked() {}

    static String of(ChannelKind channel, String address) {
        return switch (channel) {
            case EMAIL -> email(address);
            case SMS -> "••• " + end(address);
            case PUSH -> "Device ••• " + end(address);
        };
    }

    private static String email(String address) {
        int at = address.lastIndexOf('@');
        return at < 1 ? "•••" : address.substring(0, 1) + "•••" + address.substring(at);
    }

    private static String end(String text) {
        return text.substring(Math.max(0, text.length() - SHOWN));
    }
}
