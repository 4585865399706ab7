package uk.tocsin.channel.sms;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.channel.sms.TwilioError.Kind;
import uk.tocsin.model.Coded;
import uk.tocsin.model.FailureReason;

/// The table of Twilio's error codes, which is data: `twilio-errors.csv` beside this class, with lines of an
/// operator's own file over it. Immutable.
public final class TwilioErrors {
    private static final String STANDARD = "twilio-errors.csv";
    private static final String HEADING = "code,kind,reason,note,source";
    private static final int COLUMNS = 5;

    private final Map<Integer, TwilioError> byCode;

    private TwilioErrors(Map<Integer, TwilioError> byCode) {
        this.byCode = Map.copyOf(byCode);
    }

    /// The table that ships with this module.
    public static TwilioErrors standard() {
        try (InputStream in = TwilioErrors.class.getResourceAsStream(STANDARD)) {
            if (in == null) {
                throw new IllegalStateException(STANDARD + " is missing from the module");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new TwilioErrors(parse(STANDARD, text.lines().toList()));
        } catch (IOException e) {
            throw new IllegalStateException(STANDARD + " cannot be read", e);
        }
    }

    /// This table with the lines of a file of the same form over it. Throws IllegalArgumentException naming the
    /// file, the line and the column when it is malformed or cannot be read.
    public TwilioErrors with(Path file) {
        try {
            Map<Integer, TwilioError> merged = new HashMap<>(byCode);
            merged.putAll(parse(file.toString(), Files.readAllLines(file)));
            return new TwilioErrors(merged);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// What a code means; empty when the table does not know it.
    public Optional<TwilioError> find(int code) {
        return Optional.ofNullable(byCode.get(code));
    }

    /// Every line, in no order.
    public Iterable<TwilioError> all() {
        return byCode.values();
    }

    static Map<Integer, TwilioError> parse(String file, List<String> lines) {
        Map<Integer, TwilioError> table = new HashMap<>();
        boolean heading = false;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            String where = file + ", line " + (i + 1);
            if (!heading) {
                require(line.equals(HEADING), where, "the first line is not \"" + HEADING + "\"");
                heading = true;
                continue;
            }
            TwilioError error = error(where, line);
            require(table.put(error.code(), error) == null, where, "code " + error.code() + " is there twice");
        }
        require(heading, file, "the heading \"" + HEADING + "\" is missing");
        return table;
    }

    private static TwilioError error(String where, String line) {
        String[] columns = line.split(",", -1);
        require(columns.length == COLUMNS, where, columns.length + " columns instead of " + COLUMNS);
        return new TwilioError(
                code(where, columns[0].strip()),
                kind(where, columns[1].strip()),
                reason(where, columns[2].strip()),
                columns[3].strip(),
                columns[4].strip());
    }

    private static int code(String where, String word) {
        require(word.matches("[1-9][0-9]{0,8}"), where, "code: \"" + word + "\" is not a number");
        return Integer.parseInt(word);
    }

    private static Kind kind(String where, String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(word)) {
                return kind;
            }
        }
        throw new IllegalArgumentException(where + ": kind: \"" + word + "\" is none of permanent, temporary,"
                + " throttled, operator, authentication");
    }

    private static FailureReason reason(String where, String word) {
        try {
            return Coded.ofWord(FailureReason.class, word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(where + ": reason: " + e.getMessage(), e);
        }
    }

    private static void require(boolean condition, String where, String why) {
        if (!condition) {
            throw new IllegalArgumentException(where + ": " + why);
        }
    }
}
