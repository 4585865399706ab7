package uk.tocsin.console.cli;

import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import uk.tocsin.audience.Taxonomy;
import uk.tocsin.console.Keys;
import uk.tocsin.console.StoredState;
import uk.tocsin.console.config.Settings;
import uk.tocsin.control.AuditVerifier;
import uk.tocsin.control.Ed25519;
import uk.tocsin.store.sqlite.DataDirectory;

/// Reads the whole control log and proves it against its checkpoints, with the checkpoint key that the register
/// keeps sealed: who could rewrite the log could not make that key.
final class AuditVerify implements Command {
    @Override
    public int run(Arguments arguments, Terminal terminal) {
        arguments.data();
        Settings settings = Options.settings(arguments);
        try (DataDirectory data = Stored.open(settings.data())) {
            Keys.Signing checkpoint = Keys.stored(data, settings).checkpoint();
            Map<String, PublicKey> keys = Map.of(checkpoint.id(), Ed25519.publicKey(checkpoint.open()));
            StoredState state = new StoredState(data.journal(), data.snapshots(), Taxonomy.standard());
            List<AuditVerifier.Entry> entries = new ArrayList<>();
            for (byte[] record : state.controlLog()) {
                entries.add(new AuditVerifier.Entry(entries.size(), record));
            }
            return print(AuditVerifier.verify(entries, keys), terminal);
        }
    }

    private static int print(AuditVerifier.Result result, Terminal terminal) {
        return switch (result) {
            case AuditVerifier.Proven proven -> {
                terminal.out()
                        .printf(
                                "%,d acts; %,d checkpoints; the last %,d acts are not covered by one yet%nhead %s%n",
                                proven.records(),
                                proven.checkpoints(),
                                proven.unproven(),
                                proven.head().hex());
                yield Commands.DONE;
            }
            case AuditVerifier.Broken broken -> {
                terminal.out()
                        .printf(
                                "BROKEN at position %d: %s (%,d acts before it are proven)%n",
                                broken.position(), broken.reason(), broken.proven());
                yield Commands.NO;
            }
        };
    }
}
