package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import uk.tocsin.console.register.Turns;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// The documents of accounts. What changes an account is done in its turn ([#turn]); what only shows one may use
/// [#account]. Any thread.
final class AccountStore {
    private static final String ACCOUNTS = "account";
    private static final String NAMES = "account-name";

    /// Accounts that are remembered, without secrets, where no other node changes them.
    private static final int REMEMBERED = 1_000;

    private final Register register;
    private final Vault vault;
    private final Turns<Integer> turns;
    private final Bounded<Account> remembered;

    AccountStore(Register register, Vault vault) {
        this.register = register;
        this.vault = vault;
        this.turns = new Turns<>(register, "account");
        this.remembered = new Bounded<>(register.isShared() ? 0 : REMEMBERED);
    }

    /// The keyed index of a sign-in name, or of what somebody gave for one.
    String nameKey(String signInName) {
        return HexFormat.of().formatHex(vault.blindIndex("sign-in", signInName));
    }

    /// The keyed index of a remote address.
    String remoteKey(String remote) {
        return HexFormat.of().formatHex(vault.blindIndex("sign-in-from", remote));
    }

    /// Does work on a member's account when its turn comes.
    <T> Future<T> turn(int staff, Supplier<Future<T>> work) {
        return turns.next(staff, work);
    }

    /// Does work on a name that nobody has, or is to have, when its turn comes: names share negative numbers.
    <T> Future<T> nameTurn(String nameKey, Supplier<Future<T>> work) {
        return turns.next(-1 - (nameKey.hashCode() & 0xffff), work);
    }

    /// Who has this name.
    Future<OptionalInt> staff(String nameKey) {
        return document(NAMES, nameKey)
                .map(found -> found.isEmpty() ? OptionalInt.empty() : OptionalInt.of(new In(found.get()).size()));
    }

    /// The credentials that a name is for: a name counts only where the account says so, too, since a crash may leave
    /// a name behind that was to be given or given up.
    Future<Optional<Credentials>> credentials(int staff, String nameKey) {
        return credentials(staff)
                .map(found ->
                        found.filter(each -> nameKey(each.owner().signInName()).equals(nameKey)));
    }

    Future<Optional<Credentials>> credentials(int staff) {
        return document(ACCOUNTS, Integer.toString(staff)).map(found -> found.map(Credentials::decode));
    }

    /// An account without secrets, as last written.
    Future<Optional<Account>> account(int staff) {
        if (register.isShared()) {
            return credentials(staff).map(found -> found.map(Credentials::account));
        }
        Optional<Account> known = remembered.find(Integer.toString(staff));
        return known.isPresent()
                ? Future.succeededFuture(known)
                : turn(
                        staff,
                        () -> credentials(staff).map(found -> {
                            found.ifPresent(this::remember);
                            return found.map(Credentials::account);
                        }));
    }

    private void remember(Credentials credentials) {
        remembered.put(Integer.toString(credentials.owner().staff()), credentials.account());
    }

    /// Writes an account, in its turn.
    Future<Void> save(Credentials credentials) {
        return put(ACCOUNTS, Integer.toString(credentials.owner().staff()), credentials.encode())
                .onSuccess(_ -> remember(credentials));
    }

    /// Gives a name to a member, in the turn of the name.
    Future<Void> claim(String nameKey, int staff) {
        return put(NAMES, nameKey, new Out().count(staff).toBytes());
    }

    Future<Void> release(String nameKey) {
        return Future.fromCompletionStage(register.eraseDocument(NAMES, nameKey));
    }

    /// Erases an account, in its turn.
    Future<Void> erase(int staff) {
        return Future.fromCompletionStage(register.eraseDocument(ACCOUNTS, Integer.toString(staff)))
                .onSuccess(_ -> remembered.remove(Integer.toString(staff)));
    }

    /// The numbers of the members who have an account, at most a register's limit of them.
    Future<List<Integer>> members() {
        return Future.fromCompletionStage(register.documentKeys(ACCOUNTS, Register.MAX_CLAIMS))
                .map(keys -> keys.stream()
                        .map(Integer::valueOf)
                        .filter(staff -> staff != Credentials.NOBODY)
                        .toList());
    }

    private Future<Optional<byte[]>> document(String collection, String key) {
        return Future.fromCompletionStage(register.document(collection, key))
                .map(found -> found.map(bytes -> vault.openDocument(collection, key, bytes)));
    }

    private Future<Void> put(String collection, String key, byte[] plain) {
        return Future.fromCompletionStage(
                register.putDocument(collection, key, vault.sealDocument(collection, key, plain)));
    }
}
