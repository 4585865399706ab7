package uk.tocsin.console.accounts;

import java.time.Instant;
import java.util.List;
import java.util.random.RandomGenerator;
import uk.tocsin.model.codec.CorruptRecordException;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// An account with its secrets, as it is kept.
record Credentials(Owner owner, long edition, Instant since, Argon2 password, Factors factors, Failures failures) {
    private static final int VERSION = 1;

    /// Nobody's number: the engine has it in the control log.
    static final int NOBODY = 0;

    /// Whose they are.
    record Owner(int staff, String name, String signInName) {
        @Override
        public String toString() {
            return "Owner[staff " + staff + "]";
        }
    }

    /// What a name that nobody has is compared with.
    static Credentials nobodys(RandomGenerator random) {
        Owner nobody = new Owner(NOBODY, "Nobody of that name", "nobody@nowhere.invalid");
        Factors factors = new Factors(Totp.secret(random), 0, List.of()).withRecovery(Factors.recoveryCodes(random));
        return new Credentials(
                nobody, random.nextLong(), Instant.EPOCH, Argon2.nobodys(random), factors, Failures.NONE);
    }

    Account account() {
        return new Account(
                owner.staff(),
                owner.name(),
                owner.signInName(),
                since,
                edition,
                factors.recovery().size());
    }

    Credentials with(Failures next) {
        return new Credentials(owner, edition, since, password, factors, next);
    }

    /// Factors of which one was used.
    Credentials used(Factors next) {
        return new Credentials(owner, edition, since, password, next, failures);
    }

    /// New ones, set now.
    Credentials renewed(Argon2 nextPassword, Factors nextFactors, long nextEdition, Instant now) {
        return new Credentials(owner, nextEdition, now, nextPassword, nextFactors, failures);
    }

    /// The same as another edition, so that no session is theirs any more.
    Credentials reissued(long nextEdition) {
        return new Credentials(owner, nextEdition, since, password, factors, failures);
    }

    byte[] encode() {
        Out out = new Out()
                .u8(VERSION)
                .count(owner.staff())
                .text(owner.name())
                .text(owner.signInName())
                .fixed(edition)
                .time(since)
                .text(password.text());
        factors.write(out);
        failures.write(out);
        return out.toBytes();
    }

    static Credentials decode(byte[] bytes) {
        In in = new In(bytes);
        int version = in.u8();
        if (version != VERSION) {
            throw new CorruptRecordException("an account has the unknown version " + version);
        }
        Owner owner = new Owner(in.size(), in.text(), in.text());
        Credentials read = new Credentials(
                owner, in.fixed(), in.time(), Argon2.read(in.text()), Factors.read(in), Failures.read(in));
        in.end();
        return read;
    }

    @Override
    public String toString() {
        return "Credentials[staff " + owner.staff() + "]";
    }
}
