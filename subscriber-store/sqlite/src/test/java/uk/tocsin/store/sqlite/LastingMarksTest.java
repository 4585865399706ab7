package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.model.SlotKind;
import uk.tocsin.register.Marks;
import uk.tocsin.register.Marks.Erasure;
import uk.tocsin.register.MarksContract;

class LastingMarksTest extends MarksContract {
    private static final Erasure SOMEBODY = new Erasure(524, new UUID(7, 12));
    private static final Erasure ANOTHER = new Erasure(64, new UUID(8, 0));

    @TempDir
    private Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void inDirectory() {
        file = LastingMarks.in(directory);
    }

    @Override
    protected Marks open() {
        return LastingMarks.open(directory.resolve("contract.marks"));
    }

    @Override
    protected Marks reopen(Marks open) {
        open.close();
        return open();
    }

    private void fill() {
        try (LastingMarks marks = LastingMarks.open(file)) {
            marks.raiseAlerts(4097);
            marks.raiseAlerts(12);
            marks.raiseSlots(12, SlotKind.SUBSCRIBER, 8192);
            marks.raiseSlots(12, SlotKind.PREMISES, 100);
            marks.raiseRestores(2);
            marks.erased(SOMEBODY);
            marks.erased(ANOTHER);
            marks.erased(SOMEBODY);
        }
    }

    private void assertFilled(LastingMarks marks) {
        assertThat(marks.alerts()).isEqualTo(4097);
        assertThat(marks.slots(12, SlotKind.SUBSCRIBER)).isEqualTo(8192);
        assertThat(marks.slots(12, SlotKind.PREMISES)).isEqualTo(100);
        assertThat(marks.slots(13, SlotKind.PREMISES)).isZero();
        assertThat(marks.restores()).isEqualTo(2);
    }

    @Test
    void aNewFileKnowsNothingAndIsItsOwnersAlone() throws IOException {
        try (LastingMarks marks = LastingMarks.open(file)) {
            assertThat(marks.alerts()).isEqualTo(1);
            assertThat(marks.restores()).isZero();
            assertThat(marks.erasures()).isEmpty();
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void aLineThatACrashCutAnywhereIsDroppedAndTheRestStays() throws IOException {
        fill();
        byte[] whole = Files.readAllBytes(file);
        int last = whole.length - 1;
        while (whole[last - 1] != '\n') {
            last--;
        }
        for (int length = last; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            try (LastingMarks marks = LastingMarks.open(file)) {
                assertFilled(marks);
                assertThat(marks.erasures()).containsExactly(SOMEBODY);
                marks.erased(ANOTHER);
            }
            assertThat(Files.readAllBytes(file)).isEqualTo(whole);
        }
    }

    @Test
    void aDamagedLineBeforeTheLastIsRefusedByNumber() throws IOException {
        fill();
        byte[] bytes = Files.readAllBytes(file);
        String text = Files.readString(file);
        bytes[text.indexOf("4097")] = '9';
        Files.write(file, bytes);
        assertThatThrownBy(() -> LastingMarks.open(file))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage(file + ", line 2: is damaged");
    }

    @Test
    void aLineOfALaterVersionIsRefusedByNumber() throws IOException {
        LastingMarks.open(file).close();
        Files.writeString(file, "later 3 " + "%08x".formatted(crc("later 3")) + "\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> LastingMarks.open(file))
                .isInstanceOf(DataDirectoryException.class)
                .hasMessage(file + ", line 2: this version of Tocsin does not know it");
    }

    private static long crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.ISO_8859_1));
        return crc.getValue();
    }
}
