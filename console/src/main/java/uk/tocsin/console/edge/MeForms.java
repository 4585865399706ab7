package uk.tocsin.console.edge;

/// What the forms below `/me` have in common. Any thread.
final class MeForms {
    private final SelfService house;

    MeForms(SelfService house) {
        this.house = house;
    }

    /// To the page that shows what we hold.
    Answer back(Visit visit) {
        return house.to("/me", visit.language());
    }

    /// The page of a form.
    Answer sheet(Visit visit, Bilingual title, FormHtml form, Given given) {
        return house.form(SelfService.Sheet.of(visit.language(), title, form.html()), given);
    }

    /// Begins a form with what was given, or is held.
    FormHtml form(Visit visit, Bilingual title, Given given, String path) {
        FormHtml form = new FormHtml(visit.language(), given);
        form.html()
                .raw("<p class=\"govuk-body\"><a class=\"govuk-back-link\" href=\""
                        + Html.escape(house.page().path("/me", visit.language())) + "\">")
                .text(Wording.BACK.in(visit.language()))
                .raw("</a></p>\n");
        form.summary().html().h1(title.in(visit.language()));
        return form.open(house.page().path(path, visit.language()))
                .hidden("proof", house.sessions().proof(visit.session()));
    }
}
