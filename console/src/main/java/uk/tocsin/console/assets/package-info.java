/// The files that pages are dressed with: style sheets and scripts, from WebJars and from ours.
@org.jspecify.annotations.NullMarked
package uk.tocsin.console.assets;
