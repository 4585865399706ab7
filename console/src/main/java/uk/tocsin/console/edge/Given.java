package uk.tocsin.console.edge;

import java.text.Normalizer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;

/// What somebody filled into a form, and what is wrong with it: the first problem of each field, in the order in
/// which they were looked at. Confined to one request.
final class Given {
    private final Map<String, String> values;
    private final SequencedMap<String, Bilingual> problems = new LinkedHashMap<>();

    Given(Map<String, String> values) {
        this.values = Map.copyOf(values);
    }

    Map<String, String> values() {
        return values;
    }

    SequencedMap<String, Bilingual> problems() {
        return problems;
    }

    boolean good() {
        return problems.isEmpty();
    }

    /// The text of a field without space around it; empty for none.
    String text(String name) {
        return Normalizer.normalize(values.getOrDefault(name, ""), Normalizer.Form.NFC)
                .strip();
    }

    boolean has(String name) {
        return values.containsKey(name);
    }

    /// The values of those boxes of a group that were ticked: `prefix-value`.
    List<String> ticked(String prefix) {
        return values.keySet().stream()
                .filter(name -> name.startsWith(prefix + "-"))
                .map(name -> name.substring(prefix.length() + 1))
                .sorted()
                .toList();
    }

    void problem(String name, Bilingual what) {
        problems.putIfAbsent(name, what);
    }

    /// The text of a field that has to be filled in.
    String required(String name, int most, Bilingual missing) {
        if (text(name).isEmpty()) {
            problem(name, missing);
        }
        return optional(name, most);
    }

    /// The text of a field of one line. Characters that cannot be seen are refused: they make headers, or words that
    /// look like others.
    String optional(String name, int most) {
        return checked(name, text(name), most);
    }

    /// The text of a field of several lines, as one line.
    String lines(String name, int most, Bilingual missing) {
        String text = text(name);
        if (text.isEmpty()) {
            problem(name, missing);
        }
        List<String> lines =
                text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
        return checked(name, String.join(", ", lines), most);
    }

    private String checked(String name, String text, int most) {
        if (text.codePointCount(0, text.length()) > most) {
            problem(name, Wording.TOO_LONG);
        }
        if (text.codePoints().anyMatch(Given::isHidden)) {
            problem(name, Wording.BAD_CHARACTERS);
        }
        return text;
    }

    private static boolean isHidden(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    /// The choice of a field that has to be made; empty, and a problem, for none and for one that is not offered.
    <T> Optional<T> choice(String name, Map<String, T> offered, Bilingual missing) {
        Optional<T> chosen = Optional.ofNullable(offered.get(text(name)));
        if (chosen.isEmpty()) {
            problem(name, missing);
        }
        return chosen;
    }
}
