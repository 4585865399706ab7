package uk.tocsin.console.api;

/// An answer with a status other than its route's.
///
/// @param body JSON
record Reply(int status, Object body) {}
