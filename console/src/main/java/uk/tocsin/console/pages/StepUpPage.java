package uk.tocsin.console.pages;

import java.util.List;

/// Asks who sent a form to show again who they are; carries what they typed.
///
/// @param action where the form goes
/// @param once what the form was called
/// @param carried every field of the form
record StepUpPage(Frame frame, Typed typed, String action, String once, List<Carried> carried) {
    StepUpPage(Frame frame, Typed typed, Visit visit) {
        this(frame, typed, visit.context().request().uri(), visit.sentOnce(), Carried.of(visit.form()));
    }
}
