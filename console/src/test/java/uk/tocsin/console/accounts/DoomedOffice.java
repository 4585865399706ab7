package uk.tocsin.console.accounts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Random;
import uk.tocsin.console.Cut;
import uk.tocsin.store.sqlite.DataDirectory;

/// A process in which members set up their accounts, each in an office of its own, and get as far as a certain
/// document. To be killed there.
final class DoomedOffice {
    static final Instant NOW = Instant.parse("2026-01-01T09:00:00Z");
    static final int MEMBER = 2;
    static final int WRITES = 6;

    private DoomedOffice() {}

    static Path folder(Path directory, String scene, int writes) {
        return directory.resolve(scene + writes);
    }

    static Office office(DataDirectory data) {
        Office office = new Office(data.register(), NOW, new Random(7));
        office.active.add(MEMBER);
        return office;
    }

    public static void main(String[] args) throws Exception {
        for (int writes = 0; writes <= WRITES; writes++) {
            for (String scene : new String[] {"first", "again"}) {
                Path folder = folder(Path.of(args[0]), scene, writes);
                Files.createDirectory(folder);
                play(scene, writes, folder);
            }
        }
        Cut.waitForTheEnd();
    }

    private static void play(String scene, int writes, Path folder) throws Exception {
        DataDirectory data = DataDirectory.open(folder);
        if (scene.equals("again")) {
            office(data).enrolled(MEMBER);
        }
        Office before = office(data);
        before.pass(AccountKillIT.LATER);
        String code = Office.await(before.accounts.enrolment().issue(MEMBER));
        Files.writeString(folder.resolve("code"), code);
        Cut cut = new Cut(data.register(), writes);
        Office office = new Office(cut.register(), before.now(), new Random(writes));
        office.active.add(MEMBER);
        Choice choice = new Choice("Sam", AccountKillIT.NEW_NAME, Office.PASSWORD);
        office.accounts
                .enrolment()
                .begin(code, choice, Office.HERE)
                .map(shown -> (Attempt.ShowsSecret) shown)
                .compose(shown -> {
                    byte[] secret = AccountKillIT.secret(shown);
                    return write(folder.resolve("secret"), shown.secret(), office)
                            .accounts
                            .enrolment()
                            .confirm(shown.ticket(), office.code(secret), Office.HERE);
                })
                .onSuccess(set -> write(folder.resolve("confirmed"), "", office))
                .onComplete(_ -> cut.done());
        cut.await();
    }

    private static Office write(Path file, String text, Office office) {
        try {
            Files.writeString(file, text);
            return office;
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
