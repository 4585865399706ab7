package uk.tocsin.console.pages;

import java.util.List;

/// One value of a field that a page carries along, so that nothing typed is lost on the way.
record Carried(String field, String value) {
    /// Every field of a form but what shows who sent it.
    static List<Carried> of(Form form) {
        return form.names().stream()
                .filter(name -> !name.equals(RaisedDoor.STEP_UP))
                .sorted()
                .flatMap(name -> form.all(name).stream().map(value -> new Carried(name, value)))
                .toList();
    }
}
