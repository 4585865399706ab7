package uk.tocsin.model;

import java.util.List;

/// What is sent when. A step's index is in every token, so a plan has at most 16.
public record Plan(List<Step> steps) {
    /// A token has four bits for the step.
    public static final int MAX_STEPS = 16;

    public Plan {
        steps = List.copyOf(steps);
        if (steps.isEmpty() || steps.size() > MAX_STEPS) {
            throw new IllegalArgumentException(
                    "plan: has " + steps.size() + " steps; 1 to " + MAX_STEPS + " are allowed");
        }
    }
}
