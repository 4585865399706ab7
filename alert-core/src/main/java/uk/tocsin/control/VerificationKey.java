package uk.tocsin.control;

import java.time.Instant;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// A public key of the control log.
///
/// @param id its name in signatures
/// @param raw the 32 bytes of the key: [Ed25519#publicKey] makes a key of them
/// @param since from when it is in force for its purpose
/// @param position of the act that brought it
public record VerificationKey(KeyPurpose purpose, String id, byte[] raw, Instant since, long position) {
    void write(Out out) {
        out.coded(purpose).text(id).bytes(raw).time(since).count(position);
    }

    static VerificationKey read(In in) {
        return new VerificationKey(in.coded(KeyPurpose.class), in.text(), in.bytes(), in.time(), in.count());
    }
}
