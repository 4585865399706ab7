/// Real engines on a real Vert.x, on ports in memory and a provider that does what it is told.
@org.jspecify.annotations.NullMarked
package uk.tocsin.engine;
