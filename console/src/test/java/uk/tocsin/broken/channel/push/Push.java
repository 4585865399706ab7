package uk.tocsin.broken.channel.push;

/// A noun of this channel.
public record Push(int number) {}
