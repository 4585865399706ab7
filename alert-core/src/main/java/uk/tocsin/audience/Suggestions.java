package uk.tocsin.audience;

import java.util.Collection;
import java.util.Optional;

/// Finds what a mistyped word may have meant.
public final class Suggestions {
    /// Longer words are no slips of the finger.
    private static final int LONGEST_WORD = 64;
    /// Shorter fragments occur in too many keys to suggest anything.
    private static final int SHORTEST_FRAGMENT = 4;

    private Suggestions() {}

    /// The candidate at most two edits away (one for words of three letters), else the first that contains the
    /// word or lies within it.
    public static Optional<String> nearest(String word, Collection<String> candidates) {
        if (word.length() < 2 || word.length() > LONGEST_WORD) {
            return Optional.empty();
        }
        int best = word.length() <= 3 ? 2 : 3;
        Optional<String> found = Optional.empty();
        for (String candidate : candidates) {
            int distance = distance(word, candidate);
            if (distance < best) {
                best = distance;
                found = Optional.of(candidate);
            }
        }
        return found.or(() -> candidates.stream()
                .filter(candidate -> overlaps(word, candidate))
                .findFirst());
    }

    private static boolean overlaps(String word, String candidate) {
        return (word.length() >= SHORTEST_FRAGMENT && candidate.contains(word))
                || (candidate.length() >= SHORTEST_FRAGMENT && word.contains(candidate));
    }

    /// Levenshtein distance with neighbours swapped as one edit.
    private static int distance(String left, String right) {
        int[] beforePrevious = new int[right.length() + 1];
        int[] previous = new int[right.length() + 1];
        int[] current = new int[right.length() + 1];
        for (int j = 0; j <= right.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= left.length(); i++) {
            current[0] = i;
            for (int j = 1; j <= right.length(); j++) {
                int changed = previous[j - 1] + (left.charAt(i - 1) == right.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(changed, 1 + Math.min(previous[j], current[j - 1]));
                if (isSwap(left, i, right, j)) {
                    current[j] = Math.min(current[j], beforePrevious[j - 2] + 1);
                }
            }
            int[] free = beforePrevious;
            beforePrevious = previous;
            previous = current;
            current = free;
        }
        return previous[right.length()];
    }

    private static boolean isSwap(String left, int i, String right, int j) {
        return i > 1 && j > 1 && left.charAt(i - 1) == right.charAt(j - 2) && left.charAt(i - 2) == right.charAt(j - 1);
    }
}
