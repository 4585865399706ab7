package uk.tocsin.channel.email;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The machine-readable part of a delivery report, RFC 3464 section 2: a group of fields about the message,
/// then a group for each recipient.
///
/// @param action failed, delayed, delivered, relayed or expanded, lower case
/// @param status enhanced status code; empty if it is not one
record DeliveryStatus(String action, String status) {
    /// A mail of ours has one recipient; a list may expand it. More is rubbish.
    private static final int MAX_GROUPS = 50;

    private static final Pattern CODE = Pattern.compile("\\b([245]\\.\\d{1,3}\\.\\d{1,3})\\b");

    /// The recipients' groups in the text of a message/delivery-status part.
    static List<DeliveryStatus> parse(String text) {
        List<DeliveryStatus> found = new ArrayList<>();
        for (String group : text.replace("\r\n", "\n").split("\n[ \t]*\n", MAX_GROUPS)) {
            Map<String, String> fields = fields(group);
            String action = fields.get("action");
            if (action != null) {
                found.add(new DeliveryStatus(word(action), status(fields)));
            }
        }
        return found;
    }

    /// The first enhanced status code in a text.
    static Optional<String> codeIn(String text) {
        Matcher matcher = CODE.matcher(text);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    private static Map<String, String> fields(String group) {
        Map<String, String> fields = new HashMap<>();
        for (String line : group.replaceAll("\n[ \t]+", " ").split("\n", MAX_GROUPS)) {
            int colon = line.indexOf(':');
            if (colon > 0) {
                fields.putIfAbsent(
                        line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                        line.substring(colon + 1).strip());
            }
        }
        return fields;
    }

    /// Comments in brackets may follow the word.
    private static String word(String value) {
        Matcher letters = Pattern.compile("[A-Za-z]+").matcher(value);
        return letters.find() ? letters.group().toLowerCase(Locale.ROOT) : "";
    }

    /// Some systems write a vague 5.0.0 as status and the real code into the diagnostic.
    private static String status(Map<String, String> fields) {
        Optional<String> status = codeIn(fields.getOrDefault("status", ""));
        boolean vague = status.isEmpty() || status.get().endsWith(".0.0");
        Optional<String> diagnostic = codeIn(fields.getOrDefault("diagnostic-code", ""));
        boolean agrees = diagnostic.isPresent()
                && (status.isEmpty()
                        || diagnostic.get().charAt(0) == status.get().charAt(0));
        return vague && agrees ? diagnostic.orElse("") : status.orElse("");
    }
}
