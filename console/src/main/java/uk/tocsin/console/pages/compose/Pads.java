package uk.tocsin.console.pages.compose;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import uk.tocsin.console.register.Turns;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// The pads, sealed in the register: the collection `pad`, by alert number or, before there is one, by a random id.
/// What is done with one pad is done in turn. Any thread.
final class Pads {
    /// Drafts that nobody has submitted or discarded: more than an office ever has.
    static final int MOST = 500;

    private static final String COLLECTION = "pad";

    private final Register register;
    private final Vault vault;
    private final Turns<String> turns;

    Pads(Register register, Vault vault) {
        this.register = register;
        this.vault = vault;
        this.turns = new Turns<>(register, "pad");
    }

    /// A pad and its key.
    record Kept(String key, Pad pad) {}

    /// The pad of a key.
    Future<Optional<Pad>> find(String key) {
        return Future.fromCompletionStage(register.document(COLLECTION, key))
                .map(found -> found.map(kept -> Pad.decode(vault.openDocument(COLLECTION, key, kept))));
    }

    /// All pads, the last saved first.
    Future<List<Kept>> all() {
        return Future.fromCompletionStage(register.documentKeys(COLLECTION, MOST + 1))
                .compose(keys -> Future.fromCompletionStage(register.documents(COLLECTION, keys)))
                .map(found -> {
                    List<Kept> all = new ArrayList<>();
                    found.forEach((key, kept) ->
                            all.add(new Kept(key, Pad.decode(vault.openDocument(COLLECTION, key, kept)))));
                    all.sort((a, b) -> b.pad().time().compareTo(a.pad().time()));
                    return all;
                });
    }

    /// Whether there is no room for another.
    Future<Boolean> full() {
        return Future.fromCompletionStage(register.documentKeys(COLLECTION, MOST))
                .map(keys -> keys.size() >= MOST);
    }

    /// Keeps a pad.
    Future<Pad> put(String key, Pad pad) {
        return Future.fromCompletionStage(
                        register.putDocument(COLLECTION, key, vault.sealDocument(COLLECTION, key, pad.encode())))
                .map(pad);
    }

    /// Gives a pad the number that its alert has got: it is kept under that before it is no more under the other.
    Future<Pad> move(String from, String to, Pad pad) {
        return put(to, pad)
                .compose(kept -> from.equals(to)
                        ? Future.succeededFuture(kept)
                        : remove(from).map(kept));
    }

    /// Removes the pads that had moved before a crash but were not removed yet; completes with how many. To be done
    /// before anybody goes on with one.
    Future<Integer> mend() {
        return all().compose(all -> {
            List<Kept> numbered =
                    all.stream().filter(each -> each.key().indexOf('-') < 0).toList();
            Future<Integer> done = Future.succeededFuture(0);
            for (Kept each : all) {
                if (each.key().indexOf('-') >= 0
                        && numbered.stream().anyMatch(other -> other.pad().follows(each.pad()))) {
                    done = done.compose(count -> remove(each.key()).map(count + 1));
                }
            }
            return done;
        });
    }

    /// Removes the pads that nobody has saved since a time; completes with how many.
    Future<Integer> forget(Instant since) {
        return all().compose(all -> {
            Future<Integer> done = Future.succeededFuture(0);
            for (Kept each : all) {
                if (each.pad().time().isBefore(since)) {
                    done = done.compose(count -> forget(each.key(), since).map(gone -> count + (gone ? 1 : 0)));
                }
            }
            return done;
        });
    }

    private Future<Boolean> forget(String key, Instant since) {
        return inTurn(
                key,
                pad -> pad.filter(each -> each.time().isBefore(since)).isPresent()
                        ? remove(key).map(true)
                        : Future.succeededFuture(false));
    }

    /// Keeps a pad no more.
    Future<Void> remove(String key) {
        return Future.fromCompletionStage(register.removeDocument(COLLECTION, key));
    }

    /// Does something with a pad when its turn comes: nobody else changes it meanwhile.
    <T> Future<T> inTurn(String key, Function<Optional<Pad>, Future<T>> work) {
        return turns.next(key, () -> find(key).compose(work));
    }
}
