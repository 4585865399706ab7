package uk.tocsin.console.pages.compose;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import uk.tocsin.console.Cut;
import uk.tocsin.console.Installation;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;
import uk.tocsin.store.sqlite.DataDirectory;

/// A process in which a draft gets the number of its alert, as far as a certain document. To be killed there.
final class DoomedPads {
    static final String KEY = "0f2b3c4d-0000-4000-8000-000000000001";
    static final int WRITES = 2;
    static final Pad TYPED = Pad.begun(
                    2, Instant.parse("2026-11-26T10:00:00Z"), Fields.none().with("event", "Lost dog"))
            .saved(
                    3,
                    "page",
                    Instant.parse("2026-11-26T10:00:05Z"),
                    Fields.none().with("event", "Lost cat"));

    private DoomedPads() {}

    static Path folder(Path directory, int writes) {
        return directory.resolve("pads" + writes);
    }

    static Pads on(Register register) {
        return new Pads(register, new Vault(new KeyRing(Map.of(1, new byte[KeyRing.KEY_BYTES])), new Random(7)));
    }

    public static void main(String[] args) throws Exception {
        for (int writes = 0; writes <= WRITES; writes++) {
            Path folder = folder(Path.of(args[0]), writes);
            Files.createDirectory(folder);
            DataDirectory data = DataDirectory.open(folder);
            Installation.await(on(data.register()).put(KEY, TYPED), 30);
            Cut cut = new Cut(data.register(), writes);
            on(cut.register()).move(KEY, "12", TYPED.versioned(1)).onComplete(_ -> cut.done());
            cut.await();
        }
        Cut.waitForTheEnd();
    }
}
