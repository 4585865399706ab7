package uk.tocsin.console.imports;

import java.util.Arrays;
import java.util.List;

/// The few segments of a row: codes, ascending, each once. One thread.
final class Segments {
    private int[] codes = new int[12];
    private int size;

    void add(int code) {
        int at = size;
        while (at > 0 && codes[at - 1] >= code) {
            at--;
        }
        if (at < size && codes[at] == code) {
            return;
        }
        if (size == codes.length) {
            codes = Arrays.copyOf(codes, 2 * size);
        }
        System.arraycopy(codes, at, codes, at + 1, size - at);
        codes[at] = code;
        size++;
    }

    int[] toArray() {
        return Arrays.copyOf(codes, size);
    }

    List<Integer> toList() {
        Integer[] all = new Integer[size];
        Arrays.setAll(all, i -> codes[i]);
        return List.of(all);
    }
}
