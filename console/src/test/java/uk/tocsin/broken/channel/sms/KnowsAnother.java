package uk.tocsin.broken.channel.sms;

import uk.tocsin.broken.channel.push.Push;

/// Breaks a rule of the house on purpose.
public record KnowsAnother(Push it) {}
