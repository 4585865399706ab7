package uk.tocsin.console.pages.analysis;

import java.util.List;
import uk.tocsin.console.pages.Frame;

/// What the words of the analysis mean.
record DictionaryPage(Frame frame, List<Term> terms) {
    /// A word and what it means.
    record Term(String word, String meaning) {}

    static final List<Term> TERMS = List.of(
            new Term(
                    "Meant",
                    "Everybody in the audience of the alert when it was dispatched, whether or not they have a channel of"
                            + " its plan. In an exercise only those who agreed to take part."),
            new Term("Has one of the channels", "Those meant for whom at least one message was planned."),
            new Term(
                    "Taken by a provider", "A provider accepted a message for them. Nothing says yet that it arrived."),
            new Term(
                    "Reached",
                    "A message was delivered, read or acknowledged on any channel. Providers and devices say so; some do"
                            + " not, so it is at least so many."),
            new Term("Missed", "Meant, and not reached."),
            new Term("Read", "A device or a person said so. Fetching a link is never reading. At least so many."),
            new Term("Acknowledged", "A person pressed the button, answered, or replied to the text."),
            new Term("People", "Subscribers. Over several alerts, somebody whom two of them meant is counted twice."),
            new Term(
                    "Premises",
                    "Places of organisations, through the people who answer for them. A stage counts for premises when"
                            + " it does for any of them. People without premises are not in it."),
            new Term(
                    "Sector, size, region, tier and the others",
                    "As they were when the alert was dispatched. Not known is what is left of the sum: people without a"
                            + " value. People can have several values of some dimensions; then the parts add up to more"
                            + " than the sum."),
            new Term(
                    "Time to reach",
                    "From the dispatch to the first report of a delivery. Ages are kept in 24 buckets, each 1.75 times the"
                            + " one before; a time is the end of its bucket."),
            new Term("Unknown", "A message was handed over and no answer came. It is not counted as reached."),
            new Term(
                    "Cost",
                    "Texts that the provider took or may have taken, times the parts of the longest variant, times the"
                            + " price of a part in the settings: at most."),
            new Term(
                    "[c]",
                    "Confidential: the figure is under 10, leaves fewer than 10 of those meant, or would let such a figure"
                            + " be worked out from the sums."
                            + " Officers and approvers see all figures."),
            new Term(
                    "Files",
                    "The file has the tables of the page one below the other, with the same figures: whole numbers without"
                            + " separators, shares in percent, times in seconds, money in pounds."));
}
