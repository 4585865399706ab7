package uk.tocsin.console.pages.approve;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What changed from one text to another, word by word: the longest common row of words stays, the others were taken
/// out or put in. Pure; any thread.
final class WordDiff {
    /// Words with the white space and the marks between them each for themselves, so that joining the parts gives the
    /// text back.
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{N}]+|\\s+|[^\\p{L}\\p{N}\\s]");

    /// Comparing takes time and memory with the product of the lengths: texts that differ by more than this are shown
    /// as replaced.
    private static final long MOST = 4_000_000;

    private WordDiff() {}

    /// What became of a part of a text.
    enum Fate {
        KEPT,
        TAKEN_OUT,
        PUT_IN
    }

    /// Some words, and what became of them.
    record Part(Fate fate, String text) {}

    /// The parts of both texts: those kept and taken out make the old one, those kept and put in the new one.
    static List<Part> of(String before, String after) {
        List<String> old = words(before);
        List<String> now = words(after);
        int start = 0;
        while (start < Math.min(old.size(), now.size()) && old.get(start).equals(now.get(start))) {
            start++;
        }
        int end = 0;
        while (end < Math.min(old.size(), now.size()) - start
                && old.get(old.size() - 1 - end).equals(now.get(now.size() - 1 - end))) {
            end++;
        }
        Parts parts = new Parts();
        parts.add(Fate.KEPT, old.subList(0, start));
        between(old.subList(start, old.size() - end), now.subList(start, now.size() - end), parts);
        parts.add(Fate.KEPT, old.subList(old.size() - end, old.size()));
        return parts.done();
    }

    private static List<String> words(String text) {
        List<String> words = new ArrayList<>();
        Matcher matcher = WORD.matcher(text);
        while (matcher.find()) {
            words.add(matcher.group());
        }
        return words;
    }

    private static void between(List<String> old, List<String> now, Parts parts) {
        if ((long) old.size() * now.size() > MOST) {
            parts.add(Fate.TAKEN_OUT, old);
            parts.add(Fate.PUT_IN, now);
            return;
        }
        int[][] common = common(old, now);
        int i = 0;
        int k = 0;
        while (i < old.size() || k < now.size()) {
            if (i < old.size() && k < now.size() && old.get(i).equals(now.get(k))) {
                parts.add(Fate.KEPT, old.subList(i, i + 1));
                i++;
                k++;
            } else if (k == now.size() || i < old.size() && common[i + 1][k] >= common[i][k + 1]) {
                parts.add(Fate.TAKEN_OUT, old.subList(i, i + 1));
                i++;
            } else {
                parts.add(Fate.PUT_IN, now.subList(k, k + 1));
                k++;
            }
        }
    }

    /// How long the longest common row is of what follows each place in both.
    private static int[][] common(List<String> old, List<String> now) {
        int[][] common = new int[old.size() + 1][now.size() + 1];
        for (int i = old.size() - 1; i >= 0; i--) {
            for (int k = now.size() - 1; k >= 0; k--) {
                common[i][k] = old.get(i).equals(now.get(k))
                        ? common[i + 1][k + 1] + 1
                        : Math.max(common[i + 1][k], common[i][k + 1]);
            }
        }
        return common;
    }

    /// Parts so far, neighbours of one fate joined.
    private static final class Parts {
        private final List<Part> parts = new ArrayList<>();

        void add(Fate fate, List<String> words) {
            String text = String.join("", words);
            if (text.isEmpty()) {
                return;
            }
            if (!parts.isEmpty() && parts.getLast().fate() == fate) {
                text = parts.removeLast().text() + text;
            }
            parts.add(new Part(fate, text));
        }

        List<Part> done() {
            return List.copyOf(parts);
        }
    }
}
