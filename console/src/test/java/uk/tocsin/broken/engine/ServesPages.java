package uk.tocsin.broken.engine;

import io.vertx.core.http.HttpServer;

/// Breaks a rule of the house on purpose.
public record ServesPages(HttpServer it) {}
