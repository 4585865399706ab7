package uk.tocsin.console.pages;

/// A page that says why there is none.
record ErrorPage(Frame frame, String words) {
    static Answer of(Visit visit, Failure failure) {
        return new Answer.Shown(
                failure.status(),
                "error.jte",
                new ErrorPage(visit.frame(failure.title(), Section.NONE), failure.words()));
    }
}
