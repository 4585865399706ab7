package uk.tocsin.broken.receipt;

import java.sql.Connection;

/// Breaks a rule of the house on purpose.
public record AsksTheDatabase(Connection it) {}
