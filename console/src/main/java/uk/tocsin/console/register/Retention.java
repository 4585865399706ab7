package uk.tocsin.console.register;

import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import uk.tocsin.model.Contact;
import uk.tocsin.model.Endpoint;
import uk.tocsin.register.Register;

/// Forgets what is not to be kept, by rules that are data; what was done is told, for the audit. Each rule can be
/// carried out again. Any thread.
public final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);
    private static final String UNCONFIRMED = "unconfirmed";
    /// At one time; the rest is done the next time.
    private static final int MOST = 1_000;

    private final Register register;
    private final Turns<String> turns;
    private final Registrar registrar;
    private final Function<Integer, Future<Optional<Contact>>> contacts;
    private final Erasures erasures;
    private final InstantSource clock;
    private final Done done;
    private final Map<Rule, Function<Instant, Future<Integer>>> given = new ConcurrentHashMap<>();

    /// What is kept, and for how long.
    public enum Rule {
        /// Registrations of which no address was confirmed.
        UNCONFIRMED("unconfirmed", SubscriberDesk.CONFIRMATION),
        /// That an address was an erased person's, so that nothing meant for them goes to its next owner.
        CLAIMS("claims", Erasures.KEPT),
        /// What was typed into a draft that nobody has gone on with.
        PADS("pads", Duration.ofDays(90));

        private final String word;
        private final Duration kept;

        Rule(String word, Duration kept) {
            this.word = word;
            this.kept = kept;
        }

        /// The word in the audit.
        public String word() {
            return word;
        }

        /// How long it is kept.
        public Duration kept() {
            return kept;
        }
    }

    /// Told what was forgotten.
    @FunctionalInterface
    public interface Done {
        /// A rule concerned so many records, at least one.
        void retained(Rule rule, int count);
    }

    /// Carries rules out on this register.
    public Retention(
            Register register,
            Registrar registrar,
            Function<Integer, Future<Optional<Contact>>> contacts,
            Erasures erasures,
            InstantSource clock,
            Done done) {
        this.register = register;
        this.turns = new Turns<>(register, "retention");
        this.registrar = registrar;
        this.contacts = contacts;
        this.erasures = erasures;
        this.clock = clock;
        this.done = done;
    }

    /// Puts down that somebody has confirmed nothing yet. The key is the time, so that the oldest come first.
    static Future<Void> unconfirmed(Register register, int ordinal, Instant since) {
        String key = "%011d-%d".formatted(since.plus(Rule.UNCONFIRMED.kept()).getEpochSecond(), ordinal);
        return Future.fromCompletionStage(register.putDocument(UNCONFIRMED, key, new byte[0]));
    }

    /// Gives a rule to whoever keeps what it is about; from the next time on it is carried out with the others.
    ///
    /// @param work forgets what was last touched before a time; completes with how much that was
    public void give(Rule rule, Function<Instant, Future<Integer>> work) {
        given.put(rule, work);
    }

    /// Carries out every rule; what goes wrong is logged and tried the next time.
    public Future<Void> run() {
        return turns.next("rules", this::all).recover(failure -> {
            LOG.warn("retention is tried again the next time", failure);
            return Future.succeededFuture();
        });
    }

    private Future<Void> all() {
        Future<Void> done =
                told(Rule.UNCONFIRMED, forgetUnconfirmed()).compose(_ -> told(Rule.CLAIMS, erasures.release()));
        for (Map.Entry<Rule, Function<Instant, Future<Integer>>> each : given.entrySet()) {
            done = done.compose(_ -> told(
                    each.getKey(),
                    each.getValue().apply(clock.instant().minus(each.getKey().kept()))));
        }
        return done;
    }

    private Future<Void> told(Rule rule, Future<Integer> work) {
        return work.map(count -> {
                    if (count > 0) {
                        done.retained(rule, count);
                    }
                    return (Void) null;
                })
                .recover(failure -> {
                    LOG.warn("retention: {} is tried again the next time", rule.word(), failure);
                    return Future.succeededFuture();
                });
    }

    private Future<Integer> forgetUnconfirmed() {
        String now = "%011d".formatted(clock.instant().getEpochSecond());
        return Future.fromCompletionStage(register.documentKeys(UNCONFIRMED, MOST))
                .compose(keys -> forget(
                        keys.stream().filter(key -> key.compareTo(now) < 0).toList(), 0, 0));
    }

    private Future<Integer> forget(List<String> keys, int at, int count) {
        if (at == keys.size()) {
            return Future.succeededFuture(count);
        }
        String key = keys.get(at);
        int ordinal = Integer.parseInt(key.substring(key.indexOf('-') + 1));
        return contacts.apply(ordinal)
                .compose(contact -> {
                    boolean confirmed = contact.isPresent()
                            && contact.get().endpoints().stream().anyMatch(Endpoint::inUse);
                    return contact.isEmpty() || confirmed ? Future.succeededFuture(false) : registrar.erase(ordinal);
                })
                .compose(erased -> Future.fromCompletionStage(register.removeDocument(UNCONFIRMED, key))
                        .map(erased))
                .compose(erased -> forget(keys, at + 1, count + (erased ? 1 : 0)));
    }
}
