package uk.tocsin.console;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Set;
import java.util.stream.Collectors;
import uk.tocsin.console.config.Secret;
import uk.tocsin.console.config.Settings;
import uk.tocsin.console.register.ListDesk;
import uk.tocsin.register.KeyRing;
import uk.tocsin.register.Marks.Erasure;
import uk.tocsin.register.Vault;
import uk.tocsin.register.VaultException;
import uk.tocsin.store.sqlite.LastingMarks;
import uk.tocsin.store.sqlite.RegisterFile;

/// What an installation, of which nothing is changed, says of the rows of a list. A server may have it open
/// meanwhile.
public final class ListJudge implements AutoCloseable {
    private final RegisterFile file;
    private final Vault vault;
    private final ListDesk desk;

    private ListJudge(RegisterFile file, Vault vault, ListDesk desk) {
        this.file = file;
        this.vault = vault;
        this.desk = desk;
    }

    /// Opens an installation for reading. Throws with words for the operator.
    public static ListJudge open(Settings settings) {
        Path data = settings.data();
        Secret given = settings.engine().key();
        if (given.reveal().isEmpty() && Files.notExists(KeySource.file(data))) {
            throw new VaultException(KeySource.name(data, given) + " is not there: without it nobody is found");
        }
        SecureRandom random = new SecureRandom();
        KeyRing ring = KeySource.read(data, given, random);
        Vault vault = new Vault(ring, random);
        RegisterFile file = RegisterFile.open(data);
        try {
            KeyProbe.verify(file.register(), vault, KeySource.name(data, given));
            Set<Integer> erased = LastingMarks.erasuresIn(LastingMarks.in(data)).stream()
                    .map(Erasure::ordinal)
                    .collect(Collectors.toSet());
            return new ListJudge(file, vault, ListDesk.judging(file.register(), vault, erased::contains));
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    public Vault vault() {
        return vault;
    }

    /// A desk that only judges.
    public ListDesk desk() {
        return desk;
    }

    @Override
    public void close() {
        file.close();
    }
}
