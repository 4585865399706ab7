package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;
import uk.tocsin.register.Register;
import uk.tocsin.register.Vault;

/// Codes that let a member set up their account: the staff number and 128 random bits. A member has one at most, a new
/// one replaces it. Any thread.
final class EnrolmentCodes {
    /// A code is good for so long.
    static final Duration GOOD = Duration.ofHours(24);

    private static final String CODES = "enrolment";
    private static final int BYTES = 16;
    private static final Pattern TYPED = Pattern.compile("\\s*([1-9][0-9]{0,8})\\s*-(.{1,100})", Pattern.DOTALL);

    private final Register register;
    private final Vault vault;
    private final Context context;

    EnrolmentCodes(Register register, Vault vault, Context context) {
        this.register = register;
        this.vault = vault;
        this.context = context;
    }

    /// A code as kept.
    ///
    /// @param first whether it makes the first administrator
    record Code(int staff, byte[] hash, Instant endsAt, boolean first) {
        @Override
        public String toString() {
            return "Code[staff " + staff + "]";
        }
    }

    Future<String> issue(int staff, boolean first) {
        String secret = RandomCode.of(BYTES, context.random());
        Out plain = new Out()
                .bytes(RandomCode.hash(secret))
                .time(context.clock().instant().plus(GOOD))
                .flag(first);
        String key = Integer.toString(staff);
        return Future.fromCompletionStage(
                        register.putDocument(CODES, key, vault.sealDocument(CODES, key, plain.toBytes())))
                .map(staff + "-" + secret);
    }

    /// The code that somebody typed; empty if it is wrong, was used or has ended.
    Future<Optional<Code>> find(String typed) {
        Matcher parts = TYPED.matcher(typed);
        if (!parts.matches()) {
            return Future.succeededFuture(Optional.empty());
        }
        byte[] hash = RandomCode.hash(parts.group(2));
        return find(Integer.parseInt(parts.group(1)))
                .map(found -> found.filter(code -> MessageDigest.isEqual(code.hash(), hash)));
    }

    /// Whether a code that was found is still good: to be asked in the turn of the member's account.
    Future<Boolean> isGood(Code code) {
        return find(code.staff())
                .map(found ->
                        found.isPresent() && MessageDigest.isEqual(found.get().hash(), code.hash()));
    }

    private Future<Optional<Code>> find(int staff) {
        Instant now = context.clock().instant();
        String key = Integer.toString(staff);
        return Future.fromCompletionStage(register.document(CODES, key))
                .map(found -> found.map(bytes -> {
                            In in = new In(vault.openDocument(CODES, key, bytes));
                            return new Code(staff, in.bytes(), in.time(), in.flag());
                        })
                        .filter(code -> now.isBefore(code.endsAt())));
    }

    Future<Void> remove(int staff) {
        return Future.fromCompletionStage(register.removeDocument(CODES, Integer.toString(staff)));
    }

    /// Removes the codes that have ended; completes with how many.
    Future<Integer> sweep() {
        return Future.fromCompletionStage(register.documentKeys(CODES, Register.MAX_CLAIMS))
                .compose(keys -> {
                    Future<Integer> done = Future.succeededFuture(0);
                    for (String key : keys) {
                        int staff = Integer.parseInt(key);
                        done = done.compose(count -> find(staff)
                                .compose(code -> code.isPresent()
                                        ? Future.succeededFuture(count)
                                        : remove(staff).map(count + 1)));
                    }
                    return done;
                });
    }
}
