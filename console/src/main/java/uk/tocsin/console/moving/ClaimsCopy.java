package uk.tocsin.console.moving;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import uk.tocsin.register.Register;
import uk.tocsin.register.Register.Claim;

/// The copy of a register's claims, as many as one call may carry at a time; some parts are asked for ahead.
final class ClaimsCopy {
    private static final int AHEAD = 64;
    private static final CompletionStage<int[]> NOTHING = CompletableFuture.completedStage(new int[0]);

    private final Register from;
    private final Register to;
    private final List<Claim> gathered = new ArrayList<>();
    private List<Claim> claiming = List.of();
    private CompletionStage<int[]> owners = NOTHING;

    ClaimsCopy(Register from, Register to) {
        this.from = from;
        this.to = to;
    }

    /// Copies all and reads them back. `step` is told how many parts of [Register#CLAIM_PARTS] were copied.
    Sum.Total all(Consumer<Integer> step) {
        Sum read = new Sum();
        walk(from, (part, claims) -> {
            claims.forEach(claim -> read.add(claim.ordinal(), claim.blindIndex()));
            claims.forEach(this::claim);
            step.accept(part + 1);
        });
        send();
        settle();
        Sum copied = new Sum();
        walk(to, (_, claims) -> claims.forEach(claim -> copied.add(claim.ordinal(), claim.blindIndex())));
        read.total().mustBe(copied.total(), "claims");
        return read.total();
    }

    private interface Part {
        void claims(int part, List<Claim> claims);
    }

    private static void walk(Register register, Part each) {
        Deque<CompletionStage<List<Claim>>> asked = new ArrayDeque<>();
        for (int part = 0; part < Register.CLAIM_PARTS + AHEAD; part++) {
            if (part < Register.CLAIM_PARTS) {
                asked.add(register.claims(part));
            }
            if (part >= AHEAD) {
                each.claims(part - AHEAD, Waiting.on(asked.remove()));
            }
        }
    }

    private void claim(Claim claim) {
        gathered.add(claim);
        if (gathered.size() == Register.MAX_CLAIMS) {
            send();
        }
    }

    private void send() {
        settle();
        claiming = List.copyOf(gathered);
        gathered.clear();
        owners = to.claimEndpoints(
                claiming.stream().map(Claim::blindIndex).toList(),
                claiming.stream().mapToInt(Claim::ordinal).toArray());
    }

    private void settle() {
        int[] found = Waiting.on(owners);
        for (int i = 0; i < claiming.size(); i++) {
            if (found[i] != claiming.get(i).ordinal()) {
                throw new CopyException("a claim of ordinal " + claiming.get(i).ordinal() + " is ordinal " + found[i]
                        + "'s in the copy: it was not empty");
            }
        }
        claiming = List.of();
        owners = NOTHING;
    }

    /// Sees to it that an address of a record of the copy is its owner's there, whatever has become of it since.
    void belongs(byte[] blindIndex, int ordinal) {
        OptionalInt owner = Waiting.on(to.endpointOwner(blindIndex));
        if (owner.isPresent() && owner.getAsInt() != ordinal) {
            Waiting.on(to.releaseEndpoint(blindIndex, owner.getAsInt()));
        }
        int now = Waiting.on(to.claimEndpoint(blindIndex, ordinal));
        if (now != ordinal) {
            throw new CopyException("a claim of ordinal " + ordinal + " is ordinal " + now + "'s in the copy");
        }
    }
}
