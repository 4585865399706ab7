package uk.tocsin.store.sqlite;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.jspecify.annotations.Nullable;
import uk.tocsin.register.Register;

/// Who owns which blind index.
///
/// How it works. Claims lie in 65,536 buckets by the first two bytes of the index ([ClaimBucket]), because
/// indexes are random: each claim on its own rewrites a page. A few are put into their buckets at once. Many
/// ([#MANY] in one call, as lists make them) are written one after the other into the claim log and kept in
/// memory, *pending*, until there are [#MOST_PENDING]; then they are merged into the buckets together, twenty
/// or so to each, in one commit with the end of the log. What a crash leaves in the log is pending again
/// after the next start. Once there were many, a [ClaimFilter] knows which indexes nobody has.
///
/// A claim that is written and not committed yet is *staged*: seen by the tasks of the same commit only.
///
/// The methods that take a writing session belong to the writing thread; [#owners] may be called by any.
final class Claims {
    /// Claims in one call that make it a call of many.
    static final int MANY = 512;

    /// Their table then takes 128 MiB beside the heap; a commit's claims more would still fit into it. The more there
    /// are, the less often all buckets are written anew.
    private static final int MOST_PENDING = 6_000_000;

    private static final int LOGGED = Register.BLIND_INDEX_BYTES + Integer.BYTES;

    private final ReadWriteLock lock = new ReentrantReadWriteLock();
    private final ClaimTable pending = new ClaimTable();
    private final ClaimTable staged = new ClaimTable();
    private final int mostPending;
    private volatile @Nullable ClaimFilter filter;
    private long nextLog;
    private boolean merged;
    private boolean readOnly;

    private Claims(int mostPending) {
        this.mostPending = mostPending;
    }

    /// Those of a file, of which nobody else writes yet.
    static Claims load(Session session) throws SQLException {
        return load(session, MOST_PENDING);
    }

    static Claims load(Session session, int mostPending) throws SQLException {
        Claims claims = new Claims(mostPending);
        try (ResultSet rows =
                session.sql("SELECT id, entries FROM claim_log ORDER BY id").executeQuery()) {
            while (rows.next()) {
                claims.nextLog = rows.getLong(1) + 1;
                ByteBuffer entries = ByteBuffer.wrap(rows.getBytes(2));
                while (entries.hasRemaining()) {
                    claims.pending.put(new Blind(entries.getLong(), entries.getShort() & 0xffff), entries.getInt());
                }
            }
        }
        return claims;
    }

    // ---- reading

    /// The owners by index, [ClaimTable#NOBODY] for none; any session, fastest when the indexes ascend.
    int[] owners(Session session, List<Blind> blinds) throws SQLException {
        int[] owners = new int[blinds.size()];
        ClaimFilter known = filter;
        boolean all = true;
        lock.readLock().lock();
        try {
            for (int i = 0; i < owners.length; i++) {
                boolean may = known == null || known.mayHold(blinds.get(i));
                owners[i] = may ? pending.owner(blinds.get(i)) : ClaimTable.NOBODY;
                all &= !may || owners[i] != ClaimTable.NOBODY;
            }
        } finally {
            lock.readLock().unlock();
        }
        if (!all) {
            stored(session, blinds, known, owners);
        }
        return owners;
    }

    private static void stored(Session session, List<Blind> blinds, @Nullable ClaimFilter known, int[] owners)
            throws SQLException {
        session.beginReading();
        try {
            int last = -1;
            byte[] entries = ClaimBucket.EMPTY;
            for (int i = 0; i < owners.length; i++) {
                Blind blind = blinds.get(i);
                if (owners[i] == ClaimTable.NOBODY && (known == null || known.mayHold(blind))) {
                    if (blind.bucket() != last) {
                        last = blind.bucket();
                        entries = bucket(session, last);
                    }
                    owners[i] = ClaimBucket.owner(entries, blind);
                }
            }
        } finally {
            session.rollback();
        }
    }

    /// Those of a bucket, ascending; any session.
    List<Register.Claim> ofBucket(Session session, int bucket) throws SQLException {
        NavigableMap<Blind, Integer> found = new TreeMap<>();
        lock.readLock().lock();
        try {
            // Few: who asks for a bucket has them merged before.
            if (pending.size() > 0) {
                for (int place : pending.byBucket()) {
                    Claim claim = pending.at(place);
                    if (claim.blind().bucket() == bucket) {
                        found.put(claim.blind(), claim.owner());
                    }
                }
            }
        } finally {
            lock.readLock().unlock();
        }
        ClaimBucket.each(bucket, bucket(session, bucket), found::put);
        return found.entrySet().stream()
                .map(each -> new Register.Claim(each.getKey().bytes(), each.getValue()))
                .toList();
    }

    private static byte[] bucket(Session session, int bucket) throws SQLException {
        PreparedStatement select = session.sql("SELECT entries FROM claim WHERE bucket = ?");
        select.setInt(1, bucket);
        try (ResultSet row = select.executeQuery()) {
            return row.next() ? row.getBytes(1) : ClaimBucket.EMPTY;
        }
    }

    /// Those of a file that another process may write: without a filter, which would miss what that one claims.
    static Claims loadForReading(Session session) throws SQLException {
        Claims claims = load(session);
        claims.readOnly = true;
        return claims;
    }

