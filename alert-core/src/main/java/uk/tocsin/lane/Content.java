package uk.tocsin.lane;

import uk.tocsin.model.Alert;
import uk.tocsin.model.NoticeKind;

/// What a lane says for an alert, after it verified the approval's signature over it; or for a notice, whose fixed
/// words are put as an alert's are. One instance for an alert's whole life, so that adapters can cache what they
/// render by identity; a notice's is used for one message.
///
/// @param number the alert number, part of collapse keys and Message-IDs; for a notice the reserved one of its kind
/// @param alert the approved version
/// @param step the step of the plan these deliveries belong to
public record Content(int number, Alert alert, int step) {
    /// Whether it is a notice: its link leads to the page of notices, and nobody can unsubscribe from it.
    public boolean isNotice() {
        return number >= NoticeKind.FIRST_NUMBER;
    }
}
