/// What every channel needs: the wording of a message, the links in it, and the transport under the SDKs.
@org.jspecify.annotations.NullMarked
package uk.tocsin.channel.kit;
