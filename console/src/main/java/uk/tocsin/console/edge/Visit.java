package uk.tocsin.console.edge;

import uk.tocsin.model.Contact;
import uk.tocsin.model.Language;

/// A request of somebody who is signed in.
///
/// @param contact their record as it was when the request came
/// @param given what they posted; nothing for a GET
record Visit(Inquiry inquiry, Sessions.Session session, Contact contact, Language language, Given given) {
    int ordinal() {
        return session.ordinal();
    }
}
