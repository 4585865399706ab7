package uk.tocsin.model.codec;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Category;
import uk.tocsin.model.Certainty;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Condition;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Handling;
import uk.tocsin.model.Language;
import uk.tocsin.model.MessageType;
import uk.tocsin.model.Mode;
import uk.tocsin.model.Plan;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.ResponseType;
import uk.tocsin.model.Severity;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Urgency;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

/// The canonical binary form of an [Alert], and the digest over it that an approval binds to: content, all
/// variants, audience, plan and mode. Times are to the millisecond.
public final class AlertCodec {
    private static final int FORM = 2;

    /// Digests of other things never equal digests of alerts.
    private static final byte[] DOMAIN = "tocsin/alert/1\0".getBytes(StandardCharsets.US_ASCII);

    private AlertCodec() {}

    /// The digest that two people agree on.
    public static Digest digest(Alert alert) {
        Out out = new Out(1024);
        write(out, alert);
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(DOMAIN);
            return Digest.ofBytes(sha.digest(out.toBytes()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /// Writes an alert.
    public static void write(Out out, Alert alert) {
        out.u8(FORM).coded(alert.mode()).coded(alert.type()).coded(alert.handling());
        classification(out, alert.classification());
        out.text(alert.event());
        area(out, alert.area());
        out.time(alert.expires()).optional(alert.knownAt(), Out::time).text(alert.link());
        out.list(alert.variants(), AlertCodec::variant);
        AudienceCodec.write(out, alert.audience());
        plan(out, alert.plan());
        out.count(alert.parent());
        prompts(out, alert.prompts());
    }

    /// Reads an alert; [CorruptRecordException] when it is damaged or of an unknown form.
    public static Alert read(In in) {
        int form = in.u8();
        if (form != FORM) {
            throw new CorruptRecordException("an alert has the unknown form " + form);
        }
        return new Alert(
                in.coded(Mode.class),
                in.coded(MessageType.class),
                in.coded(Handling.class),
                classification(in),
                in.text(),
                area(in),
                in.time(),
                in.optional(In::time),
                in.text(),
                in.list(AlertCodec::variant),
                AudienceCodec.read(in),
                plan(in),
                in.size(),
                prompts(in));
    }

    /// Writes a plan.
    static void plan(Out out, Plan plan) {
        out.list(plan.steps(), (o, step) -> {
            o.coded(step.channel()).span(step.delay());
            AudienceCodec.write(o, step.among());
            o.coded(step.condition()).u8(step.enough());
        });
    }

    /// Reads a plan.
    static Plan plan(In in) {
        try {
            return new Plan(in.list(i -> new Step(
                    i.coded(ChannelKind.class), i.span(), AudienceCodec.read(i), i.coded(Condition.class), i.u8())));
        } catch (IllegalArgumentException e) {
            throw new CorruptRecordException(String.valueOf(e.getMessage()), e);
        }
    }

    private static void prompts(Out out, Prompts prompts) {
        out.list(
                prompts.questions(),
                (o, question) -> words(o, question.words()).list(question.choices(), AlertCodec::words));
        out.list(
                prompts.actions(),
                (o, action) -> words(o.coded(action.kind()), action.words()).text(action.target()));
    }

    private static Prompts prompts(In in) {
        return new Prompts(
                in.list(i -> new Question(words(i), i.list(AlertCodec::words))),
                in.list(i -> new Action(i.coded(Action.Kind.class), words(i), i.text())));
    }

    private static Out words(Out out, Words words) {
        return out.text(words.english()).text(words.welsh());
    }

    private static Words words(In in) {
        return new Words(in.text(), in.text());
    }

    private static void classification(Out out, Alert.Classification value) {
        out.list(value.categories(), Out::coded).list(value.responses(), Out::coded);
        out.coded(value.urgency()).coded(value.severity()).coded(value.certainty());
    }

    private static Alert.Classification classification(In in) {
        return new Alert.Classification(
                in.list(i -> i.coded(Category.class)),
                in.list(i -> i.coded(ResponseType.class)),
                in.coded(Urgency.class),
                in.coded(Severity.class),
                in.coded(Certainty.class));
    }

    private static void area(Out out, Area area) {
        out.text(area.description());
        out.optional(
                area.circle(),
                (o, c) -> o.real(c.latitude()).real(c.longitude()).real(c.radiusKm()));
        out.list(
                area.polygons(),
                (o, ring) -> o.list(
                        ring.points(), (p, point) -> p.real(point.latitude()).real(point.longitude())));
    }

    private static Area area(In in) {
        return new Area(
                in.text(),
                in.optional(i -> new Area.Circle(i.real(), i.real(), i.real())),
                in.list(i -> new Area.Polygon(i.list(p -> new Area.Point(p.real(), p.real())))));
    }

    private static void variant(Out out, Variant variant) {
        out.coded(variant.tier()).coded(variant.language()).text(variant.headline());
        out.text(variant.shortText()).text(variant.description()).text(variant.instruction());
    }

    private static Variant variant(In in) {
        return new Variant(in.coded(Tier.class), in.coded(Language.class), in.text(), in.text(), in.text(), in.text());
    }
}
