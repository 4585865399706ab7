package uk.tocsin.console.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The words after a command: those that stand alone, and options of the form `--name value`.
///
/// @param words those without a name, in order
/// @param options the values of each option, in order; a switch has the value "true"
record Arguments(List<String> words, Map<String, List<String>> options) {
    private static final Set<String> SWITCHES = Set.of("json", "without-marks", "foreign", "dry-run");
    private static final Set<String> KNOWN = Set.of(
            "data",
            "config",
            "set",
            "port",
            "by",
            "json",
            "without-marks",
            "marks",
            "map",
            "foreign",
            "dry-run",
            "errors",
            "progress",
            "count",
            "seed",
            "out",
            "answers");

    Arguments {
        words = List.copyOf(words);
        options = Map.copyOf(options);
    }

    static Arguments of(List<String> args) {
        List<String> words = new ArrayList<>();
        Map<String, List<String>> options = new HashMap<>();
        for (int i = 0; i < args.size(); i++) {
            String word = args.get(i);
            if (!word.startsWith("--")) {
                words.add(word);
                continue;
            }
            String name = word.substring(2);
            if (!KNOWN.contains(name)) {
                throw new UsageException(word + ": there is no such option");
            }
            boolean alone = SWITCHES.contains(name);
            if (!alone && i + 1 == args.size()) {
                throw new UsageException(word + ": a value is needed");
            }
            options.computeIfAbsent(name, _ -> new ArrayList<>()).add(alone ? "true" : args.get(++i));
        }
        return new Arguments(words, options);
    }

    /// The value of an option; the last one if it was given repeatedly.
    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name)).map(List::getLast);
    }

    boolean has(String name) {
        return options.containsKey(name);
    }

    List<String> all(String name) {
        return options.getOrDefault(name, List.of());
    }

    /// The data directory, which is needed.
    Path data() {
        return option("data").map(Path::of).orElseThrow(() -> new UsageException("--data: a directory is needed"));
    }

    /// A number from 1 that is needed, or `usual` where there is one.
    long number(String name, Optional<Long> usual) {
        Optional<String> text = option(name);
        if (text.isEmpty()) {
            return usual.orElseThrow(() -> new UsageException("--" + name + ": a number is needed"));
        }
        if (!text.get().matches("[0-9]{1,18}")) {
            throw new UsageException("--" + name + ": \"" + text.get() + "\" is not a number");
        }
        return Long.parseLong(text.get());
    }

    /// A file that is needed.
    Path file(String name) {
        return option(name).map(Path::of).orElseThrow(() -> new UsageException("--" + name + ": a file is needed"));
    }

    /// The only word, which is needed.
    String word(String what) {
        if (words.size() != 1) {
            throw new UsageException(
                    words.isEmpty()
                            ? what + " is needed"
                            : "one " + what + " is needed, not " + words.size() + " words");
        }
        return words.getFirst();
    }
}
