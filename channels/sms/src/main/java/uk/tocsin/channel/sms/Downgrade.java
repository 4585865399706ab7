package uk.tocsin.channel.sms;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import uk.tocsin.channel.sms.SmsText.Change;
import uk.tocsin.channel.sms.SmsText.Downgraded;

/// The replacements of [SmsText#downgrade]. A replacement is here only if a reader understands the same:
/// fractions and powers are not (1½ is not 11/2), nor is any letter for another.
///
/// Characters of no width are removed first, except where they carry meaning: joiners and variation selectors
/// after emoji, Arabic or Indic letters, and marks of direction in a text that runs from right to left. Then
/// each character is composed with its accents and looked up.
final class Downgrade {
    private static final Map<Integer, String> REPLACEMENTS = replacements();

    /// The last code point of Latin Extended-B: joiners after such a letter do nothing.
    private static final int LAST_LATIN = 0x024F;

    /// The first block of combining marks that belong to scripts in which joiners matter (Hebrew, Arabic,
    /// Indic).
    private static final int FIRST_JOINING_MARK = 0x0590;

    private final String text;
    private final boolean rightToLeft;
    private final List<Change> changes = new ArrayList<>();

    /// The code points that have a width, and where each stood.
    private final int[] points;

    private final int[] offsets;
    private int size;

    private Downgrade(String text) {
        this.text = text;
        this.rightToLeft = text.codePoints().anyMatch(Downgrade::runsRightToLeft);
        this.points = new int[text.length()];
        this.offsets = new int[text.length()];
    }

    static Downgraded of(String text) {
        Downgrade downgrade = new Downgrade(text);
        downgrade.removeInvisible();
        String result = downgrade.replaceVisible();
        downgrade.changes.sort(Comparator.comparingInt(Change::at));
        return new Downgraded(result, downgrade.changes);
    }

    private void removeInvisible() {
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            if (removable(point)) {
                changes.add(new Change(at, Character.toString(point), ""));
            } else {
                points[size] = point;
                offsets[size] = at;
                size++;
            }
            at += Character.charCount(point);
        }
    }

    private String replaceVisible() {
        StringBuilder result = new StringBuilder(text.length());
        for (int from = 0; from < size; ) {
            int to = from + 1;
            while (to < size && isAccent(points[to])) {
                to++;
            }
            String cluster = new String(points, from, to - from);
            String replaced = replaced(cluster);
            if (!replaced.equals(cluster)) {
                changes.add(new Change(offsets[from], cluster, replaced));
            }
            result.append(replaced);
            from = to;
        }
        return result.toString();
    }

    /// Composes a cluster only if that makes one character of it: anything else would merely reorder accents.
    private static String replaced(String cluster) {
        int base = cluster.codePointAt(0);
        String plain = isFullWidth(base) ? halfWidth(base) + cluster.substring(1) : cluster;
        String composed = Normalizer.normalize(plain, Normalizer.Form.NFC);
        int first = composed.codePointAt(0);
        boolean single = composed.length() == Character.charCount(first);
        return single ? REPLACEMENTS.getOrDefault(first, composed) : plain;
    }

    /// Full-width forms stand in the order of ASCII.
    private static String halfWidth(int point) {
        return Character.toString(point - 0xFF01 + '!');
    }

    private static boolean isFullWidth(int point) {
        return point >= 0xFF01 && point <= 0xFF5E;
    }

    private boolean removable(int point) {
        return switch (point) {
            case '\t', '\n', 0x0B, '\f', '\r', 0x85 -> false;
            case 0x00AD, 0x180E, 0x200B, 0x2060, 0x2061, 0x2062, 0x2063, 0x2064, 0xFEFF -> true;
            case 0x200E, 0x200F, 0x061C -> !rightToLeft;
            case 0x200C, 0x200D -> !joinsWhatStandsBefore();
            default -> {
                boolean embedding = point >= 0x202A && point <= 0x202E;
                boolean isolate = point >= 0x2066 && point <= 0x2069;
                yield Character.getType(point) == Character.CONTROL
                        || ((embedding || isolate) && !rightToLeft)
                        || (isVariationSelector(point) && !joinsWhatStandsBefore());
            }
        };
    }

    private boolean joinsWhatStandsBefore() {
        if (size == 0) {
            return false;
        }
        int before = points[size - 1];
        if (before <= LAST_LATIN || isFullWidth(before) || REPLACEMENTS.containsKey(before)) {
            return false;
        }
        return switch (Character.getType(before)) {
            case Character.OTHER_LETTER, Character.OTHER_SYMBOL, Character.MODIFIER_SYMBOL -> true;
            case Character.NON_SPACING_MARK, Character.COMBINING_SPACING_MARK -> before >= FIRST_JOINING_MARK;
            default -> false;
        };
    }

    private static boolean isVariationSelector(int point) {
        return point >= 0xFE00 && point <= 0xFE0F;
    }

    private static boolean isAccent(int point) {
        return Character.getType(point) == Character.NON_SPACING_MARK && !isVariationSelector(point);
    }

    private static boolean runsRightToLeft(int point) {
        byte direction = Character.getDirectionality(point);
        return Character.isLetter(point)
                && (direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                        || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC);
    }

    private static Map<Integer, String> replacements() {
        Map<Integer, String> map = new HashMap<>();
        each(map, "'", "`´ʹʻʼʽˈ‘’‚‛′‵‹›❛❜");
        each(map, "\"", "“”„‟″‶«»❝❞〝〞ʺ");
        each(map, "-", "‐‑‒–—―−⁃﹘﹣•‣·");
        each(map, "...", "…");
        each(map, "..", "‥");
        each(map, "/", "⁄∕");
        each(map, "\\", "∖");
        each(map, "|", "¦∣");
        each(map, "^", "ˆ");
        each(map, "~", "˜∼");
        each(map, "*", "∗");
        each(map, "x", "×");
        each(map, "£", "₤");
        each(map, "(C)", "©");
        each(map, "(R)", "®");
        each(map, "(TM)", "™");
        each(map, "No.", "№");
        each(map, "->", "→");
        each(map, "<-", "←");
        each(map, "fi", "ﬁ");
        each(map, "fl", "ﬂ");
        each(map, "ff", "ﬀ");
        each(map, "ffi", "ﬃ");
        each(map, "ffl", "ﬄ");
        each(map, " ", "\t\u00A0\u1680\u202F\u205F\u3000");
        for (int space = 0x2000; space <= 0x200A; space++) {
            map.put(space, " ");
        }
        each(map, "\n", "\u000B\u0085\u2028\u2029");
        return Map.copyOf(map);
    }

    private static void each(Map<Integer, String> map, String to, String from) {
        from.codePoints().forEach(codePoint -> map.put(codePoint, to));
    }
}
