package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.engine.Engine;
import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.Endpoint;
import uk.tocsin.model.EndpointState;

/// Where somebody adds addresses, switches them off and on, and takes them away. Any thread.
final class MyAddresses {
    private static final int MAX_ADDRESS = 254;

    private final SelfService house;
    private final Engine engine;
    private final MeForms forms;

    MyAddresses(SelfService house, Engine engine, MeForms forms) {
        this.house = house;
        this.engine = engine;
        this.forms = forms;
    }

    /// The page that asks for an address.
    Answer ask(Visit visit, Given given) {
        FormHtml form = forms.form(visit, Wording.ADD_ADDRESS, given, "/me/add");
        form.html().p(Wording.ADD_TEXT.in(visit.language()));
        form.input("address", Wording.SIGN_IN_ADDRESS, Wording.SIGN_IN_HINT, "")
                .button(Wording.CONTINUE)
                .close();
        return forms.sheet(visit, Wording.ADD_ADDRESS, form, given);
    }

    /// The same answer, and as soon, whether or not the address is somebody else's.
    Future<Answer> add(Visit visit) {
        Given given = visit.given();
        String text = given.required("address", MAX_ADDRESS, Wording.SIGN_IN_MISSING);
        Optional<Organisation.Address> address = given.good()
                ? house.addresses().of(text).filter(a -> house.channels().contains(a.channel()))
                : Optional.empty();
        if (address.isEmpty()) {
            given.problem("address", Wording.SIGN_IN_MISSING);
            return Future.succeededFuture(ask(visit, given));
        }
        Organisation.Address fresh = address.get();
        return house.later(
                visit.inquiry(),
                () -> house.ration().spend(fresh) ? house.desk().add(visit.ordinal(), fresh) : Future.succeededFuture(),
                house.say(visit.language(), Wording.DONE_TITLE, Wording.DONE_TEXT, Wording.DONE_HOW));
    }

    /// Switches an endpoint off or on, or takes it away.
    Future<Answer> change(Visit visit) {
        int place = MyAlerts.number("alerts/" + visit.given().text("endpoint")).orElse(-1);
        Optional<Endpoint> endpoint = visit.contact().endpoints().stream()
                .filter(each -> each.index() == place)
                .findFirst();
        if (endpoint.isEmpty()) {
            return Future.succeededFuture(forms.back(visit));
        }
        return switch (visit.given().text("do")) {
            case "off" -> switched(visit, endpoint.get(), EndpointState.IN_USE, EndpointState.OFF);
            case "on" ->
                engine.endpoint(visit.ordinal(), place, false)
                        .compose(_ -> switched(visit, endpoint.get(), EndpointState.OFF, EndpointState.IN_USE));
            case "remove" -> remove(visit, endpoint.get());
            default -> Answer.refusing(Refusal.MALFORMED);
        };
    }

    private Future<Answer> switched(Visit visit, Endpoint endpoint, EndpointState from, EndpointState to) {
        return house.desk()
                .change(visit.ordinal(), contact -> {
                    List<Endpoint> endpoints = new ArrayList<>();
                    for (Endpoint each : contact.endpoints()) {
                        boolean meant = each.index() == endpoint.index() && each.state() == from;
                        endpoints.add(meant ? each.in(to) : each);
                    }
                    return contact.with(endpoints);
                })
                .map(_ -> forms.back(visit));
    }

    /// Nobody can sign in any more without a confirmed address: the last is taken away only with everything else.
    private Future<Answer> remove(Visit visit, Endpoint endpoint) {
        boolean other = visit.contact().endpoints().stream()
                .anyMatch(each -> each.index() != endpoint.index()
                        && each.state() != EndpointState.UNCONFIRMED
                        && each.channel() != ChannelKind.PUSH);
        return other
                ? house.desk().remove(visit.ordinal(), endpoint.index()).map(_ -> forms.back(visit))
                : Future.succeededFuture(house.say(visit.language(), Wording.LAST_ADDRESS, Wording.LAST_ADDRESS_TEXT)
                        .status(409));
    }
}
