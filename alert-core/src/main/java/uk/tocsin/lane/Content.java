package uk.tocsin.lane;

import uk.tocsin.model.Alert;

/// What a lane says for an alert, after it verified the approval's signature over it. One instance for an
/// alert's whole life, so that adapters can cache what they render by identity.
///
/// @param number the alert number, part of collapse keys and Message-IDs
/// @param alert the approved version
/// @param step the step of the plan these deliveries belong to
public record Content(int number, Alert alert, int step) {}
