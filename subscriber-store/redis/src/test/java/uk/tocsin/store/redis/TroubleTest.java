package uk.tocsin.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisLoadingException;
import org.junit.jupiter.api.Test;
import uk.tocsin.journal.JournalException;

class TroubleTest {
    private static Trouble refused(String message) {
        return Trouble.of(new RedisCommandExecutionException(message));
    }

    @Test
    void aServerThatRefusesHasDoneNothing() {
        assertThat(refused("OOM command not allowed when used memory > 'maxmemory'."))
                .isEqualTo(Trouble.FULL);
        assertThat(refused("MISCONF Errors writing to the AOF file: No space left on device"))
                .isEqualTo(Trouble.FULL);
        assertThat(refused("ERR Error running script (call to f_1): @user_script:9: @user_script: 9: -OOM command not"
                        + " allowed when used memory > 'maxmemory'."))
                .isEqualTo(Trouble.FULL);
        assertThat(refused("NOPERM this user has no permissions")).isEqualTo(Trouble.FAILED);
        assertThat(Trouble.of(new RedisLoadingException("LOADING Redis is loading the dataset in memory")))
                .isEqualTo(Trouble.UNREACHABLE);
    }

    @Test
    void whyTheServerRefusedIsOneWordOfItsOwn() {
        assertThat(Trouble.code(new RedisCommandExecutionException("READONLY You can't write against a replica.")))
                .isEqualTo("READONLY");
        assertThat(Trouble.code(new RedisCommandExecutionException(
                        "ERR Error running script (call to f_1): @user_script:8: -READONLY You can't write.")))
                .isEqualTo("READONLY");
        assertThat(Trouble.code(new IllegalStateException("what was sent"))).isEmpty();
        assertThat(Trouble.code(null)).isEmpty();
    }

    @Test
    void withoutAnAnswerNobodyKnows() {
        assertThat(Trouble.of(new RedisCommandTimeoutException("late"))).isEqualTo(Trouble.UNCERTAIN);
        assertThat(Trouble.of(new RedisException("Connection closed"))).isEqualTo(Trouble.UNCERTAIN);
    }

    @Test
    void snapshotsSayWhichKindOfTroubleItIs() {
        assertThat(Trouble.ofSnapshots(Trouble.FULL, "x", null))
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.kind()).isEqualTo(JournalException.Kind.FULL));
        assertThat(Trouble.ofSnapshots(Trouble.UNREACHABLE, "x", null))
                .isInstanceOfSatisfying(
                        JournalException.class, e -> assertThat(e.kind()).isEqualTo(JournalException.Kind.BUSY));
    }
}
