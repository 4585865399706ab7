/// Copies of installations, from store to store through the ports: into a cluster, and back for a backup
/// ([uk.tocsin.console.moving.Copy]). Plain threads that wait.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.moving;
