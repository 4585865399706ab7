package uk.tocsin.control;

import java.util.List;
import java.util.Optional;
import uk.tocsin.model.Effect;

/// What the fold decided about an act: the same on every node, live and in replay.
public sealed interface Verdict {
    /// The act counts.
    ///
    /// @param position of its record
    /// @param alert the alert it was about, with the number it was given if it is new; 0 for none
    /// @param effects what it means for the shards, in order
    record Accepted(long position, int alert, List<Effect> effects) implements Verdict {
        public Accepted {
            effects = List.copyOf(effects);
        }
    }

    /// The act does not count; nothing changed.
    ///
    /// @param words name the field and what is wrong with it
    record Rejected(Reason reason, String words) implements Verdict {}

    /// An act with this id came before and was decided then; nothing changed.
    ///
    /// @param position of the first
    /// @param alert as the first was answered; 0 for none
    /// @param rejected why the first was rejected; empty if it was accepted
    record Repeated(long position, int alert, Optional<Reason> rejected) implements Verdict {}
}
