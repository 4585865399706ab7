package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.control.ControlState;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.Language;
import uk.tocsin.model.Prompts;
import uk.tocsin.model.Step;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;
import uk.tocsin.receipt.DeliveryToken;
import uk.tocsin.shard.Standings;

/// Every alert that was sent to somebody who is signed in, and what they say to it. What they may read of it, and so
/// answer, is decided when they open it, by the tier that they hold at that moment.
final class MyAlerts {
    private static final Pattern ONE = Pattern.compile("alerts/([0-9]{1,9})");

    /// Alerts that one page lists.
    private static final int MOST = 200;

    private final SelfService house;
    private final Engine engine;
    private final Receipts receipts;
    private final AlertHtml html;

    MyAlerts(SelfService house, Engine engine, Receipts receipts, AlertHtml html) {
        this.house = house;
        this.engine = engine;
        this.receipts = receipts;
        this.html = html;
    }

    /// The alert that a path below `/me/` names.
    static OptionalInt number(String rest) {
        Matcher one = ONE.matcher(rest);
        return one.matches() ? OptionalInt.of(Integer.parseInt(one.group(1))) : OptionalInt.empty();
    }

    private static boolean wasSent(DeliveryState state) {
        return switch (state) {
            case ACKNOWLEDGED, READ, DELIVERED, FAILED, ACCEPTED, UNKNOWN, IN_FLIGHT -> true;
            case WITHDRAWN, EXPIRED, SUPPRESSED, HELD, WAITING -> false;
        };
    }

    private static List<Integer> sent(List<Standings.Delivery> deliveries) {
        return deliveries.stream()
                .filter(each -> wasSent(each.state()))
                .map(Standings.Delivery::alert)
                .distinct()
                .sorted(Comparator.reverseOrder())
                .toList();
    }

    Future<Answer> list(Visit visit) {
        Tier tier = engine.tier(visit.ordinal());
        return engine.deliveries(visit.ordinal())
                .compose(deliveries -> engine.control(state -> stories(state, sent(deliveries)))
                        .map(stories -> list(visit, tier, held(visit, deliveries), stories)));
    }

    /// When quiet hours end, if something is held for somebody until then.
    private Optional<Instant> held(Visit visit, List<Standings.Delivery> deliveries) {
        boolean holds = deliveries.stream().anyMatch(each -> each.state() == DeliveryState.HELD);
        return holds
                ? visit.contact()
                        .profile()
                        .preferences()
                        .quiet()
                        .endingAfter(house.clock().instant())
                : Optional.empty();
    }

    private static List<Story> stories(ControlState state, List<Integer> numbers) {
        return numbers.stream()
                .limit(MOST)
                .map(number -> Story.of(state, number))
                .flatMap(Optional::stream)
                .toList();
    }

    private Answer list(Visit visit, Tier tier, Optional<Instant> held, List<Story> stories) {
        Language language = visit.language();
        Html body = back(language, "/me").h1(Wording.ARCHIVE.in(language));
        held.ifPresent(until -> {
            Notification.PLAIN.open(body, Wording.HELD.in(language));
            body.p(Wording.HELD_TEXT.in(language) + " " + Times.of(until, language));
            Notification.PLAIN.close(body);
        });
        if (stories.isEmpty()) {
            body.p(Wording.ARCHIVE_EMPTY.in(language));
        }
        body.raw("<ul class=\"govuk-list govuk-list--spaced\">\n");
        for (Story each : stories) {
            String title = each.content()
                    .variantFor(tier, language)
                    .map(Variant::headline)
                    .orElse(Phrase.PROTECTED.in(language));
            body.raw("<li>")
                    .link(house.page().path("/me/alerts/" + each.alert().number(), language), title)
                    .raw("<br>\n")
                    .element("span", "govuk-hint", Times.of(each.issued(), language))
                    .raw("</li>\n");
        }
        body.raw("</ul>\n");
        return house.show(SelfService.Sheet.of(language, Wording.ARCHIVE, body));
    }

    private Html back(Language language, String path) {
        return new Html()
                .raw("<p class=\"govuk-body\"><a class=\"govuk-back-link\" href=\""
                        + Html.escape(house.page().path(path, language)) + "\">")
                .text(Wording.BACK.in(language))
                .raw("</a></p>\n");
    }

    /// An alert that was sent to somebody, as far as they may read it.
    ///
    /// @param tokens the deliveries that may be theirs: at least one is
    /// @param acknowledged whether they have acknowledged any of them
    private record Opened(Story story, Tier tier, List<DeliveryToken> tokens, boolean acknowledged) {
        Optional<Variant> variant(Language language) {
            return story.content().variantFor(tier, language);
        }
    }

