package uk.tocsin.console.pages.administration;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import uk.tocsin.console.pages.Answer;
import uk.tocsin.console.pages.Frame;
import uk.tocsin.console.pages.Pages;
import uk.tocsin.console.pages.Section;
import uk.tocsin.console.pages.Text;
import uk.tocsin.console.pages.Typed;
import uk.tocsin.console.pages.Visit;
import uk.tocsin.console.register.Retention.Rule;
import uk.tocsin.control.Act;
import uk.tocsin.control.ControlState;
import uk.tocsin.control.Role;
import uk.tocsin.control.VerificationKey;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Severity;

/// What the installation goes by: templates, retention, keys.
final class PolicyRoom {
    private static final String TEMPLATES = "/administration/templates";

    private final Desks desks;

    PolicyRoom(Desks desks) {
        this.desks = desks;
    }

    void mount(Pages pages) {
        pages.page(TEMPLATES, visit -> templates(visit, 200, Typed.NOTHING), Role.ADMINISTRATOR);
        pages.form(TEMPLATES + "/withdraw", this::withdraw, Role.ADMINISTRATOR);
        pages.page("/administration/retention", this::retention, Role.ADMINISTRATOR);
        pages.page("/administration/keys", this::keys, Role.ADMINISTRATOR);
    }

    /// A template.
    record Template(String key, String event, Severity severity) {}

    /// All of them.
    record TemplatesPage(Frame frame, List<Template> templates, String done) {}

    private Future<Answer> templates(Visit visit, int status, Typed typed) {
        return desks.house()
                .engine()
                .control(ControlState::templates)
                .map(found -> new Answer.Shown(
                        status,
                        "administration/templates.jte",
                        new TemplatesPage(
                                visit.frame("Templates", Section.ADMINISTRATION, typed),
                                rows(found),
                                Desks.done(visit))));
    }

    private static List<Template> rows(Map<String, Alert> found) {
        return new TreeMap<>(found)
                .entrySet().stream()
                        .map(each -> new Template(
                                each.getKey(),
                                each.getValue().event(),
                                each.getValue().severity()))
                        .toList();
    }

    private Future<Answer> withdraw(Visit visit) {
        String key = visit.form().only("key").text("key");
        return desks.after(
                desks.acts().submit(desks.header(visit), h -> new Act.TemplateSaved(h, key, Optional.empty())),
                TEMPLATES,
                Typed.NOTHING,
                (status, typed) -> templates(visit, status, typed));
    }

    // ---- retention

    /// A rule.
    ///
    /// @param last when it last forgot something, and how much
    record Kept(String words, String span, String last) {}

    /// All of them.
    record RetentionPage(Frame frame, List<Kept> rules) {}

    private record Ran(Instant time, int count) {}

    private Future<Answer> retention(Visit visit) {
        return new AuditSearch(desks)
                .find(AuditSearch.Wanted.of(Act.Retained.class), Rule.values().length * 20)
                .map(found -> {
                    Map<String, Ran> last = new TreeMap<>();
                    found.acts().forEach(each -> {
                        if (each.act() instanceof Act.Retained act) {
                            last.putIfAbsent(act.rule(), new Ran(act.header().time(), act.count()));
                        }
                    });
                    List<Kept> rules = Arrays.stream(Rule.values())
                            .map(rule -> kept(rule, Optional.ofNullable(last.get(rule.word()))))
                            .toList();
                    return Answer.page(
                            "administration/retention.jte",
                            new RetentionPage(visit.frame("Retention", Section.ADMINISTRATION), rules));
                });
    }

    private static Kept kept(Rule rule, Optional<Ran> last) {
        String words = switch (rule) {
            case UNCONFIRMED -> "Registrations of which no address was confirmed";
            case CLAIMS -> "That an address was an erased person's";
            case PADS -> "What was typed into a draft and not gone on with";
        };
        return new Kept(
                words,
                Text.span(rule.kept()),
                last.map(ran -> Text.time(ran.time()) + ": " + Text.count(ran.count(), "record", "records"))
                        .orElse("Nothing was due lately"));
    }

    // ---- keys

    /// A public key.
    record Key(String purpose, String id, String open, Instant since, boolean inForce) {}

    /// All of them.
    record KeysPage(Frame frame, List<Key> keys) {}

    private Future<Answer> keys(Visit visit) {
        Instant now = desks.house().clock().instant();
        return desks.house()
                .engine()
                .control(state -> state.keys().stream()
                        .map(key -> key(
                                key,
                                state.keyInForce(key.purpose(), now)
                                        .map(VerificationKey::id)
                                        .equals(Optional.of(key.id()))))
                        .toList())
                .map(keys -> Answer.page(
                        "administration/keys.jte", new KeysPage(visit.frame("Keys", Section.ADMINISTRATION), keys)));
    }

    private static Key key(VerificationKey key, boolean inForce) {
        return new Key(
                Text.plain(key.purpose()),
                key.id(),
                Base64.getEncoder().encodeToString(key.raw()),
                key.since(),
                inForce);
    }
}
