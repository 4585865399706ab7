package uk.tocsin.console.pages.live;

import uk.tocsin.model.ChannelKind;
import uk.tocsin.model.FailureReason;

/// What a failure means, and what to do about it, in words. Stateless; any thread.
final class Remedy {
    private Remedy() {}

    /// What went wrong.
    static String what(FailureReason reason) {
        return switch (reason) {
            case INVALID_ADDRESS -> "There is no such address";
            case UNREGISTERED -> "The app was removed, or the number no longer exists";
            case OPTED_OUT -> "The person told the provider to stop";
            case INACTIVE -> "The mailbox or number is no longer in use";
            case BLOCKED -> "The provider or network blocked it";
            case UNREACHABLE -> "The phone or mail server could not be reached";
            case MAILBOX_FULL -> "The mailbox is full";
            case TOO_LARGE -> "The message was too large";
            case POLICY -> "The receiving side refuses our mail or texts";
            case CONTENT -> "The words were refused";
            case CONFIGURATION -> "Our account with the provider is set up wrongly";
            case EXPIRED -> "It could not be handed over before it expired";
            case OTHER -> "The provider gave no reason that we know";
        };
    }

    /// What to do.
    static String todo(FailureReason reason) {
        return switch (reason) {
            case INVALID_ADDRESS, INACTIVE ->
                "Nothing now: the address is not used again. Ask the organisation for a new one.";
            case UNREGISTERED -> "Nothing now: the phone or number is not used again until its owner renews it.";
            case OPTED_OUT -> "Nothing: it is their choice. Other channels still reach them.";
            case BLOCKED -> "Tell an administrator to ask the provider why. Other channels still reach them.";
            case UNREACHABLE, MAILBOX_FULL -> "Resend later, or reach these people another way.";
            case TOO_LARGE, CONTENT -> "Shorten or reword it in an update.";
            case POLICY -> "Tell an administrator: the sender's name or domain has to be cleared with the provider.";
            case CONFIGURATION -> "Tell an administrator now: every message of this channel may fail. Then resend.";
            case EXPIRED -> "Resend, if it still holds, or send an update that ends later.";
            case OTHER -> "Tell an administrator if there are many.";
        };
    }

    /// What is unknown on a channel, and what happens about it.
    static String unknown(ChannelKind channel) {
        return switch (channel) {
            case PUSH ->
                "It was sent, and no answer came. It is sent again by itself: the second replaces the first on the phone.";
            case EMAIL ->
                "It was handed over, and no answer came. It is sent again by itself: mail programs show it once.";
            case SMS ->
                "It was handed over, and no answer came. A text is never sent twice blindly: the provider is asked what"
                        + " became of it. A resend would text these people again.";
        };
    }
}
