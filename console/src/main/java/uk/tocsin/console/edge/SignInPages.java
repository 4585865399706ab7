package uk.tocsin.console.edge;

import io.vertx.core.Future;
import java.util.Map;
import java.util.Optional;
import uk.tocsin.console.register.Organisation;
import uk.tocsin.model.Language;
import uk.tocsin.receipt.NoticeToken;

/// `/sign-in` takes an address, and sends a link and a code if it is somebody's: the answer is the same either way,
/// and given before anything is looked up. `/code` takes the code, and that of a confirmation.
final class SignInPages {
    private static final int MAX_ADDRESS = 254;

    private final SelfService house;
    private final CodeDesk codes;
    private final NoticePages notices;

    SignInPages(SelfService house, CodeDesk codes, NoticePages notices) {
        this.house = house;
        this.codes = codes;
        this.notices = notices;
    }

    /// `/sign-in`.
    Future<Answer> signIn(Inquiry inquiry) {
        Language language = SelfService.language(inquiry);
        if (!inquiry.posts()) {
            return Future.succeededFuture(asksForAddress(new Given(Map.of()), language));
        }
        if (!house.isOurs(inquiry)) {
            return house.strange();
        }
        Optional<Map<String, String>> fields = house.fields(inquiry);
        if (fields.isEmpty()) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        Given given = new Given(fields.get());
        Optional<Organisation.Address> address = address(given);
        if (address.isEmpty()) {
            return Future.succeededFuture(asksForAddress(given, language));
        }
        Organisation.Address to = address.get();
        return house.later(
                inquiry,
                () -> house.ration().spend(to)
                        ? house.desk().askSignIn(to.channel(), to.value())
                        : Future.succeededFuture(),
                asksForCode(new Given(Map.of("address", to.value())), language));
    }

    private Optional<Organisation.Address> address(Given given) {
        String text = given.required("address", MAX_ADDRESS, Wording.SIGN_IN_MISSING);
        Optional<Organisation.Address> address =
                given.good() ? house.addresses().of(text) : Optional.empty();
        if (address.isEmpty()) {
            given.problem("address", Wording.SIGN_IN_MISSING);
        }
        return address;
    }

    /// `/code`.
    Future<Answer> code(Inquiry inquiry) {
        Language language = SelfService.language(inquiry);
        if (!inquiry.posts()) {
            return Future.succeededFuture(asksForCode(new Given(Map.of()), language));
        }
        if (!house.isOurs(inquiry)) {
            return house.strange();
        }
        Optional<Map<String, String>> fields = house.fields(inquiry);
        if (fields.isEmpty()) {
            return Answer.refusing(Refusal.MALFORMED);
        }
        Given given = new Given(fields.get());
        Optional<Organisation.Address> address = address(given);
        String digits = given.text("code").replace(" ", "");
        if (!digits.matches("[0-9]{6}")) {
            given.problem("code", Wording.CODE_MISSING);
        }
        if (address.isEmpty() || !given.good()) {
            return Future.succeededFuture(asksForCode(given, language));
        }
        Optional<NoticeToken> token = codes.take(address.get(), digits);
        if (token.isEmpty()) {
            given.problem("code", Wording.CODE_WRONG);
            return Future.succeededFuture(asksForCode(given, language));
        }
        return notices.follow(inquiry, token.get(), language);
    }

    private Answer asksForAddress(Given given, Language language) {
        FormHtml form = new FormHtml(language, given).summary();
        form.html().h1(Wording.SIGN_IN.in(language)).p(Wording.SIGN_IN_TEXT.in(language));
        form.open(house.page().path("/sign-in", language))
                .input("address", Wording.SIGN_IN_ADDRESS, Wording.SIGN_IN_HINT, "autocomplete=\"username\"")
                .button(Wording.SIGN_IN_SEND)
                .close();
        form.html()
                .raw("<p class=\"govuk-body\">")
                .link(house.page().path("/join", language), Wording.NOT_YET.in(language))
                .raw("</p>\n");
        return house.form(SelfService.Sheet.of(language, Wording.SIGN_IN, form.html()), given);
    }

    /// The address stands in the field as it was given; that says nothing about whether it is known.
    private Answer asksForCode(Given given, Language language) {
        FormHtml form = new FormHtml(language, given).summary();
        form.html().h1(Wording.CODE_TITLE.in(language)).p(Wording.CODE_TEXT.in(language));
        form.open(house.page().path("/code", language))
                .input("address", Wording.SIGN_IN_ADDRESS, Wording.SIGN_IN_HINT, "autocomplete=\"username\"")
                .input(
                        "code",
                        Wording.CODE,
                        Wording.CODE_HINT,
                        "inputmode=\"numeric\" autocomplete=\"one-time-code\" spellcheck=\"false\"")
                .button(Wording.CONTINUE)
                .close();
        form.html().p(Wording.CODE_AGAIN.in(language));
        Html way = Page.languageLink(language, house.page().path("/code", Page.other(language)));
        return house.form(new SelfService.Sheet(language, Wording.CODE_TITLE, way, form.html()), given);
    }
}
