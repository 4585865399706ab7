package uk.tocsin.console.pages.compose;

import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import uk.tocsin.console.Installation;
import uk.tocsin.console.api.Acts;
import uk.tocsin.console.api.Problem;
import uk.tocsin.console.pages.NotHereException;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.control.Act;
import uk.tocsin.model.Alert;
import uk.tocsin.model.codec.AlertCodec;

/// What is done with drafts: kept as typed, made into versions, submitted, discarded. Any thread.
final class Drafts {
    /// Ids that became numbers, for those who press a button twice.
    private static final int REMEMBERED = 1000;

    private static final String DISCARDED = "Discarded before it was submitted";

    private final Installation house;
    private final Acts acts;
    private final Pads pads;
    private final Map<String, Integer> numbers = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Integer> eldest) {
            return size() > REMEMBERED;
        }
    });

    Drafts(Installation house, Acts acts) {
        this.house = house;
        this.acts = acts;
        this.pads = new Pads(house.register(), house.vault());
    }

    Pads pads() {
        return pads;
    }

    /// A draft as it is; fails with [NotHereException] where there is none. `then` goes on before anybody else
    /// changes it.
    <T> Future<T> with(String key, Function<Draft, Future<T>> then) {
        return pads.inTurn(key, pad -> find(key, pad).compose(then));
    }

    /// A draft as it is.
    Future<Draft> find(String key) {
        return pads.find(key).compose(pad -> find(key, pad));
    }

    private Future<Draft> find(String key, Optional<Pad> pad) {
        if (key.indexOf('-') >= 0) {
            return pad.isPresent()
                    ? Future.succeededFuture(new Draft(key, Optional.empty(), pad))
                    : Future.failedFuture(new NotHereException());
        }
        return house.engine()
                .control(state -> state.alert(Integer.parseInt(key)))
                .compose(view -> view.isPresent()
                        ? Future.succeededFuture(new Draft(key, view, pad))
                        : Future.failedFuture(new NotHereException()));
    }

    /// The number that a draft got which had none.
    @Nullable
    Integer numberOf(String key) {
        return numbers.get(key);
    }

    /// Begins a draft; completes with its key.
    Future<String> begin(int staff, Fields fields) {
        return pads.full().compose(full -> {
            if (full) {
                return Future.failedFuture(
                        new Problem(409, "limit", "There are " + Pads.MOST + " drafts already: discard some first"));
            }
            String key = house.newId().toString();
            return pads.put(key, Pad.begun(staff, now(), fields)).map(key);
        });
    }

    private Instant now() {
        return house.clock().instant();
    }

    /// Whether what was sent did not know of the last save.
    static boolean clashes(Draft draft, Sent sent) {
        return draft.pad()
                .map(pad -> !pad.knownTo(sent.revision(), sent.page()))
                .orElse(sent.version() != draft.version());
    }

    /// Keeps what was typed; nothing where nothing was changed, so that looking is not editing.
    Future<Draft> save(Draft draft, Sent sent, int staff) {
        if (sent.fields().differing(draft.fields()).isEmpty()) {
            return Future.succeededFuture(draft);
        }
        Pad before = draft.pad()
                .orElseGet(() -> new Pad(0, "", staff, now(), new TreeSet<>(), draft.version(), Fields.none()));
        Pad pad = before.saved(staff, sent.page(), now(), sent.fields());
        return pads.put(draft.key(), pad).map(kept -> new Draft(draft.key(), draft.view(), Optional.of(kept)));
    }

    /// A version that was made.
    record Made(int alert, int version) {}

    /// Makes what was typed a version, unless the last one says the same. The first version is one act however often
    /// it is asked for, so that a crash before the draft has its number makes no second alert.
    Future<Made> version(Draft draft, Alert content, Visit visit) {
        if (draft.content().map(content::equals).orElse(false)) {
            return Future.succeededFuture(new Made(draft.number(), draft.version()));
        }
        int staff = visit.visitor().staff();
        TreeSet<Integer> editors = new TreeSet<>(draft.pad().map(Pad::editors).orElseGet(TreeSet::new));
        editors.add(staff);
        String what = AlertCodec.digest(content).hex() + " " + editors;
        UUID id = draft.number() == 0 ? named(draft.key() + " " + what) : id(visit, what);
        return acts.submit(
                        acts.header(staff, id),
                        header -> new Act.VersionSaved(header, draft.number(), content, List.copyOf(editors)))
                .compose(done -> versioned(draft, done.alert(), draft.version() + 1));
    }

    private Future<Made> versioned(Draft draft, int alert, int version) {
        Made made = new Made(alert, version);
        if (draft.number() == 0) {
            numbers.put(draft.key(), alert);
        }
        return draft.pad()
                .map(pad -> pads.move(draft.key(), String.valueOf(alert), pad.versioned(version))
                        .map(made))
                .orElse(Future.succeededFuture(made));
    }

    /// Puts a version before the approvers; what was typed is in it and is kept no longer.
    Future<Void> submit(Made made, Alert content, Visit visit) {
        return house.vertx()
                .executeBlocking(() -> house.engine().count(content.audience()), false)
                .map(matched -> Objects.requireNonNull(matched))
                .compose(matched -> acts.submit(
                        acts.header(visit.visitor().staff(), id(visit, "submit " + made.version())),
                        header -> new Act.Submitted(header, made.alert(), made.version(), matched)))
                .compose(_ -> pads.remove(String.valueOf(made.alert())));
    }

    /// Ends a draft.
    Future<Void> discard(Draft draft, Visit visit) {
        if (draft.number() == 0) {
            return pads.remove(draft.key());
        }
        return acts.submit(
                        acts.header(visit.visitor().staff(), visit.once()),
                        header -> new Act.Cancelled(header, draft.number(), DISCARDED))
                .compose(_ -> pads.remove(draft.key()));
    }

    /// The same form sent twice with the same content is one act.
    private static UUID id(Visit visit, String what) {
        return named(visit.once() + " " + what);
    }

    private static UUID named(String name) {
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }
}
