package uk.tocsin.store.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Claims on a file, a commit at a time.
class ClaimsTest {
    private static final int FEW_PENDING = 2_000;

    @TempDir
    private Path directory;

    private final Random random = new Random(4);
    private Session session;
    private Claims claims;

    @BeforeEach
    void open() throws Exception {
        Path file = directory.resolve("register.db");
        session = Session.forWriting(file, StoreFile.REGISTER, StoreSettings.defaults(), "FULL");
        Layout.prepare(session, file, StoreFile.REGISTER);
        claims = Claims.load(session, FEW_PENDING);
    }

    @AfterEach
    void close() throws SQLException {
        session.close();
    }

    private List<Blind> some(int count) {
        List<Blind> blinds = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            // Few buckets, so that some hold many.
            blinds.add(new Blind(random.nextLong() & 0x00ff_ffff_ffff_ffffL, random.nextInt(1 << 16)));
        }
        return blinds;
    }

    private int[] claim(List<Blind> blinds, int... claimants) throws SQLException {
        session.begin();
        int[] owners = claims.claim(session, blinds, claimants);
        session.commit();
        claims.committed();
        return owners;
    }

    private long rows(String table) throws SQLException {
        return session.number("SELECT count(*) FROM " + table);
    }

    @Test
    void whatIsClaimedInAnyNumberIsFoundAlsoAfterACrash() throws Exception {
        Map<Blind, Integer> wanted = new HashMap<>();
        for (int round = 0; round < 12; round++) {
            List<Blind> fresh = some(round % 3 == 2 ? 10 : 900);
            int first = wanted.size();
            int[] claimants = IntStream.range(first, first + fresh.size()).toArray();
            assertThat(claim(fresh, claimants)).isEqualTo(claimants);
            for (int i = 0; i < claimants.length; i++) {
                wanted.put(fresh.get(i), claimants[i]);
            }
            assertFound(wanted, claims);
            // Whoever opens the file as a crash would leave it finds the same.
            assertFound(wanted, Claims.load(session, FEW_PENDING));
        }
        assertThat(rows("claim")).as("some were merged").isPositive();
        assertThat(rows("claim_log")).as("some are pending").isPositive();
    }

    private void assertFound(Map<Blind, Integer> wanted, Claims where) throws SQLException {
        List<Blind> all = new ArrayList<>(wanted.keySet());
        all.addAll(some(50));
        int[] owners = where.owners(session, all);
        for (int i = 0; i < owners.length; i++) {
            assertThat(owners[i]).isEqualTo(wanted.getOrDefault(all.get(i), ClaimTable.NOBODY));
        }
    }

    @Test
    void whatIsRolledBackWasNeverClaimed() throws Exception {
        List<Blind> kept = some(FEW_PENDING);
        List<Blind> undone = some(600);
        claim(kept, IntStream.range(0, kept.size()).toArray());
        session.begin();
        claims.claim(session, undone, new int[undone.size()]);
        assertThat(claims.release(session, kept.get(3), 3)).isTrue();
        session.rollback();
        claims.rolledBack();

        assertThat(claims.owners(session, undone)).containsOnly(ClaimTable.NOBODY);
        assertThat(claims.owners(session, kept))
                .isEqualTo(IntStream.range(0, kept.size()).toArray());
        assertThat(rows("claim")).isZero();
        int[] others = IntStream.range(5_000, 5_600).toArray();
        assertThat(claim(undone, others)).isEqualTo(others);
    }

    @Test
    void oneCommitSeesItsOwnClaims() throws Exception {
        List<Blind> many = some(700);
        session.begin();
        claims.claim(session, many, IntStream.range(0, 700).toArray());
        assertThat(claims.claim(session, many.subList(0, 2), new int[] {9, 9})).containsExactly(0, 1);
        try (Session other = Session.forReading(directory.resolve("register.db"), 1 << 20)) {
            assertThat(claims.owners(other, many)).as("others do not, before").containsOnly(ClaimTable.NOBODY);
        }
        assertThat(claims.release(session, many.get(1), 1)).isTrue();
        assertThat(claims.release(session, many.get(1), 1)).isFalse();
        assertThat(claims.claim(session, many.subList(1, 2), new int[] {9})).containsExactly(9);
        session.commit();
        claims.committed();

        assertThat(claims.owners(session, many.subList(0, 3))).containsExactly(0, 9, 2);
    }

    @Test
    void aFilterThatHasLearnedHidesNothing() throws Exception {
        List<Blind> few = some(100);
        for (int i = 0; i < few.size(); i++) {
            claim(few.subList(i, i + 1), i);
        }
        assertThat(claims.learned()).isFalse();
        claims.learn(session);
        assertThat(claims.learned()).isTrue();
        assertThat(claims.owners(session, few))
                .isEqualTo(IntStream.range(0, 100).toArray());
        List<Blind> more = some(1);
        claim(more, 7);
        assertThat(claims.owners(session, more)).containsExactly(7);
    }
}
