package uk.tocsin.console.accounts;

import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// What shows, besides the password, that it is the member: an authenticator and recovery codes.
///
/// @param lastStep the step of the last one-time code that was used
/// @param recovery hashes of the recovery codes that were not used yet
record Factors(byte[] secret, long lastStep, List<byte[]> recovery) {
    private static final int RECOVERY_CODES = 10;
    private static final int RECOVERY_BYTES = 10;
    private static final Pattern ONE_TIME = Pattern.compile("[0-9]{6}");

    Factors {
        recovery = Collections.unmodifiableList(new ArrayList<>(recovery));
    }

    /// Fresh recovery codes.
    static List<String> recoveryCodes(RandomGenerator random) {
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < RECOVERY_CODES; i++) {
            codes.add(RandomCode.of(RECOVERY_BYTES, random));
        }
        return codes;
    }

    /// Whether this has the form of a one-time code; spaces do not count.
    static boolean isOneTime(String said) {
        return ONE_TIME.matcher(bare(said)).matches();
    }

    private static String bare(String said) {
        return said.replaceAll("\\s", "");
    }

    /// What is left after this one-time code was used; empty if it is wrong, or was used.
    Optional<Factors> withoutOneTime(String said, Instant now) {
        OptionalLong step = Totp.step(secret, bare(said), now, lastStep);
        return step.isPresent() ? Optional.of(new Factors(secret, step.getAsLong(), recovery)) : Optional.empty();
    }

    /// What is left after this recovery code was used; empty if it is wrong, or was used.
    Optional<Factors> withoutRecovery(String said) {
        byte[] hash = RandomCode.hash(said);
        List<byte[]> left = new ArrayList<>();
        for (byte[] each : recovery) {
            if (!MessageDigest.isEqual(each, hash)) {
                left.add(each);
            }
        }
        return left.size() < recovery.size() ? Optional.of(new Factors(secret, lastStep, left)) : Optional.empty();
    }

    Factors withRecovery(List<String> codes) {
        return new Factors(
                secret, lastStep, codes.stream().map(RandomCode::hash).toList());
    }

    void write(Out out) {
        out.bytes(secret).count(lastStep).list(recovery, Out::bytes);
    }

    static Factors read(In in) {
        return new Factors(in.bytes(), in.count(), in.list(In::bytes));
    }

    @Override
    public String toString() {
        return "Factors";
    }
}
