package uk.tocsin.console.pages;

import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One request to a page. For the event loop that it came in on.
public final class Visit {
    static final String ONCE = "once";

    private final RoutingContext context;
    private final @Nullable Visitor visitor;
    private final Form form;
    private final String once;
    private final Look look;

    Visit(RoutingContext context, @Nullable Visitor visitor, Form form, Look look) {
        this(
                context,
                visitor,
                form,
                Optional.ofNullable(context.request().getFormAttribute(ONCE))
                        .orElseGet(() -> UUID.randomUUID().toString()),
                look);
    }

    private Visit(RoutingContext context, @Nullable Visitor visitor, Form form, String once, Look look) {
        this.context = context;
        this.visitor = visitor;
        this.form = form;
        this.once = once;
        this.look = look;
    }

    /// The same visit by whoever has just shown again who they are.
    Visit raised(Visitor by) {
        return new Visit(context, by, form.without(RaisedDoor.STEP_UP), once, look);
    }

    /// Who is signed in; there is somebody behind every door but those that are open to all.
    public Visitor visitor() {
        if (visitor == null) {
            throw new IllegalStateException("nobody is signed in");
        }
        return visitor;
    }

    /// Who is signed in, if anybody is.
    public Optional<Visitor> known() {
        return Optional.ofNullable(visitor);
    }

    /// The form that was sent.
    public Form form() {
        return form;
    }

    /// A file that came with a form.
    ///
    /// @param name as the sender calls it
    public record Upload(Path file, String name) {}

    /// The file that came with the form, if one was chosen.
    public Optional<Upload> upload() {
        return context.fileUploads().stream()
                .filter(each -> !each.fileName().isBlank())
                .findFirst()
                .map(each -> new Upload(Path.of(each.uploadedFileName()), each.fileName()));
    }

    /// The request as it came, for streams and cookies.
    public RoutingContext context() {
        return context;
    }

    /// A part of the path.
    public String part(String name) {
        String part = context.pathParam(name);
        return part == null ? "" : part;
    }

    /// A number that is a part of the path; there is no page where it is none.
    public int number(String name) {
        return number(Optional.of(part(name))).orElseThrow(NotHereException::new);
    }

    /// What the address asks for, `?name=value`.
    public Optional<String> asked(String name) {
        String value = context.request().getParam(name);
        return value == null || value.isBlank() ? Optional.empty() : Optional.of(value.strip());
    }

    /// The number that the address asks for.
    public OptionalInt askedNumber(String name) {
        return number(asked(name));
    }

    private static OptionalInt number(Optional<String> text) {
        return text.filter(digits -> digits.matches("[0-9]{1,9}"))
                .map(digits -> OptionalInt.of(Integer.parseInt(digits)))
                .orElse(OptionalInt.empty());
    }

    /// Whether htmx asks for a part of a page.
    public boolean isForPart() {
        return context.request().getHeader("HX-Request") != null;
    }

    /// Names what a form asks for, so that the same form sent twice is one act.
    public UUID once() {
        String name = visitor().staff() + " " + context.request().path() + " " + once;
        return UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
    }

    /// What the form carried to show where it comes from; empty for nothing.
    String sentProof() {
        return Optional.ofNullable(context.request().getFormAttribute(Pages.PROOF))
                .orElse("");
    }

    /// What the form was called by its page.
    String sentOnce() {
        return once;
    }

    /// The frame of a page.
    public Frame frame(String title, Section section) {
        return frame(title, section, Typed.NOTHING);
    }

    /// The frame of a page with a form that may have come back.
    public Frame frame(String title, Section section, Typed typed) {
        return new Frame(title, section, visitor, typed.faults(), look);
    }
}
