package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import uk.tocsin.model.Consent;
import uk.tocsin.model.Dimension;

/// Where somebody agrees, or stops agreeing. Any thread.
final class MyConsents {
    private final SelfService house;
    private final MeForms forms;

    MyConsents(SelfService house, MeForms forms) {
        this.house = house;
        this.forms = forms;
    }

    /// Notes that somebody agrees, or no longer does.
    Future<Answer> change(Visit visit) {
        boolean agrees = visit.given().text("agrees").equals("yes");
        Optional<Consent.Purpose> purpose = visit.given()
                .choice(
                        "purpose",
                        Map.of("alerts", Consent.Purpose.ALERTS, "exercises", Consent.Purpose.EXERCISES),
                        Wording.NOT_OFFERED);
        if (purpose.isEmpty()) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        Consent consent = new Consent(
                purpose.get(), agrees, JoinForm.WORDING, house.clock().instant(), Consent.Source.PAGE);
        return house.desk().agree(visit.ordinal(), consent).compose(_ -> tagged(visit, purpose.get(), agrees));
    }

    /// Officers choose those who take part in exercises by a tag.
    private Future<Answer> tagged(Visit visit, Consent.Purpose purpose, boolean agrees) {
        if (purpose != Consent.Purpose.EXERCISES) {
            return Future.succeededFuture(forms.back(visit));
        }
        int tag = house.taxonomy().code(Dimension.TAG, "exercise-opt-in");
        return house.desk()
                .change(visit.ordinal(), contact -> {
                    Set<Integer> segments = new TreeSet<>(contact.profile().segments());
                    if (agrees) {
                        segments.add(tag);
                    } else {
                        segments.remove(tag);
                    }
                    return contact.with(contact.profile()
                            .at(List.copyOf(segments), contact.profile().premises()));
                })
                .map(_ -> forms.back(visit));
    }
}
