package uk.tocsin.console.pages;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What every page has around it.
///
/// @param title of the page: what its heading says
/// @param section that the navigation marks
/// @param visitor who is signed in; null on the pages before that
/// @param faults what is wrong with the form of the page
public record Frame(String title, Section section, @Nullable Visitor visitor, List<Typed.Fault> faults, Look look) {
    public Frame {
        faults = List.copyOf(faults);
    }

    /// The parts of the console that the visitor is shown.
    public List<Section> sections() {
        Visitor known = visitor;
        return known == null
                ? List.of()
                : Arrays.stream(Section.values())
                        .filter(each -> each.isFor(known))
                        .toList();
    }

    /// What forms carry to show that they come from a page of this session; empty before signing in.
    public String proof() {
        return visitor == null ? "" : visitor.proof();
    }
}
