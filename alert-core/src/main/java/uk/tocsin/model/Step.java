package uk.tocsin.model;

import java.time.Duration;

/// One step of a plan: after `delay` from the dispatch, use `channel` for everyone in the audience who has it.
public record Step(ChannelKind channel, Duration delay) {}
