/// The register: people and their premises, their tiers, what is not to be used, and lists that go in.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.pages.registry;
