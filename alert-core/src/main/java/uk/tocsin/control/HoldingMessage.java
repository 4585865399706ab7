package uk.tocsin.control;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import uk.tocsin.model.Action;
import uk.tocsin.model.Alert;
import uk.tocsin.model.Area;
import uk.tocsin.model.Audience;
import uk.tocsin.model.Digest;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Question;
import uk.tocsin.model.Variant;
import uk.tocsin.model.Words;

/// One version of an alert that is written and approved beforehand, so that one person can release it within
/// seconds: only the place is filled in, only a permitted area chosen. Immutable.
///
/// @param key lower-case letters, digits and hyphens
/// @param version from 1
/// @param content what is sent; its texts may hold [#PLACE], and its expiry means nothing
/// @param areas where it may be released
/// @param most subscribers it may reach at most
/// @param lifetime how long the released alert is in force, to the millisecond
/// @param until when it can be released no longer, to the millisecond
public record HoldingMessage(
        String key,
        int version,
        Alert content,
        List<PermittedArea> areas,
        long most,
        Duration lifetime,
        Instant until) {
    /// The mark that the place stands for.
    public static final String PLACE = "{place}";

    /// An area in which a holding message may be released.
    ///
    /// @param audience by region or force
    /// @param words what the officer chooses
    public record PermittedArea(Audience audience, String words) {}

    public HoldingMessage {
        areas = List.copyOf(areas);
        lifetime = lifetime.truncatedTo(ChronoUnit.MILLIS);
        until = until.truncatedTo(ChronoUnit.MILLIS);
        if (version < 1 || most < 1) {
            throw new IllegalArgumentException("version or most: out of range");
        }
    }

    /// What an approval of it binds to: every field.
    public Digest digest() {
        return HoldingCodec.digest(this);
    }

    /// The alert that its release at a time is: the place in its texts and as its area, for those of its audience
    /// who are in one of the permitted areas.
    ///
    /// @param area an index of `areas`
    public Alert fill(String place, int area, Instant releaseTime) {
        Alert a = content;
        return new Alert(
                a.mode(),
                a.type(),
                a.handling(),
                a.classification(),
                in(a.event(), place),
                new Area(place, a.area().circle(), a.area().polygons()),
                releaseTime.truncatedTo(ChronoUnit.MILLIS).plus(lifetime),
                a.knownAt(),
                a.link(),
                a.variants().stream().map(v -> in(v, place)).toList(),
                Audience.and(a.audience(), areas.get(area).audience()),
                a.plan(),
                a.parent(),
                in(a.prompts(), place));
    }

    private static String in(String text, String place) {
        return text.replace(PLACE, place);
    }

    private static Words in(Words words, String place) {
        return new Words(in(words.english(), place), in(words.welsh(), place));
    }

    private static Variant in(Variant v, String place) {
        return new Variant(
                v.tier(),
                v.language(),
                in(v.headline(), place),
                in(v.shortText(), place),
                in(v.description(), place),
                in(v.instruction(), place));
    }

    private static Prompts in(Prompts prompts, String place) {
        List<Question> questions = new ArrayList<>();
        for (Question question : prompts.questions()) {
            questions.add(new Question(
                    in(question.words(), place),
                    question.choices().stream().map(w -> in(w, place)).toList()));
        }
        List<Action> actions = prompts.actions().stream()
                .map(action -> new Action(action.kind(), in(action.words(), place), action.target()))
                .toList();
        return new Prompts(questions, actions);
    }
}
