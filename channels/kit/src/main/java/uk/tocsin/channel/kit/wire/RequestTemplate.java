package uk.tocsin.channel.kit.wire;

import io.vertx.core.MultiMap;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// A request that was rendered once, with gaps in its body where recipients differ. Whoever renders it puts a [#mark]
/// where each gap shall be. Immutable; filling is copying.
public final class RequestTemplate {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int MARK_BYTES = 12;

    private final WireRequest rendered;
    private final byte[][] literals;
    /// Which value fills the gap after the literal of the same place.
    private final int[] gaps;

    private RequestTemplate(WireRequest rendered, List<byte[]> literals, List<Integer> gaps) {
        this.rendered = rendered;
        this.literals = literals.toArray(byte[][]::new);
        this.gaps = gaps.stream().mapToInt(Integer::intValue).toArray();
    }

    /// Text that occurs nowhere else, however hostile that is: 24 random hexadecimal digits, which no encoding of
    /// JSON, forms or URLs changes. As long as a delivery token.
    public static String mark() {
        byte[] bytes = new byte[MARK_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /// Cuts the body at every occurrence of a mark. Throws IllegalStateException if one does not occur: a value would
    /// be lost.
    public static RequestTemplate cut(WireRequest rendered, String... marks) {
        String body = rendered.body().toString(StandardCharsets.ISO_8859_1);
        List<byte[]> literals = new ArrayList<>();
        List<Integer> gaps = new ArrayList<>();
        int at = 0;
        while (true) {
            int next = -1;
            int gap = -1;
            for (int i = 0; i < marks.length; i++) {
                int found = body.indexOf(marks[i], at);
                if (found >= 0 && (gap < 0 || found < next)) {
                    next = found;
                    gap = i;
                }
            }
            if (gap < 0) {
                break;
            }
            literals.add(body.substring(at, next).getBytes(StandardCharsets.ISO_8859_1));
            gaps.add(gap);
            at = next + marks[gap].length();
        }
        literals.add(body.substring(at).getBytes(StandardCharsets.ISO_8859_1));
        for (int i = 0; i < marks.length; i++) {
            if (!gaps.contains(i)) {
                throw new IllegalStateException("a request was rendered without its value " + i);
            }
        }
        return new RequestTemplate(rendered, literals, gaps);
    }

    /// What all requests share besides the body.
    public MultiMap headers() {
        return rendered.headers();
    }

    /// The same with other headers, which are shared from now on and not to be changed.
    public RequestTemplate with(MultiMap headers) {
        WireRequest other = new WireRequest(rendered.method(), rendered.path(), headers, rendered.body());
        return new RequestTemplate(other, literals, gaps);
    }

    private RequestTemplate(WireRequest rendered, byte[][] literals, int[] gaps) {
        this.rendered = rendered;
        this.literals = literals;
        this.gaps = gaps;
    }

    /// The request for one recipient.
    ///
    /// @param values in the order of the marks, encoded as the body wants them
    public WireRequest fill(byte[]... values) {
        int size = literals[gaps.length].length;
        for (int i = 0; i < gaps.length; i++) {
            size += literals[i].length + values[gaps[i]].length;
        }
        byte[] body = new byte[size];
        int at = 0;
        for (int i = 0; i < gaps.length; i++) {
            at = put(literals[i], body, at);
            at = put(values[gaps[i]], body, at);
        }
        put(literals[gaps.length], body, at);
        return new WireRequest(rendered.method(), rendered.path(), rendered.headers(), Buffer.buffer(body));
    }

    private static int put(byte[] bytes, byte[] body, int at) {
        System.arraycopy(bytes, 0, body, at, bytes.length);
        return at + bytes.length;
    }
}
