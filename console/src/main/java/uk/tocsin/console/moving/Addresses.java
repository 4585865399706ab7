package uk.tocsin.console.moving;

import java.util.List;

/// Opens records of people, for the claims that belong to them.
@FunctionalInterface
public interface Addresses {
    /// The blind indexes of somebody's addresses.
    List<byte[]> of(int shard, int slot, byte[] sealed);
}
