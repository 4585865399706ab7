package uk.tocsin.store.redis;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import uk.tocsin.register.Register;

/// Who owns which blind index: 131,072 buckets by the first 17 bits of the index, each a hash of its other bytes and
/// an ordinal. So many that a bucket of 10 million subscribers, who make 35 million claims, has 270: short enough to
/// be searched, long enough that what a key costs is shared.
final class Claims {
    static final int NOBODY = -1;

    private static final int BUCKET_BITS = 17;

    /// What of a blind index tells it apart within its bucket: all but the first two bytes.
    private static final int PLACE_AT = 2;

    private final Link link;
    private final Keys keys;

    Claims(Link link, Keys keys) {
        this.link = link;
        this.keys = keys;
    }

    static void check(byte[] blindIndex) {
        if (blindIndex.length != Register.BLIND_INDEX_BYTES) {
            throw new IllegalArgumentException(
                    "a blind index has " + blindIndex.length + " bytes instead of " + Register.BLIND_INDEX_BYTES);
        }
    }

    private byte[] bucket(byte[] blindIndex) {
        return keys.claim(ByteBuffer.wrap(blindIndex).getInt() >>> Integer.SIZE - BUCKET_BITS);
    }

    private static byte[] place(byte[] blindIndex) {
        return Arrays.copyOfRange(blindIndex, PLACE_AT, blindIndex.length);
    }

    /// Gives each to its claimant, unless it has an owner; the owners by index.
    CompletableFuture<int[]> claim(List<byte[]> blindIndexes, int[] claimants) {
        List<byte[]> buckets = new ArrayList<>(claimants.length);
        List<byte[]> values = new ArrayList<>(2 * claimants.length);
        for (int i = 0; i < claimants.length; i++) {
            buckets.add(bucket(blindIndexes.get(i)));
            values.add(place(blindIndexes.get(i)));
            values.add(Commands.ascii(claimants[i]));
        }
        return owners("claim of " + claimants.length + " endpoints", Script.CLAIM, buckets, values);
    }

    /// The owners by index, [#NOBODY] for none.
    CompletableFuture<int[]> owners(List<byte[]> blindIndexes) {
        List<byte[]> buckets = blindIndexes.stream().map(this::bucket).toList();
        List<byte[]> places = blindIndexes.stream().map(Claims::place).toList();
        return owners("owners of " + buckets.size() + " endpoints", Script.OWNERS, buckets, places);
    }

    CompletableFuture<OptionalInt> owner(byte[] blindIndex) {
        return link.ask(
                "owner of an endpoint",
                0,
                List.of(Commands.hmget(bucket(blindIndex), List.of(place(blindIndex)))),
                replies -> {
                    byte[] owner = replies.getFirst().getFirst();
                    return owner == null ? OptionalInt.empty() : OptionalInt.of((int) Commands.number(owner));
                });
    }

    private CompletableFuture<int[]> owners(
            String operation, Script script, List<byte[]> buckets, List<byte[]> values) {
        if (buckets.isEmpty()) {
            return CompletableFuture.completedFuture(new int[0]);
        }
        return Stages.map(
                link.run(operation, script, new Commands.Call(buckets, values)),
                reply -> reply.stream()
                        .map(byte[].class::cast)
                        .mapToInt(owner -> owner.length == 0 ? NOBODY : (int) Commands.number(owner))
                        .toArray());
    }

    /// The claims whose index begins with these two bytes, ascending: those of two buckets.
    CompletableFuture<List<Register.Claim>> ofPart(int part) {
        return link.ask(
                "claims of part " + part,
                0,
                List.of(Commands.hgetall(keys.claim(2 * part)), Commands.hgetall(keys.claim(2 * part + 1))),
                replies -> {
                    List<Register.Claim> found = new ArrayList<>();
                    for (List<byte @Nullable []> bucket : replies) {
                        for (int i = 0; i + 1 < bucket.size(); i += 2) {
                            found.add(claim(
                                    part,
                                    Objects.requireNonNull(bucket.get(i)),
                                    Objects.requireNonNull(bucket.get(i + 1))));
                        }
                    }
                    found.sort((a, b) -> Arrays.compareUnsigned(a.blindIndex(), b.blindIndex()));
                    return found;
                });
    }

    private static Register.Claim claim(int part, byte[] place, byte[] owner) {
        byte[] blindIndex = ByteBuffer.allocate(Register.BLIND_INDEX_BYTES)
                .putShort((short) part)
                .put(place)
                .array();
        return new Register.Claim(blindIndex, (int) Commands.number(owner));
    }

    /// Takes an index from its owner; nothing happens if it is somebody else's.
    CompletableFuture<Void> release(byte[] blindIndex, int owner) {
        return Stages.done(link.run(
                "release of an endpoint",
                Script.RELEASE,
                new Commands.Call(List.of(bucket(blindIndex)), List.of(place(blindIndex), Commands.ascii(owner)))));
    }
}
