package uk.tocsin.broken.channel.sms;

/// A noun of this channel.
public record Sms(int number) {}
