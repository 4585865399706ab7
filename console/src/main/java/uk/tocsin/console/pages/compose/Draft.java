package uk.tocsin.console.pages.compose;

import java.time.Instant;
import java.util.Optional;
import uk.tocsin.control.AlertStatus;
import uk.tocsin.control.AlertView;
import uk.tocsin.model.Alert;
import uk.tocsin.model.MessageType;

/// A draft: the alert as the control log has it, if it has it yet, and what was typed since.
///
/// @param key the alert's number, or a random id before it has one
record Draft(String key, Optional<AlertView> view, Optional<Pad> pad) {
    /// What keys look like.
    static final String KEY = "[1-9][0-9]{0,8}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}";

    /// The alert's number; 0 for none yet.
    int number() {
        return view.map(AlertView::number).orElse(0);
    }

    /// The last version in the log; 0 for none.
    int version() {
        return view.map(each -> each.versions().getLast().number()).orElse(0);
    }

    /// The last version's content.
    Optional<Alert> content() {
        return view.map(each -> each.versions().getLast().content());
    }

    /// The message type, which is fixed when a draft is begun.
    String type() {
        return content().map(Alert::type).orElse(MessageType.ALERT).word();
    }

    int parent() {
        return view.map(AlertView::parent).orElse(0);
    }

    /// What stands in the form.
    Fields fields() {
        return pad.map(Pad::fields).or(() -> content().map(FormJson::write)).orElseGet(Fields::none);
    }

    /// What was typed, with what is fixed when a draft is begun as it is.
    Fields fixed(Fields typed) {
        return content().map(each -> typed.with("mode", each.mode().word())).orElse(typed);
    }

    /// Whether it may be edited.
    boolean isOpen(Instant now) {
        return view.map(each -> each.statusAt(now))
                .map(status -> status == AlertStatus.DRAFT || status == AlertStatus.RETURNED)
                .orElse(pad.isPresent());
    }

    /// Whether the log got another version than the pad goes on from.
    boolean isBehind() {
        return pad.map(each -> each.version() != version()).orElse(false);
    }
}
