package uk.tocsin.console.pages.live;

/// The parts of the live page that change by themselves: each has the element of its id, and a template.
enum Part {
    STANDING("standing"),
    FIGURES("figures"),
    FUNNEL("funnel-part"),
    CURVE("curve-part"),
    FAILURES("failures-part"),
    ANSWERS("answers-part"),
    REGIONS("regions-part"),
    SLICES("slices-part");

    private final String id;

    Part(String id) {
        this.id = id;
    }

    String id() {
        return id;
    }

    String template() {
        return "live/" + id.replace("-part", "") + ".jte";
    }
}
