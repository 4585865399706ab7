package uk.tocsin.control;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import uk.tocsin.control.HoldingMessage.PermittedArea;
import uk.tocsin.model.Digest;
import uk.tocsin.model.codec.AlertCodec;
import uk.tocsin.model.codec.AudienceCodec;
import uk.tocsin.model.codec.In;
import uk.tocsin.model.codec.Out;

/// The canonical binary form of a [HoldingMessage], and the digest over it.
final class HoldingCodec {
    /// Digests of other things never equal digests of holding messages.
    private static final byte[] DOMAIN = "tocsin/holding-message/1\0".getBytes(StandardCharsets.US_ASCII);

    private HoldingCodec() {}

    static Digest digest(HoldingMessage message) {
        try {
            MessageDigest sha = MessageDigest.getInstance("SHA-256");
            sha.update(DOMAIN);
            return Digest.ofBytes(sha.digest(bytes(message)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] bytes(HoldingMessage message) {
        Out out = new Out(1024);
        write(out, message);
        return out.toBytes();
    }

    /// How much room it takes in the log.
    static int size(HoldingMessage message) {
        return bytes(message).length;
    }

    static void write(Out out, HoldingMessage message) {
        AlertCodec.write(out.text(message.key()).count(message.version()), message.content());
        out.list(message.areas(), HoldingCodec::area);
        out.count(message.most()).span(message.lifetime()).time(message.until());
    }

    static HoldingMessage read(In in) {
        return new HoldingMessage(
                in.text(),
                in.size(),
                AlertCodec.read(in),
                in.list(HoldingCodec::area),
                in.count(),
                in.span(),
                in.time());
    }

    private static void area(Out out, PermittedArea area) {
        AudienceCodec.write(out, area.audience());
        out.text(area.words());
    }

    private static PermittedArea area(In in) {
        return new PermittedArea(AudienceCodec.read(in), in.text());
    }
}
