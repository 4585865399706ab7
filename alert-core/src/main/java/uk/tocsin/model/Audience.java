package uk.tocsin.model;

/// Placeholder until the audience language lands.
public interface Audience {}
