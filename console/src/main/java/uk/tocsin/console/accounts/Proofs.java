package uk.tocsin.console.accounts;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Optional;
import uk.tocsin.console.accounts.AccountEvents.What;

/// Looks at what somebody shows to prove who they are, and keeps count of what was wrong. Everything here is in the
/// turn of the account. Any thread.
final class Proofs {
    private static final int LONGEST = 1_024;

    private final Context context;
    private final Remotes remotes;

    Proofs(Context context, Remotes remotes) {
        this.context = context;
        this.remotes = remotes;
    }

    /// Whether this is the password of an active member. One of nobody takes as long.
    Future<Boolean> password(Subject subject, String said) {
        Argon2 password = subject.credentials().password();
        String bounded = said.length() > LONGEST ? said.substring(0, LONGEST) : said;
        return context.threads()
                .run(() -> password.isOf(bounded))
                .compose(right -> context.members().active(subject.staff()).map(active -> active && right))
                .map(right -> right && subject.staff() != Credentials.NOBODY);
    }

    /// What is left of the factors of an active member after one was used; empty if it was wrong.
    Future<Optional<Factors>> code(Subject subject, String said) {
        Factors factors = subject.credentials().factors();
        Optional<Factors> left = Factors.isOneTime(said)
                ? factors.withoutOneTime(said, context.clock().instant())
                : factors.withoutRecovery(said);
        return context.members().active(subject.staff()).map(active -> active ? left : Optional.empty());
    }

    /// Counts a failure, durably.
    Future<Void> failed(Subject subject, What what) {
        Instant now = context.clock().instant();
        Failures next = subject.credentials().failures().failed(subject.whence(), now);
        if (!subject.remote().isEmpty()) {
            remotes.failed(subject.remote());
        }
        return subject.keep().apply(subject.credentials().with(next)).onSuccess(_ -> {
            context.notes().happened(what, subject.staff());
            if (next.closedUntil(subject.whence()).isAfter(now)) {
                context.notes().happened(What.THROTTLED, subject.staff());
            }
        });
    }
}