    /// The page of an alert.
    Future<Answer> text(Visit visit, int number) {
        return opened(visit, number)
                .compose(opened -> opened.isEmpty()
                        ? Future.succeededFuture(notSent(visit))
                        : text(visit, opened.get(), new Given(Map.of())));
    }

    /// What was pressed on it.
    Future<Answer> press(Visit visit, int number) {
        return opened(visit, number)
                .compose(opened ->
                        opened.isEmpty() ? Future.succeededFuture(notSent(visit)) : press(visit, number, opened.get()));
    }

    private Answer notSent(Visit visit) {
        return house.say(visit.language(), Phrase.NOT_FOUND, Wording.NOT_SENT).status(404);
    }

    private Future<Optional<Opened>> opened(Visit visit, int number) {
        return engine.deliveries(visit.ordinal()).compose(deliveries -> {
            if (!sent(deliveries).contains(number)) {
                return Future.succeededFuture(Optional.empty());
            }
            List<Standings.Delivery> mine = deliveries.stream()
                    .filter(each -> each.alert() == number && wasSent(each.state()))
                    .toList();
            boolean acknowledged = mine.stream().anyMatch(each -> each.state() == DeliveryState.ACKNOWLEDGED);
            return engine.control(state -> Story.of(state, number))
                    .map(story -> story.map(told ->
                            new Opened(told, engine.tier(visit.ordinal()), tokens(visit, told, mine), acknowledged)));
        });
    }

    /// A channel may be that of several steps, each for some of the audience: one of them is this person's.
    private static List<DeliveryToken> tokens(Visit visit, Story story, List<Standings.Delivery> deliveries) {
        List<DeliveryToken> tokens = new ArrayList<>();
        List<Step> steps = story.content().plan().steps();
        for (Standings.Delivery each : deliveries) {
            int endpoint = visit.contact().endpoints().stream()
                    .filter(candidate -> candidate.channel() == each.channel())
                    .map(Endpoint::index)
                    .findFirst()
                    .orElse(0);
            for (int step = 0; step < steps.size(); step++) {
                if (steps.get(step).channel() == each.channel()) {
                    tokens.add(new DeliveryToken(each.alert(), visit.ordinal(), step, endpoint));
                }
            }
        }
        return tokens;
    }

    private Future<Answer> press(Visit visit, int number, Opened opened) {
        boolean reads = opened.variant(visit.language()).isPresent();
        Prompts prompts = reads ? opened.story().content().prompts() : Prompts.NONE;
        Press press = Press.of(visit.given().values(), prompts, reads);
        if (press instanceof Press.Nothing nothing) {
            return text(visit, opened, AnswerHtml.unanswered(nothing.question()));
        }
        if (!reads) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        return journal(opened.tokens(), press)
                .map(answer -> answer.refusal() == null ? house.to("/me/alerts/" + number, visit.language()) : answer);
    }

    private Future<Answer> journal(List<DeliveryToken> tokens, Press press) {
        return receipts.press(tokens.getFirst(), press)
                .compose(answer -> answer.refusal() == Refusal.UNKNOWN_DELIVERY && tokens.size() > 1
                        ? journal(tokens.subList(1, tokens.size()), press)
                        : Future.succeededFuture(answer));
    }

    private Future<Answer> text(Visit visit, Opened opened, Given given) {
        int number = opened.story().alert().number();
        return engine.responses(visit.ordinal(), number)
                .map(responses -> new Said(
                        opened.acknowledged(),
                        responses,
                        visit.contact().profile().premises().size()))
                .map(said -> text(visit, opened, said, given));
    }

    private Answer text(Visit visit, Opened opened, Said said, Given given) {
        Language language = visit.language();
        Optional<Variant> variant = opened.variant(language);
        Html body = back(language, "/me/alerts");
        if (variant.isPresent()) {
            String action =
                    house.page().path("/me/alerts/" + opened.story().alert().number(), language);
            AnswerHtml.Desk desk =
                    new AnswerHtml.Desk(action, Map.of("proof", house.sessions().proof(visit.session())));
            body.raw(html.signedIn(
                            opened.story(),
                            variant.get(),
                            new AlertHtml.Reader(opened.tier(), language, said),
                            new AlertHtml.Reply(desk, opened.tokens().getFirst(), given),
                            house.clock().instant())
                    .toString());
        } else {
            body.h1(Phrase.PROTECTED.in(language)).p(Wording.NOT_FOR_YOU.in(language));
        }
        Bilingual title = _ -> variant.map(Variant::headline).orElse(Phrase.PROTECTED.in(language));
        Answer answer = house.form(SelfService.Sheet.of(language, title, body), given);
        SortedSet<String> schemes = html.schemes(opened.story().content());
        return schemes.isEmpty() ? answer : answer.with(ContentPolicy.HEADER, ContentPolicy.leading(schemes));
    }
}
