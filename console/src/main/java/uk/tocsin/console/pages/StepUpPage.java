package uk.tocsin.console.pages;

import java.util.List;

/// Asks who sent a form to show again who they are; carries what they typed.
///
/// @param action where the form goes
/// @param once what the form was called
/// @param carried every field of the form
record StepUpPage(Frame frame, Typed typed, String action, String once, List<Field> carried) {
    /// One value of a field.
    record Field(String name, String value) {}

    StepUpPage(Frame frame, Typed typed, Visit visit) {
        this(frame, typed, visit.context().request().uri(), visit.sentOnce(), carried(visit.form()));
    }

    private static List<Field> carried(Form form) {
        return form.names().stream()
                .filter(name -> !name.equals(RaisedDoor.STEP_UP))
                .sorted()
                .flatMap(name -> form.all(name).stream().map(value -> new Field(name, value)))
                .toList();
    }
}
