package uk.tocsin.console.pages;

import java.util.List;

/// Says to who sent a form that their session has ended, and carries what they typed: once they have signed in again,
/// they send it from here.
///
/// @param action where the form goes
/// @param proof what the form carried; a session that follows the ended one takes it
/// @param once what the form was called
/// @param carried every field of the form; empty for a form that cannot be sent again from here
record SignedOutPage(Frame frame, String action, String proof, String once, List<Carried> carried) {
    static Answer of(Visit visit) {
        return new Answer.Shown(
                401,
                "signed-out.jte",
                new SignedOutPage(
                        visit.frame("You are signed out", Section.NONE),
                        visit.context().request().uri(),
                        visit.sentProof(),
                        visit.sentOnce(),
                        Carried.of(visit.form())));
    }
}
