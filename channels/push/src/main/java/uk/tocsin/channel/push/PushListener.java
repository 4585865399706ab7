package uk.tocsin.channel.push;

/// Hears what an operator has to mend. Called on the thread of a message, as often as it happens: it must not
/// block, and it limits its own noise.
public interface PushListener {
    /// Hears nothing.
    PushListener NONE = problem -> {};

    /// What is wrong. None of these is a message's fault: the messages stay unsent and are tried again.
    enum Problem {
        /// APNs or Web Push refuses the key that Firebase has for it.
        THIRD_PARTY_KEY,
        /// The token endpoint refuses us or has been out of reach for long, or FCM refuses the token we have.
        CREDENTIALS,
        /// FCM knows the account but does not let it send for this project, or does not know the project.
        PERMISSION
    }

    /// Something is wrong.
    void problem(Problem problem);
}
