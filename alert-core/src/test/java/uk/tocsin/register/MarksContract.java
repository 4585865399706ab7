package uk.tocsin.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import uk.tocsin.model.Shards;
import uk.tocsin.model.SlotKind;
import uk.tocsin.register.Marks.Erasure;

/// What all [Marks] do.
public abstract class MarksContract {
    private static final Erasure SOMEBODY = new Erasure(524, new UUID(7, 12));
    private static final Erasure ANOTHER = new Erasure(64, new UUID(8, 0));
    private static final UUID OURS = new UUID(1, 2);

    private Marks marks;

    /// Marks on empty storage.
    protected abstract Marks open() throws Exception;

    /// Closes them and opens others on the same storage.
    protected abstract Marks reopen(Marks open) throws Exception;

    @BeforeEach
    void openThem() throws Exception {
        marks = open();
    }

    @AfterEach
    void closeThem() {
        marks.close();
    }

    @Test
    void newMarksKnowNothing() {
        assertThat(marks.installation()).isEmpty();
        assertThat(marks.version()).isZero();
        assertThat(marks.alerts()).isEqualTo(1);
        assertThat(marks.restores()).isZero();
        assertThat(marks.slots(Shards.COUNT - 1, SlotKind.PREMISES)).isZero();
        assertThat(marks.erasures()).isEmpty();
        assertThat(marks.isErased(SOMEBODY.ordinal())).isFalse();
    }

    private void fill() {
        assertThat(marks.found(OURS)).isEqualTo(OURS);
        marks.raiseVersion(3);
        marks.raiseAlerts(4097);
        marks.raiseRestores(2);
        marks.raiseSlots(12, SlotKind.SUBSCRIBER, 8192);
        marks.raiseSlots(12, SlotKind.PREMISES, 100);
        marks.raiseSlots(0, SlotKind.SUBSCRIBER, 1);
        marks.raiseSlots(63, SlotKind.PREMISES, Shards.MAX_SLOT);
        marks.erased(SOMEBODY);
        marks.erased(ANOTHER);
    }

    private void assertFilled() {
        assertThat(marks.installation()).contains(OURS);
        assertThat(marks.version()).isEqualTo(3);
        assertThat(marks.alerts()).isEqualTo(4097);
        assertThat(marks.restores()).isEqualTo(2);
        assertThat(marks.slots(12, SlotKind.SUBSCRIBER)).isEqualTo(8192);
        assertThat(marks.slots(12, SlotKind.PREMISES)).isEqualTo(100);
        assertThat(marks.slots(13, SlotKind.PREMISES)).isZero();
        assertThat(marks.slots(0, SlotKind.SUBSCRIBER)).isEqualTo(1);
        assertThat(marks.slots(63, SlotKind.PREMISES)).isEqualTo(Shards.MAX_SLOT);
        assertThat(marks.erasures()).containsExactly(SOMEBODY, ANOTHER);
        assertThat(marks.isErased(SOMEBODY.ordinal())).isTrue();
        assertThat(marks.isErased(SOMEBODY.ordinal() + 1)).isFalse();
    }

    @Test
    void whatIsMarkedIsKnownAtOnceAndAfterReopening() throws Exception {
        fill();
        assertFilled();
        marks = reopen(marks);
        assertFilled();
    }

    @Test
    void aLowerNumberChangesNothing() throws Exception {
        fill();
        marks.raiseVersion(2);
        marks.raiseAlerts(12);
        marks.raiseRestores(1);
        marks.raiseSlots(12, SlotKind.SUBSCRIBER, 8191);
        assertFilled();
        marks = reopen(marks);
        assertFilled();
    }

    @Test
    void theFirstInstallationCounts() throws Exception {
        fill();
        assertThat(marks.found(new UUID(3, 4))).isEqualTo(OURS);
        marks = reopen(marks);
        assertThat(marks.found(new UUID(5, 6))).isEqualTo(OURS);
    }

    @Test
    void somebodyIsErasedOnce() throws Exception {
        fill();
        marks.erased(SOMEBODY);
        marks = reopen(marks);
        marks.erased(SOMEBODY);
        assertFilled();
        Erasure sameOrdinal = new Erasure(SOMEBODY.ordinal(), new UUID(9, 9));
        marks.erased(sameOrdinal);
        assertThat(marks.erasures()).containsExactly(SOMEBODY, ANOTHER, sameOrdinal);
    }

    @Test
    void manyMarkAtOnceAndTheGreatestNumberCounts() throws Exception {
        try (ExecutorService many = Executors.newFixedThreadPool(4)) {
            List<Future<?>> marking = new ArrayList<>();
            for (int number = 2; number <= 60; number++) {
                int mine = 2 + number * 37 % 59;
                marking.add(many.submit(() -> {
                    marks.raiseAlerts(mine);
                    assertThat(marks.alerts()).isGreaterThanOrEqualTo(mine);
                    marks.erased(new Erasure(mine, new UUID(0, mine)));
                }));
            }
            for (Future<?> each : marking) {
                each.get(30, TimeUnit.SECONDS);
            }
        }
        marks = reopen(marks);
        assertThat(marks.alerts()).isEqualTo(60);
        assertThat(marks.erasures()).hasSize(59).doesNotHaveDuplicates();
    }

    @Test
    void aShardThatIsNoneIsRefused() {
        assertThatThrownBy(() -> marks.slots(Shards.COUNT, SlotKind.PREMISES))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> marks.raiseSlots(-1, SlotKind.PREMISES, 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void afterClosingNothingIsMarked() {
        fill();
        marks.close();
        assertThatThrownBy(() -> marks.raiseAlerts(5000)).isInstanceOf(RegisterException.class);
        assertThat(marks.alerts()).isEqualTo(4097);
    }
}
