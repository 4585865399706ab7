package uk.tocsin.console.pages.compose;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import uk.tocsin.console.Installation;
import uk.tocsin.console.Served;
import uk.tocsin.store.sqlite.DataDirectory;

/// Drafts are kept, whatever comes between, until nobody goes on with them.
@Timeout(60)
class PadsIT {
    @TempDir
    Path directory = Path.of("");

    @Test
    void aPadThatNobodyGoesOnWithIsForgottenInTime() {
        try (DataDirectory data = DataDirectory.open(directory)) {
            Pads pads = DoomedPads.on(data.register());
            Instant typed = DoomedPads.TYPED.time();
            Installation.await(pads.put("12", DoomedPads.TYPED), 30);
            Installation.await(pads.put("13", DoomedPads.TYPED.saved(2, "", typed.plusSeconds(1), Fields.none())), 30);

            assertThat(Installation.await(pads.forget(typed), 30)).isZero();
            assertThat(Installation.await(pads.forget(typed.plusSeconds(1)), 30))
                    .isOne();
            assertThat(Installation.await(pads.all(), 30))
                    .extracting(Pads.Kept::key)
                    .containsExactly("13");
        }
    }

    @Test
    void whatWasTypedIsThereOnceAndWhole() throws Exception {
        try (Served doomed = Served.start(directory, DoomedPads.class, directory.toString())) {
            doomed.says("ready");
            doomed.kill();
        }
        for (int writes = 0; writes <= DoomedPads.WRITES; writes++) {
            try (DataDirectory data = DataDirectory.open(DoomedPads.folder(directory, writes))) {
                Pads pads = DoomedPads.on(data.register());
                Pads.Kept expected = writes == 0
                        ? new Pads.Kept(DoomedPads.KEY, DoomedPads.TYPED)
                        : new Pads.Kept("12", DoomedPads.TYPED.versioned(1));

                assertThat(Installation.await(pads.mend(), 30)).isEqualTo(writes == 1 ? 1 : 0);
                assertThat(Installation.await(pads.all(), 30))
                        .as("after %s documents", writes)
                        .containsExactly(expected);
            }
        }
    }
}
