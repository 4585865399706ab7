package uk.tocsin.broken.channel.push;

import uk.tocsin.broken.channel.sms.Sms;

/// Breaks a rule of the house on purpose.
public record KnowsAnother(Sms it) {}