    boolean anyPending() {
        lock.readLock().lock();
        try {
            return !readOnly && pending.size() > 0;
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Whether the filter is there, or will never be.
    boolean learned() {
        return readOnly || filter != null;
    }

    // ---- writing

    /// Reads all claims into the filter, those that are pending as well.
    void learn(Session session) throws SQLException {
        if (filter != null) {
            return;
        }
        ClaimFilter fresh = new ClaimFilter();
        try (ResultSet rows = session.sql("SELECT bucket, entries FROM claim").executeQuery()) {
            while (rows.next()) {
                ClaimBucket.each(rows.getInt(1), rows.getBytes(2), (blind, _) -> fresh.add(blind.head(), blind.tail()));
            }
        }
        pending.each(fresh::add);
        filter = fresh;
    }

    /// Gives each index to the claimant, unless it has an owner; the owners by index.
    int[] claim(Session session, List<Blind> blinds, int[] claimants) throws SQLException {
        boolean many = claimants.length >= MANY;
        if (many) {
            learn(session);
            if (pending.size() >= mostPending && !merged) {
                merge(session);
            }
        }
        ByteBuffer fresh = ByteBuffer.allocate(many ? claimants.length * LOGGED : 0);
        int[] owners = new int[claimants.length];
        for (int i = 0; i < owners.length; i++) {
            Blind blind = blinds.get(i);
            owners[i] = owner(session, blind);
            if (owners[i] == ClaimTable.NOBODY) {
                owners[i] = claimants[i];
                if (many) {
                    staged.put(blind, owners[i]);
                    learn(blind);
                    fresh.putLong(blind.head()).putShort((short) blind.tail()).putInt(owners[i]);
                } else {
                    add(session, List.of(new Claim(blind, owners[i])));
                }
            }
        }
        if (fresh.position() > 0) {
            log(session, Arrays.copyOf(fresh.array(), fresh.position()));
        }
        return owners;
    }

    private int owner(Session session, Blind blind) throws SQLException {
        ClaimFilter known = filter;
        if (known != null && !known.mayHold(blind)) {
            return ClaimTable.NOBODY;
        }
        int owner = staged.owner(blind);
        if (owner == ClaimTable.NOBODY && !merged) {
            owner = pending.owner(blind);
        }
        return owner == ClaimTable.NOBODY ? ClaimBucket.owner(bucket(session, blind.bucket()), blind) : owner;
    }

    private void log(Session session, byte[] entries) throws SQLException {
        PreparedStatement insert = session.sql("INSERT INTO claim_log (id, entries) VALUES (?, ?)");
        insert.setLong(1, nextLog++);
        insert.setBytes(2, entries);
        insert.executeUpdate();
    }

    /// Puts claims of one bucket, ascending, into it.
    private void add(Session session, List<Claim> claims) throws SQLException {
        int bucket = claims.getFirst().blind().bucket();
        put(session, bucket, ClaimBucket.with(bucket(session, bucket), claims));
        claims.forEach(each -> learn(each.blind()));
    }

    private void learn(Blind blind) {
        ClaimFilter known = filter;
        if (known != null) {
            known.add(blind.head(), blind.tail());
        }
    }

    private static void put(Session session, int bucket, byte[] entries) throws SQLException {
        PreparedStatement put = session.sql("INSERT INTO claim (bucket, entries) VALUES (?, ?)"
                + " ON CONFLICT (bucket) DO UPDATE SET entries = excluded.entries");
        put.setInt(1, bucket);
        put.setBytes(2, entries);
        put.executeUpdate();
    }

    /// Moves what is pending or staged into the buckets.
    void merge(Session session) throws SQLException {
        if (!merged) {
            merge(session, pending);
        }
        merge(session, staged);
        staged.clear();
        session.sql("DELETE FROM claim_log").executeUpdate();
        merged = true;
    }

    private void merge(Session session, ClaimTable claims) throws SQLException {
        int[] places = claims.byBucket();
        List<Claim> part = new ArrayList<>();
        for (int place : places) {
            Claim claim = claims.at(place);
            if (!part.isEmpty()
                    && part.getFirst().blind().bucket() != claim.blind().bucket()) {
                add(session, sorted(part));
                part.clear();
            }
            part.add(claim);
        }
        if (!part.isEmpty()) {
            add(session, sorted(part));
        }
    }

    private static List<Claim> sorted(List<Claim> claims) {
        claims.sort(Comparator.naturalOrder());
        return claims;
    }

    /// Takes an index from its owner; false if it is somebody else's.
    boolean release(Session session, Blind blind, int owner) throws SQLException {
        if (owner(session, blind) != owner) {
            return false;
        }
        if (!merged && pending.size() > 0 || staged.size() > 0) {
            merge(session);
        }
        put(session, blind.bucket(), ClaimBucket.without(bucket(session, blind.bucket()), blind));
        return true;
    }

    /// What the tasks of a commit did is durable.
    void committed() {
        lock.writeLock().lock();
        try {
            if (merged) {
                pending.clear();
            }
            pending.putAll(staged);
        } finally {
            lock.writeLock().unlock();
        }
        staged.clear();
        merged = false;
    }

    /// What the tasks of a commit did is undone.
    void rolledBack() {
        staged.clear();
        merged = false;
    }
}
