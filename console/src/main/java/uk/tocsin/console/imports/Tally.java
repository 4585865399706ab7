package uk.tocsin.console.imports;

/// What came of the rows of a list so far.
///
/// @param approximate how many of those read lie at the rough centre of their postcode area
public record Tally(long read, long registered, long changed, long unchanged, long refused, long approximate) {
    /// Nothing yet.
    public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);

    /// Both together.
    public Tally and(Tally more) {
        return new Tally(
                read + more.read,
                registered + more.registered,
                changed + more.changed,
                unchanged + more.unchanged,
                refused + more.refused,
                approximate + more.approximate);
    }
}
