package uk.tocsin.receipt;

import uk.tocsin.model.Dimension;

/// Names a subscriber to whoever offers something to complete, and what that is: nothing else can be done with it. It
/// says no more of the person than that it is the same one as the last time.
///
/// @param done a segment of the dimension [Dimension#DONE]
public record CompletionToken(int ordinal, int done) {
    /// Refuses what does not fit the layout: version and key id 1, nothing 1, ordinal 4, segment 4, HMAC 8.
    public CompletionToken {
        if (ordinal < 0 || Dimension.ofSegment(done) != Dimension.DONE) {
            throw new IllegalArgumentException("no token for segment " + done + " of subscriber " + ordinal);
        }
    }
}
