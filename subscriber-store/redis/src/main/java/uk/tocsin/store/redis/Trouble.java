package uk.tocsin.store.redis;

import io.lettuce.core.RedisCommandExecutionException;
import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisLoadingException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import uk.tocsin.journal.JournalException;
import uk.tocsin.register.RegisterException;

/// Why something was not done; what the ports make their exceptions from.
enum Trouble {
    /// The server has no memory left for it, or may not write its file: not done.
    FULL("Redis has no room: it refuses what is written until it has"),
    /// Too much is outstanding: not done.
    BUSY("too much is outstanding: ask less at a time"),
    /// Closed or closing: not done.
    CLOSED("closed"),
    /// There is no connection: not done.
    UNREACHABLE("there is no connection"),
    /// The connection was lost, or no answer came in time: done or not.
    UNCERTAIN("no answer came: what was to be written may or may not have been"),
    /// The server refused it: not done.
    FAILED("failed");

    private static final Pattern CODE_OF_SCRIPT = Pattern.compile(" -([A-Z]+) ");

    private final String words;

    Trouble(String words) {
        this.words = words;
    }

    /// For messages.
    String words() {
        return words;
    }

    /// Makes the exception of a port.
    @FunctionalInterface
    interface Failures {
        RuntimeException of(Trouble trouble, String message, @Nullable Throwable cause);
    }

    static RuntimeException ofRegister(Trouble trouble, String message, @Nullable Throwable cause) {
        return cause == null ? new RegisterException(message) : new RegisterException(message, cause);
    }

    static RuntimeException ofSnapshots(Trouble trouble, String message, @Nullable Throwable cause) {
        JournalException.Kind kind = switch (trouble) {
            case FULL -> JournalException.Kind.FULL;
            case BUSY, UNREACHABLE -> JournalException.Kind.BUSY;
            case CLOSED -> JournalException.Kind.CLOSED;
            case UNCERTAIN, FAILED -> JournalException.Kind.UNCERTAIN;
        };
        return cause == null ? new JournalException(kind, message) : new JournalException(kind, message, cause);
    }

    /// What the failure of a command means that was handed to the driver.
    static Trouble of(Throwable error) {
        return switch (error) {
            case RedisCommandTimeoutException _ -> UNCERTAIN;
            case RedisLoadingException _ -> UNREACHABLE;
            case RedisCommandExecutionException refused -> ofRefusal(String.valueOf(refused.getMessage()));
            default -> UNCERTAIN;
        };
    }

    /// The word by which Redis refused something, e.g. READONLY, also where it stands in the complaint of a script;
    /// nothing if it was not Redis. No more of its message, which may repeat what it was sent.
    static String code(@Nullable Throwable error) {
        if (!(error instanceof RedisCommandExecutionException)) {
            return "";
        }
        String message = String.valueOf(error.getMessage());
        Matcher ofScript = CODE_OF_SCRIPT.matcher(message);
        return ofScript.find() ? ofScript.group(1) : message.split(" ", 2)[0];
    }

    /// The first word of an error tells its kind: <https://redis.io/docs/latest/develop/reference/protocol-spec/>.
    private static Trouble ofRefusal(String message) {
        return message.contains("OOM ") || message.contains("MISCONF ") ? FULL : FAILED;
    }
}
