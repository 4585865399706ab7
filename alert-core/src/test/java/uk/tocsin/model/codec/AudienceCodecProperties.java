package uk.tocsin.model.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import uk.tocsin.audience.Audiences;
import uk.tocsin.model.Audience;

class AudienceCodecProperties {
    @Provide
    Arbitrary<Audience> audiences() {
        return Audiences.any();
    }

    @Property(tries = 300)
    void anAudienceIsReadBackAsItWasWritten(@ForAll("audiences") Audience audience) {
        byte[] bytes = bytes(audience);
        In in = new In(bytes);
        assertThat(AudienceCodec.read(in)).isEqualTo(audience);
        assertThat(in.atEnd()).isTrue();
    }

    @Property(tries = 300)
    void bytesThatAreDamagedAreAnotherCanonicalAudienceOrRefused(
            @ForAll("audiences") Audience audience, @ForAll int at, @ForAll byte value) {
        byte[] bytes = bytes(audience);
        bytes[Math.floorMod(at, bytes.length)] = value;
        try {
            In in = new In(bytes);
            Audience read = AudienceCodec.read(in);
            in.end();
            assertThat(bytes(read)).isEqualTo(bytes);
        } catch (CorruptRecordException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }

    @Example
    void nestingWithoutEndIsRefused() {
        byte[] bytes = new byte[100_000];
        Arrays.fill(bytes, (byte) 4);
        assertThatExceptionOfType(CorruptRecordException.class).isThrownBy(() -> AudienceCodec.read(new In(bytes)));
    }

    private static byte[] bytes(Audience audience) {
        Out out = new Out();
        AudienceCodec.write(out, audience);
        return out.toBytes();
    }
}
