package uk.tocsin.console.pages.compose;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/// What is typed into the editor: values by field, named by their path in the API's contract. Lines end with LF;
/// nothing else is changed. Immutable; any thread.
record Fields(Map<String, List<String>> values) {
    /// Tiers in both languages.
    static final int MAX_VARIANTS = 8;

    private static final String DIGIT = "[0-9]";
    private static final String TWO = "[0-9]{1,2}";

    /// The fields of the contract that the editor has.
    static final String PATTERN = "(event|handling|mode|urgency|severity|certainty|categories|responses|link|audience"
            + "|expires|knownAt|area\\.(description|polygons|circle\\.(latitude|longitude|radiusKm))"
            + "|variants\\[" + DIGIT + "\\]\\.(tier|language|headline|shortText|description|instruction)"
            + "|plan\\[" + TWO + "\\]\\.(channel|after|among|condition|enough)"
            + "|questions\\[" + DIGIT + "\\]\\.(text|choices\\[" + DIGIT + "\\])\\.(en|cy)"
            + "|actions\\[" + DIGIT + "\\]\\.(kind|target|text\\.(en|cy)))";

    Fields {
        Map<String, List<String>> clean = new TreeMap<>();
        values.forEach((name, all) -> clean.put(
                name,
                all.stream()
                        .map(each -> each.replace("\r\n", "\n").replace('\r', '\n'))
                        .toList()));
        values = Map.copyOf(clean);
    }

    /// Nothing.
    static Fields none() {
        return new Fields(Map.of());
    }

    /// What was typed into a field; empty for nothing.
    String text(String field) {
        List<String> all = values.getOrDefault(field, List.of());
        return all.isEmpty() ? "" : all.getFirst();
    }

    /// Whether there is nothing but space in a field.
    boolean blank(String field) {
        return text(field).isBlank();
    }

    List<String> all(String field) {
        return values.getOrDefault(field, List.of());
    }

    /// Whether a row of a list is there.
    boolean hasRow(String list, int index) {
        String start = list + "[" + index + "].";
        return values.keySet().stream().anyMatch(name -> name.startsWith(start));
    }

    /// The rows of a list, one after the last.
    int rows(String list) {
        int rows = 0;
        for (String name : values.keySet()) {
            if (name.startsWith(list + "[")) {
                int end = name.indexOf(']', list.length());
                rows = Math.max(rows, Integer.parseInt(name.substring(list.length() + 1, end)) + 1);
            }
        }
        return rows;
    }

    /// The same with other values.
    Fields with(Map<String, String> more) {
        Map<String, List<String>> all = new LinkedHashMap<>(values);
        more.forEach((name, value) -> all.put(name, List.of(value)));
        return new Fields(all);
    }

    Fields with(String field, String value) {
        return with(Map.of(field, value));
    }

    /// The same without a row, the later ones moved up.
    Fields without(String list, int index) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        values.forEach((name, value) -> {
            if (!name.startsWith(list + "[")) {
                all.put(name, value);
                return;
            }
            int end = name.indexOf(']', list.length());
            int at = Integer.parseInt(name.substring(list.length() + 1, end));
            if (at != index) {
                all.put(list + "[" + (at > index ? at - 1 : at) + name.substring(end), value);
            }
        });
        return new Fields(all);
    }

    /// The fields whose values differ from others'.
    List<String> differing(Fields other) {
        TreeSet<String> names = new TreeSet<>(values.keySet());
        names.addAll(other.values.keySet());
        List<String> found = new ArrayList<>();
        for (String name : names) {
            if (!shown(name).equals(other.shown(name))) {
                found.add(name);
            }
        }
        return found;
    }

    /// All values of a field as one text.
    String shown(String field) {
        return String.join(", ", all(field));
    }
}
