package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import uk.tocsin.control.ControlState;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.DeliveryState;
import uk.tocsin.model.Language;
import uk.tocsin.model.Tier;
import uk.tocsin.model.Variant;
import uk.tocsin.shard.Shard;

/// Every alert that was sent to somebody who is signed in. What they may read of it is decided when they open it, by
/// the tier that they hold at that moment.
final class MyAlerts {
    private static final Pattern ONE = Pattern.compile("alerts/([0-9]{1,9})");

    /// Alerts that one page lists.
    private static final int MOST = 200;

    private final SelfService house;
    private final Engine engine;

    MyAlerts(SelfService house, Engine engine) {
        this.house = house;
        this.engine = engine;
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

    private static List<Integer> sent(List<Shard.Delivery> deliveries) {
        return deliveries.stream()
                .filter(each -> wasSent(each.state()))
                .map(Shard.Delivery::alert)
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
    private Optional<Instant> held(Visit visit, List<Shard.Delivery> deliveries) {
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

    Future<Answer> text(Visit visit, int number) {
        Tier tier = engine.tier(visit.ordinal());
        return engine.deliveries(visit.ordinal()).compose(deliveries -> {
            if (!sent(deliveries).contains(number)) {
                return Future.succeededFuture(house.say(visit.language(), Phrase.NOT_FOUND, Wording.NOT_SENT)
                        .status(404));
            }
            return engine.control(state -> Story.of(state, number))
                    .map(story -> story.isEmpty() ? Answer.NOT_HERE : text(visit, tier, story.get()));
        });
    }

    private Answer text(Visit visit, Tier tier, Story story) {
        Language language = visit.language();
        Optional<Variant> variant = story.content().variantFor(tier, language);
        Html body = back(language, "/me/alerts");
        Instant now = house.clock().instant();
        AlertHtml alert = new AlertHtml(house.page());
        if (variant.isPresent()) {
            alert.signedIn(body, story, variant.get(), new AlertHtml.Reader(tier, language, true), now);
        } else {
            body.h1(Phrase.PROTECTED.in(language)).p(Wording.NOT_FOR_YOU.in(language));
        }
        Bilingual title = _ -> variant.map(Variant::headline).orElse(Phrase.PROTECTED.in(language));
        return house.show(SelfService.Sheet.of(language, title, body));
    }
}
