package uk.tocsin.broken.shard;

import uk.tocsin.broken.audience.Parser;

/// Breaks a rule of the house on purpose.
public record ParsesAudiences(Parser it) {}
